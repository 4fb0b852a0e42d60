"""What a reader saved, read and muted, as their own pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from newsstand.members.history import readings_of
from newsstand.members.models import (
    Deed,
    Follow,
    Highlight,
    Mute,
    Reader,
    Reading,
    Saved,
    SavedSearch,
)
from newsstand.members.showing import asked_of
from newsstand.members.state import ReaderState
from newsstand.newsroom.models import Article, Membership, Publisher, Story
from newsstand.newsroom.search import find_articles, narrow
from newsstand.newsroom.withheld import withheld
from newsstand.web.languages import direction
from newsstand.web.selectors.articles import listed, listed_articles
from newsstand.web.selectors.cards import card_of, listed_stories
from newsstand.web.selectors.following import OF_TOPICS, called
from newsstand.web.selectors.search import COUNTRY_CODES
from newsstand.web.selectors.topics import names_of_topics

A_PAGE = 30
MOST_LOOKED_THROUGH = 3000
MOST_EXPORTED = 20_000
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article or a story in one of a reader's lists."""

    kind: str
    id: int
    url: str
    headline: str
    standfirst: str
    language: str
    whence: str
    title_slug: str
    published_at: datetime
    precision: str
    original: str
    at: datetime
    is_read: bool = False
    depth: int = 0
    minutes: int = 0
    is_finished: bool = False

    @property
    def direction(self) -> str:
        """Which way its language runs."""
        return direction(self.language)

    @property
    def key(self) -> str:
        """Its id, as deeds name it."""
        return str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """One page of a list; `total` counts all of it."""

    items: list[Kept]
    number: int
    has_more: bool
    total: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day of reading, in the reader's zone."""

    day: date
    items: list[Kept]


def saved_page(
    reader: Reader, state: ReaderState, number: int, *, text: str, title: str, unread: bool, zone: tzinfo
) -> KeptPage:
    """What was saved, the last first; by words, by title, and what was not opened yet: at most eight queries."""
    rows = Saved.objects.filter(reader=reader).filter(_may_be_shown())
    total = rows.count()
    if text:
        rows = rows.filter(_said(rows, text, zone))
    if title:
        reports = Membership.objects.filter(article__publisher__slug=title).values("story_id")
        rows = rows.filter(Q(article__publisher__slug=title) | Q(story__in=reports))
    if unread:
        opened = Reading.objects.filter(reader=reader)
        articles = opened.filter(article__isnull=False).values("article_id")
        stories = opened.filter(story__isnull=False).values("story_id")
        rows = rows.exclude(article__in=articles).exclude(story__in=stories)
    return _page(rows.order_by("-made_at", "-pk"), number, total, state)


def titles_of_saved(reader: Reader) -> list[tuple[str, str]]:
    """The titles of saved articles, to choose from."""
    rows = Publisher.objects.filter(
        pk__in=Saved.objects.filter(reader=reader, article__isnull=False).values("article__publisher")
    )
    return list(rows.order_by("name").values_list("slug", "name")[:200])


def history_page(
    reader: Reader, state: ReaderState, number: int, *, text: str, zone: tzinfo
) -> tuple[KeptPage, list[Day]]:
    """What was opened, the last first, by day: at most six queries."""
    rows = readings_of(reader).filter(_may_be_shown())
    total = rows.count()
    if text:
        rows = rows.filter(_said(rows, text, zone))
    page = _page(rows, number, total, state)
    days = [
        Day(day, list(items))
        for day, items in groupby(page.items, key=lambda item: timezone.localtime(item.at).date())
    ]
    return page, days


def every_saved(reader: Reader) -> Iterator[Kept]:
    """All that was saved, the last first, to take along."""
    rows = Saved.objects.filter(reader=reader).filter(_may_be_shown()).order_by("-made_at", "-pk")
    return _all(rows, ReaderState(reader, reader.seen_at))


def every_reading(reader: Reader) -> Iterator[Kept]:
    """All that was read, the last first, to take along."""
    return _all(readings_of(reader).filter(_may_be_shown()), None)


def plain(item: Kept, root: str) -> dict[str, Any]:
    """An item as it is exported; `root` is our own address."""
    return {
        "kind": item.kind,
        "headline": item.headline,
        "title": item.whence,
        "url": item.original or f"{root}{item.url}",
        "here": f"{root}{item.url}",
        "published_at": item.published_at.isoformat(),
    }


def _may_be_shown() -> Q:
    return ~withheld("article__") | Q(article=None)


