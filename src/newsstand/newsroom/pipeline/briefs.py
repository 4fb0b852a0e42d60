"""Stories -> briefs: whatever a story's reports say now, every sentence with what bears it."""

from __future__ import annotations

from datetime import datetime

import orjson
from django.db import transaction
from django.db.models import F, Q

from newsstand import model
from newsstand.brief import write_brief
from newsstand.errors import InputError
from newsstand.newsroom import records
from newsstand.newsroom.desk.decided import decided, lock_decided
from newsstand.newsroom.models import Article, ArticleVersion, Brief, Citation, Story
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.terms import quotable_in, terms_of
from newsstand.newsroom.withheld import withheld

BATCH = 10
MOST_SOURCES = 16


def write_briefs(desk: Desk) -> int:
    """Write one batch of the briefs that are wanted; returns how many stories were dealt with."""
    stories = list(Story.objects.exclude(brief_wanted="").order_by("-titles", "pk")[:BATCH])
    for story in stories:
        regrouped = decided().grouping
        sources, versions = story_sources(story, desk.now(), is_alone=desk.settings.is_alone)
        try:
            brief = write_brief(sources, style=desk.settings.spelling, words=desk.settings.brief_words)
        except InputError:  # no report of it has a text that may be cited: a list stands alone
            brief = None
        with transaction.atomic():
            if lock_decided().grouping != regrouped:
                continue  # an editor regrouped meanwhile: it is still wanted, of what the story is now
            store_brief(story, brief, versions, desk.now(), is_alone=desk.settings.is_alone)
    return len(stories)


def story_sources(
    story: Story, now: datetime, *, is_alone: bool
) -> tuple[list[model.SourceText], dict[str, int]]:
    """The texts that a story's brief may rest on, originals in the order of appearance, and the version of each."""
    versions = (
        ArticleVersion.objects.filter(
            article__membership__story=story,
            article__copy_of=None,
            article__withdrawn_at=None,
            number=F("article__version"),
        )
        .select_related("article", "article__publisher")
        .order_by("article__published_at", "article__url_key")
    )
    language = story.language.split("-")[0]
    allowed = {v.pk: quotable_in(v.article, len(v.body), now, is_alone=is_alone) for v in versions}
    chosen = sorted(
        (v for v in versions if allowed[v.pk]),
        key=lambda v: (v.article.language.split("-")[0] != language, v.article.paywalled),
    )[:MOST_SOURCES]
    return (
        [records.source_of(v.article, v.body, allowed[v.pk]) for v in chosen],
        {str(v.article_id): v.number for v in chosen},
    )


def store_brief(
    story: Story,
    brief: model.Brief | None,
    versions: dict[str, int],
    now: datetime,
    *,
    is_alone: bool = True,
) -> None:
    """Replace a story's brief where it says something else now; the story takes its headline."""
    if brief is not None:
        content = records.plain(brief)
        cited = {c.article: versions[c.article] for _, c in records.citations_of(brief)}
        content_hash = records.digest(orjson.dumps([content, cited], option=orjson.OPT_SORT_KEYS))
        old = Brief.objects.filter(story=story).first()
        if old is None or old.content_hash != content_hash:
            row, _ = Brief.objects.update_or_create(
                story=story,
                defaults={
                    "revision": old.revision + 1 if old else 1,
                    "written_at": now,
                    "writer": brief.writer,
                    "headline": brief.headline,
                    "standfirst": brief.standfirst.text,
                    "content": content,
                    "content_hash": content_hash,
                },
            )
            Citation.objects.filter(brief=row).delete()
            Citation.objects.bulk_create(
                Citation(
                    brief=row,
                    place=place,
                    article_id=int(c.article),
                    version=versions[c.article],
                    start=c.start,
                    end=c.end,
                )
                for place, c in records.citations_of(brief)
            )
        story.headline = brief.headline
    else:
        Brief.objects.filter(story=story).delete()
        shown = Article.objects.filter(membership__story=story).exclude(withheld())
        oldest = shown.order_by("published_at", "url_key").first()
        story.headline = oldest.headline if oldest else story.headline
    story.image = story_image(story, now, is_alone=is_alone)
    story.brief_wanted = ""
    story.save(update_fields=["headline", "image", "brief_wanted"])


def story_image(story: Story, now: datetime, *, is_alone: bool = True) -> Article | None:
    """The report whose picture may stand for the story: an original's, with a credit before one without."""
    pictured = Article.objects.filter(membership__story=story).exclude(withheld()).exclude(image_url="")
    return min(
        (
            a
            for a in pictured.select_related("publisher")
            if is_alone or terms_of(a.publisher, a, now).shows_pictures
        ),
        key=lambda a: (a.copy_of_id is not None, not a.image_credit, a.published_at, a.url_key),
        default=None,
    )


def reopen_sentences(article: Article, why: str) -> int:
    """Ask for every brief that cites an article to be written anew; returns how many stories that touches."""
    cited = Q(pk__in=Citation.objects.filter(article=article).values("brief__story"))
    joined = Q(memberships__article=article, titles__gte=2)
    touched = list(Story.objects.filter(cited | joined).values_list("pk", flat=True))
    return Story.objects.filter(pk__in=touched).update(brief_wanted=why[:100])
