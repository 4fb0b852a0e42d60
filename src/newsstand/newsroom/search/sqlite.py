"""Search by SQLite's FTS5: a contentless table, since the words already stand in the articles' versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from newsstand.newsroom.search.query import Query

if TYPE_CHECKING:
    from newsstand.newsroom.search.index import Indexed

CREATE = (
    "CREATE VIRTUAL TABLE newsroom_search USING fts5("
    "headline, standfirst, body, title, content='', tokenize='unicode61 remove_diacritics 2')"
)
DROP = "DROP TABLE IF EXISTS newsroom_search"
COLUMNS = "headline, standfirst, body, title"


def write(articles: Sequence[Indexed]) -> None:
    """A contentless row is taken out by saying again what stood in it (FTS5's 'delete' command)."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO newsroom_search(newsroom_search, rowid, {COLUMNS}) VALUES ('delete', %s, %s, %s, %s, %s)",
            [(a.article, *a.before) for a in articles if a.before is not None],
        )
        cursor.executemany(
            f"INSERT INTO newsroom_search(rowid, {COLUMNS}) VALUES (%s, %s, %s, %s, %s)",
            [(a.article, *a.fields) for a in articles],
        )


def find(query: Query, limit: int, offset: int) -> list[tuple[int, float]]:
    """Best first by BM25, a word in the headline counting most."""
    expression = " AND ".join(_phrase(words) for words in query.wanted)
    if query.unwanted:
        expression = f"({expression}) NOT ({' OR '.join(_phrase(words) for words in query.unwanted)})"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid, -bm25(newsroom_search, 8.0, 4.0, 1.0, 2.0) FROM newsroom_search WHERE newsroom_search MATCH %s "
            "ORDER BY bm25(newsroom_search, 8.0, 4.0, 1.0, 2.0), rowid DESC LIMIT %s OFFSET %s",
            (expression, limit, offset),
        )
        return [(int(row[0]), float(row[1])) for row in cursor.fetchall()]


def _phrase(words: tuple[str, ...]) -> str:
    return '"' + " ".join(words) + '"'  # words are \w+ only: no quote can end the string early