def _said(rows: QuerySet[Any], text: str, zone: tzinfo) -> Q:
    """Those of a reader's newest rows whose words a query finds; a story by its reports."""
    pairs = list(rows.order_by("-pk").values_list("article_id", "story_id")[:MOST_LOOKED_THROUGH])
    stories = [story for _, story in pairs if story]
    reports = dict(Membership.objects.filter(story__in=stories).values_list("article_id", "story_id"))
    among = frozenset({article for article, _ in pairs if article} | reports.keys())
    wanted = narrow(text, zone=zone, countries=COUNTRY_CODES).wanted
    if not wanted.asks or not among:
        return Q(pk=None)
    held = among if wanted.among is None else among & wanted.among
    found = [hit.article for hit in find_articles(replace(wanted, among=held), order="new").hits]
    return Q(article__in=found) | Q(story__in={reports[pk] for pk in found if pk in reports})


def _page(rows: QuerySet[Any], number: int, total: int, state: ReaderState) -> KeptPage:
    first = (number - 1) * A_PAGE
    held = list(rows[first : first + A_PAGE + 1])
    return KeptPage(
        items=_kept(held[:A_PAGE], state), number=number, has_more=len(held) > A_PAGE, total=total
    )


def _all(rows: QuerySet[Any], state: ReaderState | None) -> Iterator[Kept]:
    for first in range(0, MOST_EXPORTED, BATCH):
        batch = list(rows[first : first + BATCH])
        yield from _kept(batch, state)
        if len(batch) < BATCH:
            return


def _kept(rows: Sequence[Saved | Reading], state: ReaderState | None) -> list[Kept]:
    articles = _articles(row.article_id for row in rows if row.article_id)
    stories = _stories(row.story_id for row in rows if row.story_id)
    items = []
    for row in rows:
        if row.article_id in articles:
            item = _of_article(articles[row.article_id])
        elif row.story_id in stories:
            item = _of_story(stories[row.story_id])
        else:
            continue
        items.append(replace(item, **_own(row, item, state)))
    return items


def _own(row: Saved | Reading, item: Kept, state: ReaderState | None) -> dict[str, Any]:
    """What the reader's row adds."""
    if isinstance(row, Saved):
        return {"at": row.made_at, "is_read": bool(state and state.is_on("read", item.kind, item.key))}
    return {
        "at": row.last_at,
        "is_read": True,
        "depth": row.depth,
        "minutes": round(row.seconds / 60),
        "is_finished": row.finished_at is not None,
    }


def _articles(ids: Iterable[int]) -> dict[int, Article]:
    rows = listed_articles().filter(pk__in=set(ids))
    return {row.pk: row for row in rows.only(*_ARTICLE)}


_ARTICLE = (
    "headline", "standfirst", "language", "published_precision", "url", "publisher__name", *asked_of(),
)  # fmt: skip


def _stories(ids: Iterable[int]) -> dict[int, Story]:
    return {row.pk: row for row in listed_stories().filter(pk__in=set(ids))}


def _of_article(row: Article) -> Kept:
    shown = listed(row)
    return Kept(
        kind="article",
        id=row.pk,
        url=shown.url,
        headline=shown.headline,
        standfirst=shown.standfirst,
        language=shown.language,
        whence=shown.title,
        title_slug=shown.title_slug,
        published_at=shown.published_at,
        precision=shown.precision,
        original=row.url if row.url.lower().startswith(("https://", "http://")) else "",
        at=row.published_at,
    )


def _of_story(row: Story) -> Kept:
    card = card_of(row)
    return Kept(
        kind="story",
        id=row.pk,
        url=card.url,
        headline=card.headline,
        standfirst=card.standfirst,
        language=card.language,
        whence=gettext("Story"),
        title_slug="",
        published_at=card.moved_at,
        precision="time",
        original="",
        at=card.moved_at,
    )


def kept_about(reader: Reader) -> dict[str, int]:
    """How much is stored about a reader, by kind: one query each."""
    models = {
        "follows": Follow,
        "mutes": Mute,
        "saved": Saved,
        "readings": Reading,
        "highlights": Highlight,
        "searches": SavedSearch,
        "deeds": Deed,
    }
    return {name: model._default_manager.filter(reader=reader).count() for name, model in models.items()}


def mutes_of(reader: Reader, now: datetime) -> list[Mute]:
    """What is muted and has not run out, by kind and name."""
    mutes = list(Mute.objects.filter(reader=reader).standing(now).order_by("kind", "name", "pk")[:500])
    return called(mutes, names_of_topics(m.key for m in mutes if m.kind in OF_TOPICS))
