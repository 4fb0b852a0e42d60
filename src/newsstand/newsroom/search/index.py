"""What both stores promise: index an article's current words, find articles by words and by what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any, Literal

from django.db import connection

from newsstand.newsroom.models import Article
from newsstand.newsroom.search import postgres, sqlite
from newsstand.newsroom.search.wanted import Wanted, marks_of
from newsstand.newsroom.sections import section_of

MOST_FOUND = 1000
BATCH = 500

# How much newer a report counts for where it says the words: all of them in its headline; in headline and
# standfirst together; any of them in its headline. So what is about a thing comes before what mentions it today.
IN_HEADLINE = timedelta(days=42)
IN_HEAD = timedelta(days=28)
PARTLY = timedelta(days=14)

Order = Literal["best", "new"]


@dataclass(frozen=True, slots=True)
class Indexed:
    """An article's words for the index; `before` is what was indexed until now, None for a new article."""

    article: int
    headline: str
    standfirst: str
    body: str
    title: str
    before: tuple[str, str, str, str] | None = None

    @property
    def fields(self) -> tuple[str, str, str, str]:
        """In the order of the index's columns."""
        return (self.headline, self.standfirst, self.body, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All that the index holds of an article: its words, when it was published, its byline and marks."""

    words: Indexed
    at: datetime
    byline: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found, the story that it belongs to, and what it was ranked by: higher is better."""

    article: int
    score: float
    story: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found; `has_more` where only the newest `MOST_FOUND` were looked at."""

    hits: tuple[Hit, ...] = ()
    has_more: bool = False


def _engine() -> ModuleType:
    return postgres if connection.vendor == "postgresql" else sqlite


def index_articles(articles: Sequence[Indexed]) -> None:
    """Put articles into the index, or replace their words there; part of the caller's transaction."""
    by_id = {a.article: a for a in articles}
    rows = Article.objects.filter(pk__in=by_id).select_related("publisher")
    rows = rows.only("published_at", "byline", "language", "section", "publisher__country")
    _engine().write([entry_of(row, by_id[row.pk]) for row in rows])


def index_versions(versions: Iterable[Any]) -> None:
    """Index articles by their standing versions, into an empty index; `versions` come with article and publisher."""
    batch: list[Entry] = []
    for version in versions:
        row = version.article
        title = row.publisher.name
        words = Indexed(row.pk, version.headline, version.standfirst, version.body, title)
        batch.append(entry_of(row, words))
        if len(batch) >= BATCH:
            _engine().write(batch)
            batch = []
    _engine().write(batch)


def entry_of(row: Any, words: Indexed) -> Entry:
    """An article's row and its words as the index takes them."""
    section = section_of(row.section)
    marks = marks_of(
        publisher=row.publisher_id,
        country=row.publisher.country,
        language=row.language,
        section=section.slug if section else "",
    )
    return Entry(words=words, at=row.published_at, byline=row.byline, marks=marks)


def find_articles(wanted: Wanted, *, order: Order = "best", most: int = MOST_FOUND) -> Findings:
    """Articles of titles that we may show, at most `most` of them: the newest that match, in the order asked for.

    "new" is by when they were published. "best" counts an article as newer the more its headline and standfirst say
    of the words (`IN_HEADLINE` and so on); where more match than are looked at, also the newest that say all of it in
    the headline are. The same order on every store, since neither's own statistics have a part in it.
    """
    if not wanted.asks:
        return Findings()
    engine = _engine()
    found = engine.newest(wanted, most + 1)
    has_more = len(found) > most
    found = found[:most]
    if order == "best" and wanted.words and found:
        if has_more:
            seen = {row[0] for row in found}
            found += [row for row in engine.newest(wanted, most, in_headline=True) if row[0] not in seen]
        found = _ranked(found, engine.places(wanted, found))[:most]
    else:
        found = [(article, story, at) for article, story, at, _ in found]
    return Findings(tuple(Hit(article, score, story) for article, story, score in found), has_more)


def _ranked(
    found: list[tuple[int, int | None, float, int]], places: tuple[set[int], set[int], set[int]]
) -> list[tuple[int, int | None, float]]:
    """Article, story and what it is ranked by, the best first."""
    # Where a row stands in several, the first counts.
    worth = {
        row: weight.total_seconds()
        for rows, weight in reversed(tuple(zip(places, (IN_HEADLINE, IN_HEAD, PARTLY), strict=True)))
        for row in rows
    }
    ranked = [(article, story, at + worth.get(row, 0.0)) for article, story, at, row in found]
    return sorted(ranked, key=lambda hit: (-hit[2], -hit[0]))


def count_articles(wanted: Wanted, *, most: int) -> int:
    """How many match, counted no further than `most`."""
    return len(_engine().newest(wanted, most)) if wanted.asks else 0
