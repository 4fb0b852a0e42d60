"""Articles -> copies and stories: what is not grouped yet, of what has arrived the oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from newsstand.group import Grouper, GroupSettings
from newsstand.model import Assignment, Report
from newsstand.newsroom import records
from newsstand.newsroom.desk.decided import decided, lock_decided
from newsstand.newsroom.models import Article, ArticleVersion, Membership, Ruling, Story
from newsstand.newsroom.pipeline.desk import Desk

BATCH = 200
STORY_FACTS = (
    "reports",
    "titles",
    "opened_at",
    "moved_at",
    "section",
    "language",
    "headline",
    "brief_wanted",
    "topics_wanted",
)


def group_articles(desk: Desk) -> int:
    """Group one batch of what waits; returns how many were grouped, 0 when nothing waits."""
    waiting = list(
        Article.objects.filter(grouped_version=0)
        .select_related("publisher")
        .order_by("published_at", "url_key")[:BATCH]
    )
    if not waiting:
        return 0
    now = desk.now()
    while not _group(desk, waiting, now):
        pass
    return len(waiting)


def _group(desk: Desk, waiting: Sequence[Article], now: datetime) -> bool:
    """Group these as far as editors let stand what is remembered; False where one of them regrouped meanwhile."""
    regrouped = decided().grouping
    grouper = desk.grouper if desk.regrouped == regrouped else None
    if grouper is None:
        grouper = recall(desk)
    desk.grouper = (
        None  # if the transaction fails, what was learned in it must go too: recall it from the store
    )
    with transaction.atomic():
        if lock_decided().grouping != regrouped:
            return False
        bodies = current_bodies(waiting)
        store_assignments(
            [(article, grouper.add(records.report_of(article, bodies[article.pk]))) for article in waiting],
            now,
        )
    desk.grouper, desk.regrouped = grouper, regrouped
    return True


def recall(desk: Desk) -> Grouper:
    """A grouper that knows what the store's last articles were decided to be, as if it had never stopped."""
    settings = GroupSettings(window_days=desk.settings.group_days)
    grouper = Grouper(settings)
    grouper.restore(past_assignments(settings.window_reports))
    return grouper


def past_assignments(last: int) -> Iterator[tuple[Report, Assignment]]:
    """The last so many decisions, in the order in which they were made, each with the text it was made on."""
    first = Membership.objects.order_by("-pk").values_list("pk", flat=True)[last - 1 : last].first() or 0
    versions = (
        ArticleVersion.objects.filter(
            article__membership__pk__gte=first, number=F("article__grouped_version")
        )
        .select_related("article", "article__membership__story")
        .order_by("article__membership__pk")
    )
    for version in versions.iterator(chunk_size=500):
        article = version.article
        article.headline = version.headline
        yield (
            records.report_of(article, version.body),
            Assignment(
                id=str(article.pk),
                story=str(article.membership.story.opened_by_id),
                copy_of=str(article.copy_of_id) if article.copy_of_id else None,
                reasons=(),
            ),
        )


def current_bodies(articles: Sequence[Article]) -> dict[int, str]:
    """The standing version's body of each article, by the article's id."""
    rows = ArticleVersion.objects.filter(
        article__in=[a.pk for a in articles], number=F("article__version")
    ).values_list("article_id", "body")
    return dict(rows)


def store_assignments(decided: Sequence[tuple[Article, Assignment]], now: datetime) -> None:
    """Open stories and join them as decided, then bring the touched stories' facts up to date."""
    known = {
        s.opened_by_id: s for s in Story.objects.filter(opened_by__in=[int(a.story) for _, a in decided])
    }
    for article, assignment in decided:
        story = known.get(int(assignment.story))
        if story is None:
            story = known[article.pk] = Story.objects.create(
                opened_by=article,
                headline=article.headline,
                section=article.section,
                language=article.language,
                opened_at=article.published_at,
                moved_at=article.published_at,
            )
        Membership.objects.create(
            story=story, article=article, joined_at=now, reasons=records.reason_rows(assignment.reasons)
        )
        article.copy_of_id = int(assignment.copy_of) if assignment.copy_of else None
        article.grouped_version = article.version
    Article.objects.bulk_update([a for a, _ in decided], ["copy_of", "grouped_version"], batch_size=100)
    for story in {s.pk: s for s in known.values()}.values():
        refresh_story(story, why="a report joined")


def refresh_story(story: Story, *, why: str) -> None:
    """Recount a story from its members, and ask for its brief to be written anew where two titles bear it.

    Reports that were taken down do not count; a story of such alone keeps its times and counts for nothing.
    """
    members = list(
        Article.objects.filter(membership__story=story, withdrawn_at=None)
        .order_by("published_at", "url_key")
        .defer("keywords", "authors")
    )
    if not members:
        story.reports = story.titles = 0
        story.topics_wanted, story.brief_wanted = True, why[:100]
        story.save(update_fields=STORY_FACTS)
        return
    own = [a for a in members if a.copy_of_id is None]
    story.reports = len(members)
    story.titles = len({a.publisher_id for a in members})
    story.opened_at = min(a.published_at for a in members)
    story.moved_at = max(a.published_at for a in (own or members))
    ruled = Ruling.objects.filter(story=story).exclude(section="").values_list("section", flat=True).first()
    story.section = ruled or most_common(a.section for a in members) or ""
    story.language = most_common(a.language for a in members) or ""
    story.topics_wanted = True
    if story.titles < 2:
        story.headline = members[0].headline
    else:
        story.brief_wanted = why[:100]
    story.save(update_fields=STORY_FACTS)  # an editor may have spiked it since it was loaded


def most_common(values: Iterable[str]) -> str | None:
    """The value that occurs most, the first of them where several do; None where there is none."""
    counts = Counter(v for v in values if v)
    return counts.most_common(1)[0][0] if counts else None
