"""Dates: where a text names a day, a weekday or a relative day, and which day that is for an article of a given day."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

DateKind = Literal["day", "month", "weekday", "relative", "period"]
"""day: "21 November", "Nov. 21, 2025"; month: "November 2025"; weekday: "Wednesday"; relative: "yesterday", "two
days ago"; period: "last week", which names no day."""

Direction = Literal["past", "future"]

_COUNTS = {
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    "de": ["einem", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"],
    "fr": ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    "es": ["un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"],
    "it": ["un", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"],
    "nl": ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"],
    "pt": ["um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez"],
}
LANGUAGES: frozenset[str] = frozenset(_COUNTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date as a text has it, at `start` to `end`.

    year, month, day: what is named, 1 to 12 and 1 to 31; weekday: 0 is Monday
    offset:    days from the article's own day, for "yesterday" and its like
    direction: which way "last Friday" or "next Friday" points, where the text says so
    part:      "morning", "evening", ... in the text's own word
    """

    start: int
    end: int
    text: str
    kind: DateKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    direction: Direction | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class _Grammar:
    pattern: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    days: dict[str, int]
    past: re.Pattern[str]
    future: re.Pattern[str]
    counts: dict[str, int]


@cache
def _tables() -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(files(__package__).joinpath("dates.json").read_text(encoding="utf-8"))
    return raw


def _indexed(names: list[str]) -> dict[str, int]:
    return {word: i for i, line in enumerate(names) for word in line.split()}


def _either(words: dict[str, int], *, shortest: int = 0) -> str:
    chosen = sorted((w for w in words if len(w) >= shortest), key=len, reverse=True)
    return "|".join(re.escape(w) for w in chosen)


@cache
def _grammar(language: str) -> _Grammar:
    table = _tables()[language]
    months, weekdays = _indexed(table["months"]), _indexed(table["weekdays"])
    number = r"\d{1,2}|" + "|".join(_COUNTS[language])
    month, ordinal, between = rf"(?:{_either(months)})\b\.?", table["ordinal"], table["between"]
    # Short weekdays ("Wed", "Mo") stand only in front of a day of the month: alone they are other words.
    any_weekday, full_weekday = _either(weekdays), _either(weekdays, shortest=5)
    part, past, future = table["parts"], table["past"], table["future"]
    before = rf"(?:(?P<dir>{past}|{future})[ ])?" if past else ""
    after = table.get("past_after", "")
    behind = rf"(?:[ ](?P<dir2>{after}|{table.get('future_after', '')})\b)?" if after else ""
    year = r"(?:,?[ ](?:de[ ]|del[ ])?(?P<{}>(?:19|20)\d\d)\b(?![.,]?\d|[ ]?%))?(?![–-]\d)"
    lead = rf"(?:\b(?P<{{}}>{any_weekday})\.?,?(?:{between})[ ])?"
    forms = [
        r"\b(?P<iso>(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d)\b",
        lead.format("w1")
        + rf"(?<![\d.,:$£€])(?P<d1>[0-3]?\d)(?:{ordinal})?{between}[ ](?P<m1>{month})"
        + year.format("y1"),
        *(
            [
                lead.format("w2")
                + rf"\b(?P<m2>{month})[ ](?P<d2>[0-3]?\d)(?:{ordinal})?(?![\d:–-]|[.,]\d|[ ]?%|[ ](?:million|billion|percent))"
                + year.format("y2")
            ]
            if language == "en"
            else []
        ),
        rf"\b(?P<m3>{month})(?:,|[ ]of|[ ]de)?[ ](?P<y3>(?:19|20)\d\d)\b(?![.,]?\d)",
        *(
            [r"(?<![\d.])(?P<d4>[0-3]?\d)\.(?P<m4>[01]?\d)\.(?P<y4>(?:19|20)\d\d)(?!\d)"]
            if language == "de"
            else []
        ),
        rf"\b(?P<days>{_either(dict(table['days']))})\b",
        rf"\b(?:{table['ago'].format(number=number)})\b",
        rf"\b(?P<period>{table['periods'].format(number=number)})\b",
        rf"\b{before}(?P<w5>{full_weekday})(?:[ ]?(?P<part>{part}))?\b{behind}",
    ]
    return _Grammar(
        re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE),
        months,
        weekdays,
        table["days"],
        re.compile("|".join(p for p in (past, after) if p), re.IGNORECASE),
        re.compile("|".join(p for p in (future, table.get("future_after")) if p), re.IGNORECASE),
        {word: i for i, word in enumerate(_COUNTS[language], 1)},
    )


@lru_cache(maxsize=2_048)
def find_dates(text: str, language: str | None = "en") -> tuple[DateMention, ...]:
    """Every date that the text names, in order, without overlaps; an unknown language is read as English.

    White space of any kind parts the words; impossible days ("31 February", "45 May") are not dates.
    """
    grammar = _grammar(language if language in LANGUAGES else "en")
    flat = re.sub(r"\s", " ", text)
    found: list[DateMention] = []
    for match in grammar.pattern.finditer(flat):
        mention = _read(match, grammar)
        if mention is not None:
            found.append(mention)
    return tuple(found)


def _read(match: re.Match[str], grammar: _Grammar) -> DateMention | None:
    parts = match.groupdict()
    start, end, text = match.start(), match.end(), match.group()
    if text.endswith(".") and not parts.get("days"):
        end, text = _without_full_stop(match)
    if iso := parts["iso"]:
        year, month, day = (int(p) for p in iso.split("-"))
        return _possible(start, end, text, year, month, day, None)
    if parts["days"]:
        return DateMention(
            start=start, end=end, text=text, kind="relative", offset=grammar.days[parts["days"].lower()]
        )
    if number := parts["n"]:
        count = int(number) if number.isdigit() else grammar.counts[number.lower()]
        return DateMention(start=start, end=end, text=text, kind="relative", offset=-count)
    if parts["period"]:
        return DateMention(start=start, end=end, text=text, kind="period")
    if name := parts["w5"]:
        weekday, part = grammar.weekdays[name.lower()], parts["part"]
        way = _direction(parts.get("dir") or parts.get("dir2"), grammar)
        return DateMention(
            start=start, end=end, text=text, kind="weekday", weekday=weekday, direction=way, part=part
        )
    return _calendar_day(match, grammar, start, end, text)


def _calendar_day(
    match: re.Match[str], grammar: _Grammar, start: int, end: int, text: str
) -> DateMention | None:
    parts = match.groupdict()
    which = next(i for i in "1234" if parts.get(f"m{i}"))
    name = parts[f"m{which}"].lower().rstrip(".")
    month = int(name) if name.isdigit() else grammar.months[name] + 1
    year, day = parts.get(f"y{which}"), parts.get(f"d{which}")
    weekday = parts.get(f"w{which}")
    if which == "3":
        return DateMention(
            start=start, end=end, text=text, kind="month", year=int(year or 0) or None, month=month
        )
    return _possible(
        start,
        end,
        text,
        int(year) if year else None,
        month,
        int(day or 0),
        grammar.weekdays[weekday.lower()] if weekday else None,
    )


def _without_full_stop(match: re.Match[str]) -> tuple[int, str]:
    """A sentence's own full stop is no part of a date that ends it; that of "Nov." before a day is never last."""
    return match.end() - 1, match.group()[:-1]


def _direction(word: str | None, grammar: _Grammar) -> Direction | None:
    if not word:
        return None
    return "past" if grammar.past.fullmatch(word) else "future"


def _possible(
    start: int, end: int, text: str, year: int | None, month: int, day: int, weekday: int | None
) -> DateMention | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return DateMention(
        start=start, end=end, text=text, kind="day", year=year, month=month, day=day, weekday=weekday
    )


def resolve_date(
    mention: DateMention, published: date | None, direction: Direction | None = None
) -> date | None:
    """The one day that a mention names in an article of `published`; None where it names none, or it cannot be known.

    A weekday is the last one up to `published`, or with `direction` "future" the first one after it; a day without
    a year is the one nearest to `published`, looking back up to ten months and ahead up to two, and must agree
    with the weekday that stands beside it.
    """
    if mention.kind == "day" and mention.month and mention.day:
        if mention.year:
            return date(mention.year, mention.month, mention.day)
        return _nearest(mention, published) if published else None
    if published is None:
        return None
    if mention.kind == "relative" and mention.offset is not None:
        return _shifted(published, mention.offset)
    if mention.kind == "weekday" and mention.weekday is not None:
        way = mention.direction or direction or "past"
        if way == "future":
            return _shifted(published, (mention.weekday - published.weekday() - 1) % 7 + 1)
        back = (published.weekday() - mention.weekday) % 7
        if mention.direction == "past" and back == 0:
            back = 7
        return _shifted(published, -back)
    return None


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _nearest(mention: DateMention, published: date) -> date | None:
    for year in (published.year, published.year - 1, published.year + 1):
        if not 1 <= year <= 9999:
            continue
        try:
            day = date(year, mention.month or 1, mention.day or 1)
        except ValueError:  # 29 February of a common year
            continue
        fits = mention.weekday is None or mention.weekday == day.weekday()
        if fits and -305 <= (day - published).days <= 61:
            return day
    return None


def say_date(day: date, language: str = "en", *, american: bool = False, weekday: bool = False) -> str:
    """A day as a newspaper of that language prints it: "Wednesday 26 November 2025", "November 26, 2025"."""
    table = _tables()[language if language in LANGUAGES else "en"]
    month, name = table["months"][day.month - 1].split()[0], table["weekdays"][day.weekday()].split()[0]
    if language in ("en", "de"):
        month, name = month.capitalize(), name.capitalize()
    if language == "de":
        return f"{name}, {day.day}. {month} {day.year}" if weekday else f"{day.day}. {month} {day.year}"
    if language in ("es", "pt"):
        said = f"{day.day} de {month} de {day.year}"
        return f"{name} {said}" if weekday else said
    if american and language == "en":
        said = f"{month} {day.day}, {day.year}"
        return f"{name}, {said}" if weekday else said
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    said = f"{number} {month} {day.year}"
    return f"{name} {said}" if weekday else said
