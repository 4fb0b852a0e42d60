"""What both stores promise: index an article's current words, find articles by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from django.db import connection

from newsstand.newsroom.search import postgres, sqlite
from newsstand.newsroom.search.query import parse_query


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


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found, with the engine's own score: higher is better."""

    article: int
    score: float


def _engine() -> ModuleType:
    return postgres if connection.vendor == "postgresql" else sqlite


def index_articles(articles: Sequence[Indexed]) -> None:
    """Put articles into the index, or replace their words there; part of the caller's transaction."""
    _engine().write(articles)


def search_articles(text: str, *, limit: int, offset: int = 0) -> list[Hit]:
    """Articles that hold every word (and every "phrase", and no -word) of `text`, best first.

    Any text is a valid query; one without a word finds nothing.
    """
    query = parse_query(text)
    if not query.wanted:
        return []
    return [Hit(article, score) for article, score in _engine().find(query, limit, offset)]
