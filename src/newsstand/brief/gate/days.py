"""Dates: each one that a sentence names must be named by a cited span, or follow from it and its article's day."""

from __future__ import annotations

from datetime import date

from newsstand.brief.gate.evidence import Evidence, Passage
from newsstand.brief.lexicon import fold
from newsstand.text.dates import DateKind, DateMention, Direction, find_dates, resolve_date

_BOTH: tuple[Direction, ...] = ("past", "future")


def unborne_date(text: str, evidence: Evidence) -> str | None:
    """Why a date of the text does not follow from the evidence; None where all do."""
    for claim in find_dates(text, evidence.language):
        if claim.kind == "relative" and claim.text.isupper() and claim.text.casefold() in evidence.outlets:
            continue  # USA TODAY
        if not any(_bears(p, m, claim) for p in evidence.passages for m in p.dates):
            return f"the date “{claim.text}” does not follow from what it cites"
    return None


def bears_day(day: date, evidence: Evidence) -> bool:
    """Whether some cited span names that very day."""
    return any(day in _days(m, p.published) for p in evidence.passages for m in p.dates)


_CALENDAR: frozenset[DateKind] = frozenset({"day", "month", "weekday"})


def without_dates(text: str, dates: tuple[DateMention, ...], kinds: frozenset[DateKind] = _CALENDAR) -> str:
    """The text with its dates of those kinds blanked out, every other character in its place."""
    letters = list(text)
    for mention in dates:
        if mention.kind in kinds:
            letters[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(letters)


def _bears(passage: Passage, said: DateMention, claim: DateMention) -> bool:
    if claim.kind in ("relative", "period"):
        return fold(claim.text) == fold(said.text) or (
            claim.kind == said.kind == "relative" and claim.offset == said.offset
        )
    if claim.kind == "weekday":
        return claim.weekday in (said.weekday, *(d.weekday() for d in _days(said, passage.published)))
    if claim.kind == "month":
        return _names_month(said, claim) or any(
            (d.year, d.month) == (claim.year, claim.month) for d in _days(said, passage.published)
        )
    return _names_day(said, claim) or any(_is_day(d, claim) for d in _days(said, passage.published))


def _days(said: DateMention, published: date | None) -> tuple[date, ...]:
    """The days that a mention may mean: a bare weekday may lie behind or ahead of its article."""
    if said.kind == "weekday" and said.direction is None:
        days = [resolve_date(said, published, way) for way in _BOTH]
    else:
        days = [resolve_date(said, published)]
    return tuple(d for d in days if d)


def _names_month(said: DateMention, claim: DateMention) -> bool:
    return said.kind in ("day", "month") and (said.year, said.month) == (claim.year, claim.month)


def _names_day(said: DateMention, claim: DateMention) -> bool:
    """Whether the same day is named outright, and nothing is added that does not follow from the calendar."""
    if said.kind != "day" or (said.month, said.day) != (claim.month, claim.day):
        return False
    if claim.year not in (None, said.year):
        return False
    if claim.weekday in (None, said.weekday):
        return True
    year = claim.year or said.year
    return bool(year) and date(year or 1, claim.month or 1, claim.day or 1).weekday() == claim.weekday


def _is_day(day: date, claim: DateMention) -> bool:
    return (
        (day.month, day.day) == (claim.month, claim.day)
        and claim.year in (None, day.year)
        and claim.weekday in (None, day.weekday())
    )
