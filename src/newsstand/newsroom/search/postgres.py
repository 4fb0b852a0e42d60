"""Search by PostgreSQL's full text: a table of vectors under GIN indexes, and one by when articles were published.

Which of the two is quicker depends on how common the words are. PostgreSQL knows how common they are, but not what it costs
to read a vector that lies apart: what it would walk through for rare words is told apart in `_is_rare`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from newsstand.newsroom.search.query import Term, fold_words
from newsstand.newsroom.search.wanted import Wanted

if TYPE_CHECKING:
    from newsstand.newsroom.search.index import Entry

CREATE = (
    "CREATE TABLE newsroom_search (article_id bigint PRIMARY KEY "
    "REFERENCES newsroom_article(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, "
    "at timestamptz NOT NULL, headline tsvector NOT NULL, head tsvector NOT NULL, words tsvector NOT NULL) "
    # Vectors lie apart, so that the rows themselves are few pages.
    "WITH (toast_tuple_target = 256);"
    "CREATE INDEX newsroom_search_words ON newsroom_search USING gin(words);"
    "CREATE INDEX newsroom_search_headline ON newsroom_search USING gin(headline);"
    "CREATE INDEX newsroom_search_newest ON newsroom_search (at DESC, article_id DESC)"
)
DROP = "DROP TABLE IF EXISTS newsroom_search"
LONGEST = (
    400_000  # bytes of a text that are indexed: a vector, with its words and their places, may not pass 1 MB
)

PHRASES = 3000

AT_MOST = 1000

_NEWEST = "ORDER BY at DESC, article_id DESC"
_BY_WORDS = "ORDER BY at + interval '0' DESC, article_id DESC"  # the same order, of which no index knows
_SHOWN = (
    "article_id NOT IN (SELECT a.id FROM newsroom_article a "
    "JOIN newsroom_publisher p ON p.id = a.publisher_id WHERE p.terms = 'none' OR a.withdrawn_at IS NOT NULL)"
)
_HEAD = "to_tsvector('simple', %s) || to_tsvector('simple', %s)"


def write(entries: Sequence[Entry]) -> None:
    """One row an article, replaced when its words change."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO newsroom_search (article_id, at, headline, head, words) VALUES (%s, %s, "
            f"to_tsvector('simple', %s), {_HEAD}, {_HEAD} || {_HEAD} || %s::tsvector || array_to_tsvector(%s)) "
            "ON CONFLICT (article_id) DO UPDATE SET at = excluded.at, headline = excluded.headline, "
            "head = excluded.head, words = excluded.words",
            [_row(entry) for entry in entries],
        )


def _row(entry: Entry) -> tuple[Any, ...]:
    headline, standfirst, body, title = (_bounded(field) for field in entry.words.fields)
    byline = " ".join(f"'=by/{word}':{n}" for n, word in enumerate(fold_words(entry.byline).split()[:80], 1))
    head = (headline, standfirst)
    marks = [f"={mark}" for mark in entry.marks]
    return (entry.words.article, entry.at, headline, *head, *head, body, title, byline, marks)


def newest(
    wanted: Wanted, limit: int, *, in_headline: bool = False
) -> list[tuple[int, int | None, float, int]]:
    """Article, story, when it was published in seconds since 1970, and the article again (its row's key), the newest first.

    Of a phrase the index knows only that all its words are there: the newest `PHRASES` of those are read.
    """
    said = [_phrase(t) for t in wanted.words]
    rest = _rest(wanted)
    conditions, given = _bounds(wanted)
    indexed = rest if in_headline else [*map(_anywhere, wanted.words), *rest]
    for column, parts in (("headline", said if in_headline else []), ("words", indexed)):
        if parts:
            expression, words = _expression(parts)
            conditions.append(f"{column} @@ ({expression})")
            given += words
    exact = [_phrase(t) for t in wanted.words if len(t.words) > 1 and not in_headline]
    exact += [_negated(_phrase(t), True) for t in wanted.terms if t.is_unwanted and len(t.words) > 1]
    where = " AND ".join(conditions)
    in_order = _NEWEST if in_headline or not _is_rare(wanted, where, given) else _BY_WORDS
    found = f"SELECT article_id, at, words FROM newsroom_search WHERE {where} {in_order}"
    if exact:
        expression, words = _expression(exact)
        found = f"SELECT article_id, at FROM ({found} LIMIT {PHRASES}) near WHERE words @@ ({expression}) {_NEWEST}"
        given += words
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.article_id, m.story_id, round(extract(epoch FROM s.at), 3)::float8, s.article_id "
            f"FROM ({found} LIMIT %s) s "
            "LEFT JOIN newsroom_membership m ON m.article_id = s.article_id "
            "ORDER BY s.at DESC, s.article_id DESC",
            [*given, limit],
        )
        rows: list[tuple[int, int | None, float, int]] = cursor.fetchall()
    return rows


