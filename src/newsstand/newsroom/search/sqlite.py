"""Search by SQLite's FTS5: a contentless table, since the words already stand in the articles' versions.

Its rows are numbered by when an article was published, so that the newest matches are the first ones it comes across,
however many there are. `newsroom_searched` says which row is which article's, and what else stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from newsstand.newsroom.search.query import Term
from newsstand.newsroom.search.wanted import Wanted

if TYPE_CHECKING:
    from newsstand.newsroom.search.index import Entry

CREATE = (
    "CREATE VIRTUAL TABLE newsroom_search USING fts5("
    "headline, standfirst, body, title, byline, marks, content='', columnsize=0, "
    "tokenize='unicode61 remove_diacritics 2');"
    "CREATE TABLE newsroom_searched (slot INTEGER PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE, "
    "title TEXT NOT NULL, byline TEXT NOT NULL, marks TEXT NOT NULL)"
)
DROP = "DROP TABLE IF EXISTS newsroom_search;DROP TABLE IF EXISTS newsroom_searched"
COLUMNS = "headline, standfirst, body, title, byline, marks"
TEXTS = "{headline standfirst body title}"

SLOTS = 4096  # rows a minute before one is put into the next
DISPLACED = timedelta(days=1)  # at most, for want of a free row
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_MINUTE = 2**40

# A moment as text into seconds since 1970, to the millisecond: SQLite does a thousand of them while Python does a hundred.
SECONDS = "round((julianday(a.published_at) - 2440587.5) * 86400, 3)"

# In this order, so that it ends when enough are found: the joins are looked up for each match as it comes.
_NEWEST = (
    f"SELECT a.id, m.story_id, {SECONDS}, f.{{row}} FROM {{table}} f "
    "CROSS JOIN newsroom_searched s ON s.slot = f.{row} CROSS JOIN newsroom_article a ON a.id = s.article_id "
    "CROSS JOIN newsroom_publisher p ON p.id = a.publisher_id "
    "LEFT JOIN newsroom_membership m ON m.article_id = a.id "
    "WHERE {conditions} AND p.terms <> 'none' AND a.withdrawn_at IS NULL ORDER BY f.{row} DESC LIMIT %s"
)


def write(entries: Sequence[Entry]) -> None:
    """A contentless row is taken out by saying again what stood in it (FTS5's 'delete' command)."""
    with connection.cursor() as cursor:
        held = _held(cursor, [e.words.article for e in entries])
        gone = []
        for entry in entries:
            words = entry.words
            if words.article in held:
                slot, title, byline, marks = held[words.article]
                cursor.execute("DELETE FROM newsroom_searched WHERE slot = %s", [slot])
                if words.before is not None:
                    gone.append((slot, *words.before[:3], title, byline, marks))
        cursor.executemany(
            f"INSERT INTO newsroom_search(newsroom_search, rowid, {COLUMNS}) "
            "VALUES ('delete', %s, %s, %s, %s, %s, %s, %s)",
            sorted(gone),
        )
        placed = sorted(_place(cursor, entries), key=lambda pair: pair[0])  # FTS5 likes its rows in order
        cursor.executemany(
            f"INSERT INTO newsroom_search(rowid, {COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [(slot, *e.words.fields, e.byline, " ".join(e.marks)) for slot, e in placed],
        )


def _held(cursor: Any, articles: Sequence[int]) -> dict[int, tuple[int, str, str, str]]:
    cursor.execute(
        "SELECT article_id, slot, title, byline, marks FROM newsroom_searched "
        "WHERE article_id IN (SELECT value FROM json_each(%s))",
        [json.dumps(list(articles))],
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in cursor.fetchall()}


def _place(cursor: Any, entries: Iterable[Entry]) -> list[tuple[int, Entry]]:
    """A free row for each, in the minute it was published or soon after."""
    placed = []
    for entry in entries:
        slot = slot_of(entry.at, entry.words.article)
        row = (entry.words.article, entry.words.title, entry.byline, " ".join(entry.marks))
        for _ in range(DISPLACED // timedelta(minutes=1)):
            cursor.execute(
                "INSERT OR IGNORE INTO newsroom_searched VALUES (%s, %s, %s, %s, %s)", [slot, *row]
            )
            if cursor.rowcount == 1:
                placed.append((slot, entry))
                break
            slot += SLOTS
    return placed


def slot_of(at: datetime, article: int = 0) -> int:
    """The row of an article that was published at a moment; without one, the first row of that minute."""
    minute = min(max((at - EPOCH) // timedelta(minutes=1), 0), LAST_MINUTE)
    return minute * SLOTS + article % SLOTS


def newest(
    wanted: Wanted, limit: int, *, in_headline: bool = False
) -> list[tuple[int, int | None, float, int]]:
    """Article, story, when it was published in seconds since 1970, and its row, the newest first."""
    expression = match_of(wanted, words_in="headline" if in_headline else TEXTS)
    conditions, given = _bounds(wanted)
    if expression:
        conditions.insert(0, "newsroom_search MATCH %s")
        given.insert(0, expression)
    table, row = ("newsroom_search", "rowid") if expression else ("newsroom_searched", "slot")
    sql = _NEWEST.format(table=table, row=row, conditions=(" AND ".join(conditions) or "1").format(row=row))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, limit])
        rows: list[tuple[int, int | None, float, int]] = cursor.fetchall()
    return rows


def _bounds(wanted: Wanted) -> tuple[list[str], list[Any]]:
    """When, and which: by row, as near as rows tell, and by the moment itself, since a row stands later at times."""
    adapt = connection.ops.adapt_datetimefield_value
    conditions: list[str] = []
    given: list[Any] = []
    if wanted.since:
        conditions += ["f.{row} >= %s", "a.published_at >= %s"]
        given += [slot_of(wanted.since), adapt(wanted.since)]
    if wanted.until:
        conditions += ["f.{row} < %s", "a.published_at < %s"]
        given += [slot_of(wanted.until + DISPLACED + timedelta(minutes=1)), adapt(wanted.until)]
    if wanted.new_since:
        conditions.append("a.first_seen_at > %s")
        given.append(adapt(wanted.new_since))
    for articles, word in ((wanted.among, "IN"), (wanted.apart or None, "NOT IN")):
        if articles is not None:
            conditions.append(
                f"+f.{{row}} {word} (SELECT slot FROM newsroom_searched "
                "WHERE article_id IN (SELECT value FROM json_each(%s)))"
            )
            given.append(json.dumps(sorted(articles)))
    return conditions, given


def places(wanted: Wanted, found: Sequence[tuple[Any, ...]]) -> tuple[set[int], set[int], set[int]]:
    """Of the rows found: those that say all words in the headline, in headline and standfirst, any in the headline."""
    slots = [row[3] for row in found]
    low, high = min(slots), max(slots)
    all_of = " AND ".join(_phrase(t) for t in wanted.words)
    any_of = " OR ".join(_phrase(t) for t in wanted.words)
    asked = [f"headline : ({all_of})", f"{{headline standfirst}} : ({all_of})", f"headline : ({any_of})"]
    answers: list[set[int]] = []
    with connection.cursor() as cursor:
        for expression in asked[: 3 if len(wanted.words) > 1 else 2]:
            cursor.execute(
                "SELECT rowid FROM newsroom_search WHERE newsroom_search MATCH %s AND rowid BETWEEN %s AND %s",
                [expression, low, high],
            )
            answers.append({row[0] for row in cursor.fetchall()})
    return answers[0], answers[1], answers[2] if len(answers) > 2 else set()


def match_of(wanted: Wanted, *, words_in: str) -> str:
    """FTS5's expression for all that it can answer by itself; "" where that is nothing."""
    must = [f"{words_in} : {_phrase(t)}" for t in wanted.words]
    must += [f"byline : {_phrase(t)}" for t in wanted.by if not t.is_unwanted]
    must += [f"marks : ({' OR '.join(map(_quoted, group))})" for group in wanted.marks]
    never = [f"{TEXTS} : {_phrase(t)}" for t in wanted.terms if t.is_unwanted]
    never += [f"byline : {_phrase(t)}" for t in wanted.by if t.is_unwanted]
    never += [f"marks : {_quoted(mark)}" for mark in wanted.marks_not]
    if never and not must:
        must = [f"marks : {_quoted('t')} *"]  # every article has a title
    expression = " AND ".join(f"({part})" for part in must)
    return f"({expression}) NOT ({' OR '.join(f'({part})' for part in never)})" if never else expression


def _phrase(term: Term) -> str:
    return _quoted(" ".join(term.words)) + (" *" if term.is_prefix else "")


def _quoted(words: str) -> str:
    return f'"{words}"'  # words are \w+ only: no quote can end the string early
