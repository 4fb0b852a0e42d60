"""A reader's words -> what must and must not stand in an article, and what it must be."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_QUERY = 300
MOST_TERMS = 16
LEAST_PREFIX = 3  # letters: fewer begin too many words

OPERATORS = ("title", "topic", "section", "language", "country", "by", "before", "after")
_OPPOSITE = {"before": "after", "after": "before"}

_TERM = re.compile(
    r"(?P<minus>-)?(?:(?P<operator>[A-Za-z]+):(?=[^\s:]))?"
    r'(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))'
)
_WORD = re.compile(r"\w+")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other; as a prefix, the last of them only begins like that."""

    words: tuple[str, ...]
    is_prefix: bool = False
    is_unwanted: bool = False

    def __str__(self) -> str:
        words = " ".join(self.words)
        text = f'"{words}"' if len(self.words) > 1 else words
        return ("-" if self.is_unwanted else "") + text + ("*" if self.is_prefix else "")


@dataclass(frozen=True, slots=True)
class Filter:
    """What an article must be, or must not: an operator and what was typed behind it."""

    operator: str
    value: str
    is_unwanted: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if re.search(r"\s", self.value) else self.value
        return ("-" if self.is_unwanted else "") + f"{self.operator}:{value}"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; as text it is the same query again."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def wanted(self) -> tuple[tuple[str, ...], ...]:
        """Phrases (tuples of words) that must stand in an article; one word is a phrase of one."""
        return tuple(t.words for t in self.terms if not t.is_unwanted)

    @property
    def unwanted(self) -> tuple[tuple[str, ...], ...]:
        """Phrases that must not."""
        return tuple(t.words for t in self.terms if t.is_unwanted)

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for: what is only unwanted finds nothing."""
        parts: tuple[Term | Filter, ...] = (*self.terms, *self.filters)
        return any(not part.is_unwanted for part in parts)

    def __str__(self) -> str:
        return " ".join(map(str, (*self.terms, *self.filters)))

    def without(self, dropped: Filter) -> Query:
        """The query without one of its filters."""
        return Query(self.terms, tuple(f for f in self.filters if f != dropped))


def parse_query(text: str) -> Query:
    """Words, "phrases", begin* of words, -exclusions and operators (title:, before: …); never fails.

    Bounded in length and number of terms. An operator that there is not is read as words.
    """
    terms: list[Term] = []
    filters: list[Filter] = []
    for found in _TERM.finditer(text.replace("\0", " ")[:LONGEST_QUERY]):
        if len(terms) + len(filters) >= MOST_TERMS:
            break
        is_quoted = found["phrase"] is not None
        said = (found["phrase"] if is_quoted else found["word"]) or ""
        operator = (found["operator"] or "").lower()
        if operator in OPERATORS:
            if narrowed := _filter(operator, said, is_unwanted=bool(found["minus"])):
                filters.append(narrowed)
            continue
        if operator:
            said = f"{found['operator']} {said}"
        # The star of "two words"* stands behind the closing mark.
        after = text[found.end() : found.end() + 1] if is_quoted else ""
        if term := _term(said.removesuffix("*"), said.endswith("*") or after == "*", bool(found["minus"])):
            terms.append(term)
    return Query(tuple(terms), tuple(filters))


def _term(said: str, is_starred: bool, is_unwanted: bool) -> Term | None:
    words = tuple(_WORD.findall(said))
    if not words:
        return None
    return Term(words, is_starred and len(words[-1]) >= LEAST_PREFIX, is_unwanted)


def _filter(operator: str, said: str, *, is_unwanted: bool) -> Filter | None:
    value = " ".join(said.split())
    if not _WORD.search(value):
        return None
    if is_unwanted and operator in _OPPOSITE:
        return Filter(_OPPOSITE[operator], value)
    return Filter(operator, value, is_unwanted)


def first_day(value: str) -> date | None:
    """The day on which a day, month (2026-03) or year (2026) begins; None for what is no date."""
    found = _DATE.fullmatch(value.strip())
    if not found:
        return None
    try:
        day = date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return None
    return day if date.min + timedelta(days=2) < day < date.max - timedelta(days=2) else None


def fold_words(text: str) -> str:
    """The words of a text, parted by one space, in small letters and without their marks.

    SQLite's tokenizer does the same by itself. PostgreSQL's keeps marks, takes hosts and decimal numbers whole and
    lowers letters as the database's locale says (in "C", of ASCII alone), so it is given words that need none of it.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare.lower()))
