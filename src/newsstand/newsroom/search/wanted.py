"""A query with its names looked up: what both stores are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from newsstand.newsroom.search.query import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an article must be to be found.

    terms:         words that must stand in its headline, standfirst or body, or must not
    by:            the same of its byline
    marks:         of each group at least one; see `marks_of`
    marks_not:     none of these
    since, until:  when it was published; `until` itself is out
    new_since:     it came here after that moment
    among, apart:  articles by id, where they are few enough to be named
    """

    terms: tuple[Term, ...] = ()
    by: tuple[Term, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    marks_not: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    new_since: datetime | None = None
    among: frozenset[int] | None = None
    apart: frozenset[int] = frozenset()

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        said = any(not t.is_unwanted for t in (*self.terms, *self.by))
        return said or bool(self.marks or self.since or self.until) or self.among is not None

    @property
    def words(self) -> tuple[Term, ...]:
        """The terms that must stand there."""
        return tuple(t for t in self.terms if not t.is_unwanted)

    def later_than(self, moment: datetime) -> Wanted:
        """The same of what was published from a moment on."""
        return replace(self, since=max(moment, self.since) if self.since else moment)


def marks_of(*, publisher: int, country: str, language: str, section: str) -> tuple[str, ...]:
    """What the index knows of an article beside its words: one short word each, that no two kinds share."""
    marks = [f"t{publisher}"]
    for letter, value in (("c", country), ("l", language.replace("_", "-").split("-")[0]), ("s", section)):
        if mark := mark_of(letter, value):
            marks.append(mark)
    return tuple(marks)


def mark_of(letter: str, value: str) -> str:
    """A mark of ASCII letters and digits; "" for what leaves none."""
    kept = value.lower().replace("-", "0").replace("_", "1")
    return f"{letter}{kept[:60]}" if kept and kept.isascii() and kept.isalnum() else ""