def _is_rare(wanted: Wanted, where: str, given: list[Any]) -> bool:
    """Whether so few match, by the store's own estimate, that sorting them all is quicker than walking from the newest.

    Walked through are `AT_MOST` times the rows that go on one match, each read for some four times what sorting one costs.
    """
    if wanted.since or wanted.until or not (wanted.terms or wanted.by or wanted.marks):
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'newsroom_search'::regclass")
        rows = max(cursor.fetchone()[0], 0)
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM newsroom_search WHERE {where}", given)
        plan = cursor.fetchone()[0]
    estimate: float = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]
    return bool(estimate**2 < 4 * AT_MOST * rows)


def _bounds(wanted: Wanted) -> tuple[list[str], list[Any]]:
    conditions = [_SHOWN]
    given: list[Any] = []
    for condition, value in (
        ("at >= %s", wanted.since),
        ("at < %s", wanted.until),
        ("article_id IN (SELECT id FROM newsroom_article WHERE first_seen_at > %s)", wanted.new_since),
        ("article_id = ANY(%s)", None if wanted.among is None else sorted(wanted.among)),
        ("article_id <> ALL(%s)", sorted(wanted.apart) or None),
    ):
        if value is not None:
            conditions.append(condition)
            given.append(value)
    return conditions, given


def places(wanted: Wanted, found: Sequence[tuple[Any, ...]]) -> tuple[set[int], set[int], set[int]]:
    """Of the rows found: those that say all words in the headline, in headline and standfirst, any in the headline."""
    phrases = [_phrase(t) for t in wanted.words]
    all_of, words = _expression(phrases)
    any_of, _ = _expression(phrases, "||")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT article_id, headline @@ ({all_of}), head @@ ({all_of}), headline @@ ({any_of}) "
            "FROM newsroom_search WHERE article_id = ANY(%s)",
            [*words, *words, *words, [row[0] for row in found]],
        )
        rows = cursor.fetchall()
    return (
        {row[0] for row in rows if row[1]},
        {row[0] for row in rows if row[2]},
        {row[0] for row in rows if row[3]},
    )


def _rest(wanted: Wanted) -> list[tuple[str, list[str]]]:
    """All beside the words that must stand there and the phrases that must not."""
    parts = [_negated(_phrase(t), True) for t in wanted.terms if t.is_unwanted and len(t.words) == 1]
    parts += [_negated(_byline(t), t.is_unwanted) for t in wanted.by]
    parts += [_expression([_mark(mark) for mark in group], "||") for group in wanted.marks]
    parts += [_negated(_mark(mark), True) for mark in wanted.marks_not]
    return parts


def _anywhere(term: Term) -> tuple[str, list[str]]:
    """All words of a phrase, wherever they stand."""
    *first, last = (Term((word,)) for word in term.words)
    return _expression([_phrase(t) for t in (*first, Term(last.words, term.is_prefix))])


def _expression(parts: Sequence[tuple[str, list[str]]], joint: str = "&&") -> tuple[str, list[str]]:
    return f" {joint} ".join(f"({sql})" for sql, _ in parts), [word for _, words in parts for word in words]


def _negated(part: tuple[str, list[str]], is_unwanted: bool) -> tuple[str, list[str]]:
    return (f"!! ({part[0]})", part[1]) if is_unwanted else part


def _phrase(term: Term) -> tuple[str, list[str]]:
    words = fold_words(" ".join(term.words)).split()
    if not term.is_prefix or not words:
        return "phraseto_tsquery('simple', %s)", [" ".join(words)]
    *first, last = words
    begins = "to_tsquery('simple', %s)"
    if not first:
        return begins, [f"{last}:*"]
    return f"phraseto_tsquery('simple', %s) <-> {begins}", [" ".join(first), f"{last}:*"]


def _byline(term: Term) -> tuple[str, list[str]]:
    words = fold_words(" ".join(term.words)).split()
    star = ":*" if term.is_prefix else ""
    return "%s::tsquery", [" <-> ".join(f"'=by/{word}'" for word in words) + star]


def _mark(mark: str) -> tuple[str, list[str]]:
    return "%s::tsquery", [f"'={mark}'"]  # ASCII letters and digits


def _bounded(text: str) -> str:
    return fold_words(text[:LONGEST]).encode()[:LONGEST].decode(errors="ignore")
