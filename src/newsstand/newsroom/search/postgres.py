"""Search by PostgreSQL's full text: a table of weighted vectors under a GIN index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from newsstand.newsroom.search.query import Query, fold_words

if TYPE_CHECKING:
    from newsstand.newsroom.search.index import Indexed

CREATE = (
    "CREATE TABLE newsroom_search (article_id bigint PRIMARY KEY "
    "REFERENCES newsroom_article(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, words tsvector NOT NULL);"
    "CREATE INDEX newsroom_search_words ON newsroom_search USING gin(words)"
)
DROP = "DROP TABLE IF EXISTS newsroom_search"
LONGEST = (
    400_000  # bytes of a text that are indexed: a vector, with its words and their places, may not pass 1 MB
)

_VECTOR = (
    "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B') || "
    "setweight(to_tsvector('simple', %s), 'D') || setweight(to_tsvector('simple', %s), 'C')"
)


def write(articles: Sequence[Indexed]) -> None:
    """One row an article, replaced when its words change."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO newsroom_search (article_id, words) VALUES (%s, {_VECTOR}) "
            "ON CONFLICT (article_id) DO UPDATE SET words = excluded.words",
            [(a.article, *(_bounded(field) for field in a.fields)) for a in articles],
        )


def find(query: Query, limit: int, offset: int) -> list[tuple[int, float]]:
    """Best first by cover density, a word in the headline counting most."""
    terms = [("phraseto_tsquery('simple', %s)", words) for words in query.wanted]
    terms += [("!! phraseto_tsquery('simple', %s)", words) for words in query.unwanted]
    expression = " && ".join(sql for sql, _ in terms)
    words = [fold_words(" ".join(phrase)) for _, phrase in terms]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT article_id, ts_rank_cd('{{0.1, 0.2, 0.4, 1.0}}', words, q) AS score FROM newsroom_search, "
            f"LATERAL (SELECT {expression} AS q) wanted WHERE words @@ q ORDER BY score DESC, article_id DESC LIMIT %s OFFSET %s",
            (*words, limit, offset),
        )
        return [(int(row[0]), float(row[1])) for row in cursor.fetchall()]


def _bounded(text: str) -> str:
    return fold_words(text[:LONGEST]).encode()[:LONGEST].decode(errors="ignore")
