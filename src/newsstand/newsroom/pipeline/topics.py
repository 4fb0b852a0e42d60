"""Stories -> what they are about: of each story whose members changed, found anew from what its reports say now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.db.models import F

from newsstand import model
from newsstand.newsroom import records
from newsstand.newsroom.desk.decided import decided, lock_decided
from newsstand.newsroom.models import Article, ArticleVersion, Membership, Story, Subject, Topic
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.topics import ENGINE, standing_topics
from newsstand.topics import find_topics, sum_topics

BATCH = 60
MOST_REPORTS = 12  # of a story that are searched: the newest with words of their own
MOST_OF_A_STORY = 8


def find_story_topics(desk: Desk) -> int:
    """Find the topics of one batch of stories that changed; returns how many stories, 0 when none is left."""
    regrouped = decided().grouping
    stories = list(Story.objects.filter(topics_wanted=True).order_by("-pk").only("pk", "moved_at")[:BATCH])
    if not stories:
        return 0
    reports = reports_of([story.pk for story in stories])
    found = {story.pk: topics_of(reports.get(story.pk, ())) for story in stories}
    with transaction.atomic():
        if lock_decided().grouping != regrouped:
            return len(stories)  # an editor regrouped meanwhile: they are still wanted
        topics = topic_rows((f.topic for each in found.values() for f in each), desk.now())
        store_subjects(stories, found, topics)
        Story.objects.filter(pk__in=found).update(topics_wanted=False)
    return len(stories)


def reports_of(stories: Sequence[int]) -> dict[int, list[tuple[Article, str]]]:
    """Each story's newest reports with words of their own, each with the body that stands."""
    chosen: dict[int, list[int]] = defaultdict(list)
    rows = (
        Membership.objects.filter(story__in=stories, article__copy_of=None)
        .order_by("-article__published_at", "article_id")
        .values_list("story_id", "article_id")
    )
    for story, article in rows:
        if len(chosen[story]) < MOST_REPORTS:
            chosen[story].append(article)
    versions = ArticleVersion.objects.filter(
        article__in=[a for articles in chosen.values() for a in articles], number=F("article__version")
    ).select_related("article__publisher")
    by_article = {version.article_id: (version.article, version.body) for version in versions}
    return {story: [by_article[a] for a in articles if a in by_article] for story, articles in chosen.items()}


def topics_of(reports: Sequence[tuple[Article, str]]) -> tuple[model.FoundTopic, ...]:
    """What a story with these reports is about."""
    found = [_found(records.texts_of(article, body), article.language or None) for article, body in reports]
    return sum_topics(found)[:MOST_OF_A_STORY]


@lru_cache(maxsize=1500)
def _found(texts: model.ArticleTexts, language: str | None) -> tuple[model.FoundTopic, ...]:
    """A report's topics; remembered, as a story is looked at again with each report that joins it."""
    return find_topics(texts, language)


def topic_rows(topics: Iterable[model.Topic], now: datetime) -> dict[str, Topic]:
    """A row for each topic by the slug that it was found by; one that was merged gives the row that it went into."""
    wanted = {topic.slug: topic for topic in topics}
    rows = Topic.objects.in_bulk(wanted, field_name="slug")
    if missing := [records.topic_row(t, now=now) for slug, t in wanted.items() if slug not in rows]:
        Topic.objects.bulk_create(missing, ignore_conflicts=True)
        rows |= Topic.objects.in_bulk([row.slug for row in missing], field_name="slug")
    return standing_topics(rows)


def store_subjects(
    stories: Sequence[Story], found: dict[int, tuple[model.FoundTopic, ...]], topics: dict[str, Topic]
) -> None:
    """The engine's subjects of these stories as found now; what an editor decided stays."""
    before: dict[int, dict[int, Subject]] = defaultdict(dict)
    for subject in Subject.objects.filter(story__in=found):
        before[subject.story_id][subject.topic_id] = subject
    fresh: list[Subject] = []
    changed: list[Subject] = []
    gone: list[int] = []
    for story in stories:
        known = before[story.pk]
        wanted: dict[int, model.FoundTopic] = {}
        for each in found[story.pk]:
            wanted.setdefault(topics[each.topic.slug].pk, each)
        for topic, each in wanted.items():
            subject = known.get(topic) or Subject(story_id=story.pk, topic_id=topic)
            is_new = subject.pk is None
            if is_new or subject.decided_by == ENGINE:
                subject.weight, subject.articles = each.weight, each.articles
                subject.reasons = records.reason_rows(each.reasons)
            subject.moved_at = story.moved_at
            (fresh if is_new else changed).append(subject)
        for topic, subject in known.items():
            if topic not in wanted and subject.decided_by == ENGINE:
                gone.append(subject.pk)
            elif topic not in wanted:
                subject.moved_at = story.moved_at
                changed.append(subject)
    Subject.objects.filter(pk__in=gone).delete()
    Subject.objects.bulk_update(changed, ["weight", "articles", "reasons", "moved_at"], batch_size=200)
    Subject.objects.bulk_create(fresh)
