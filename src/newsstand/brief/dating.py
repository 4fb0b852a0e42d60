"""Dating: "on Wednesday" becomes "on Wednesday 26 November 2025", where which day is meant is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from newsstand.text.dates import DateMention, Direction, find_dates, resolve_date, say_date
from newsstand.text.quotes import find_quotations
from newsstand.text.spelling import Style

_CUES = re.compile(
    r"\b(?P<ahead>will|scheduled|due|set to|expected to|plans to|planned for|is to|are to|upcoming)\b"
    r"|\b(?P<open>would|could|may|might|should|until|by|before|ahead of|is|are|every|each|can|must|shall|from|between|if|when|be|leaves|starts|begins|opens|meets|arrives|visits|votes|faces|goes|takes|comes|ends|expires|resumes|returns|heads|hopes|wants|intends)\b"
    r"|\b(?P<behind>said|says|told|was|were|had|has|did|came|went|met|made|took|gave|held|found|saw|left|began|won|lost|shot|sent|set|hit"
    r"|struck|spoke|wrote|fell|rose|led|put|got|became|broke|brought|drew|fled|flew|kept|knew|paid|ran|sat|stood|swore|wore|died|\w{2,}ed)\b",
    re.IGNORECASE,
)
_CUE_REACH = 120
_NO_ON = frozenset(
    [
        "on",
        "by",
        "since",
        "until",
        "till",
        "from",
        "of",
        "after",
        "before",
        "for",
        "between",
        "and",
        "or",
        "to",
        "through",
        "during",
        "this",
        "next",
        "last",
        "past",
        "every",
        "each",
        "as",
        "the",
        "a",
        "that",
        "his",
        "her",
        "their",
        "its",
        "around",
        "about",
        "over",
    ]
)
_ATTRIBUTIVE = frozenset(["the", "a", "an", "that", "his", "her", "their", "its", "every", "each", "this"])
_EARLY_LATE = frozenset(["early", "late", "earlier", "later"])
_PART_OF = {
    "last night": "night",
    "this morning": "morning",
    "this afternoon": "afternoon",
    "this evening": "evening",
    "tonight": "evening",
    "yesterday morning": "morning",
    "yesterday afternoon": "afternoon",
    "yesterday evening": "evening",
    "tomorrow morning": "morning",
    "tomorrow night": "night",
}
_GERMAN_FUTURE = re.compile(r"\b(?:wird|werden|soll|sollen|will|wollen|kommend\w*|nächst\w*)\b")
_FRENCH_FUTURE = re.compile(r"\b(?:sera|seront|doit|doivent|devrait|devraient|va|vont|prochaine?|aura)\b")


def make_absolute(text: str, published: date | None, language: str, style: Style, said: set[date]) -> str:
    """The sentence with its days made absolute, outside its quotations; `said` holds the days already given in full.

    A day is given in full once, later mentions stay as they are. What cannot be known for certain (a weekday that
    may lie ahead or behind, an article without a day, a language without rules) stays as it is.
    """
    write = _WRITERS.get(language)
    if write is None:
        return text
    quoted = [(q.start, q.end) for q in find_quotations(text)]
    pieces: list[str] = []
    at = 0
    for mention in find_dates(text, language):
        if any(a <= mention.start < b for a, b in quoted):
            continue
        written = write(text, mention, published, style, said)
        if written is not None:
            pieces += [text[at : mention.start], written]
            at = mention.end
    pieces.append(text[at:])
    return "".join(pieces)


def days_named(text: str, published: date | None, language: str) -> list[date]:
    """The days that a sentence names beyond doubt outside its quotations, in order, without repeats."""
    quoted = [(q.start, q.end) for q in find_quotations(text)]
    found: list[date] = []
    for mention in find_dates(text, language):
        if any(a <= mention.start < b for a, b in quoted):
            continue
        day = _day_beyond_doubt(text, mention, published, language)
        if day is not None and day not in found:
            found.append(day)
    return found


def _day_beyond_doubt(text: str, mention: DateMention, published: date | None, language: str) -> date | None:
    if is_a_name(text, mention):
        return None
    if mention.kind == "day":
        day = resolve_date(mention, published)
        return day if day and _year_is_certain(text, mention, day, published) else None
    if published is None or mention.kind not in ("weekday", "relative"):
        return None
    if language == "en":
        before = re.findall(r"[\w’'-]+", text[max(0, mention.start - 30) : mention.start])
        return _certain_day(text, mention, published, before[-1].casefold() if before else "")
    ahead = {"de": _GERMAN_FUTURE, "fr": _FRENCH_FUTURE}.get(language)
    return None if ahead is None or ahead.search(text) else resolve_date(mention, published)


def _english(
    text: str, mention: DateMention, published: date | None, style: Style, said: set[date]
) -> str | None:
    american = style == "american"
    follows = text[mention.end :]
    if follows[:2] in ("’s", "'s"):
        return None
    before = re.findall(r"[\w’'-]+|[^\w\s]", text[max(0, mention.start - 30) : mention.start])
    last = before[-1].casefold() if before else ""
    if mention.kind == "day":
        return None if last in ("a", "an") else _calendar_day(text, mention, published, said, american)
    if published is None or mention.kind not in ("weekday", "relative"):
        return None
    day = _certain_day(text, mention, published, last)
    if day is None or (mention.kind == "weekday" and day in said and mention.direction is None):
        return None
    said.add(day)
    full = say_date(day, "en", american=american, weekday=True)
    part = mention.part or _PART_OF.get(mention.text.casefold())
    lead = "" if last in _NO_ON else "on "
    shown = f"{lead}the {part} of {full}" if part else f"{lead}{full}"
    shown = shown[:1].upper() + shown[1:] if mention.start == 0 else shown
    return shown + ("," if american and follows[:1] == " " else "")


_REMEMBERED = frozenset({(9, 11), (7, 4), (1, 6), (12, 7), (12, 25), (1, 1), (11, 5), (11, 11)})
"""Days that newspapers name for another year's events ("the Sept. 11 attacks"); no year may be added to them."""

_SOON = 31
"""Days within which "the November 21 cable" can only be this year's."""


def is_a_name(text: str, mention: DateMention) -> bool:
    """Whether a date is part of a name ("Black Friday", "the March 16 Factory"), and so must stay as it is."""
    before = re.search(r"(?:^|\s)([A-Z][\w’'-]*) $", text[: mention.start])
    if before and mention.kind == "weekday":
        return before[1].casefold() not in _NO_ON | _EARLY_LATE
    return (
        mention.kind == "day" and mention.year is None and text[mention.end : mention.end + 2][1:].isupper()
    )


def _year_is_certain(text: str, mention: DateMention, day: date, published: date | None) -> bool:
    """Whether the year that a date leaves out may be added: not to a remembered day, nor to one that only marks a thing."""
    if mention.year is not None:
        return True
    if (day.month, day.day) in _REMEMBERED or "anniversary" in text:
        return False
    marks_a_thing = re.match(r" [a-z]", text[mention.end :]) and re.search(
        r"\b[Tt]he $", text[: mention.start]
    )
    return not marks_a_thing or (published is not None and abs((day - published).days) <= _SOON)


def _calendar_day(
    text: str, mention: DateMention, published: date | None, said: set[date], american: bool
) -> str | None:
    day = resolve_date(mention, published)
    if day is None or is_a_name(text, mention) or not _year_is_certain(text, mention, day, published):
        return None
    weekday = mention.weekday is not None
    if day in said and mention.year is None:
        year_less = say_date(day, "en", american=american, weekday=weekday)
        return year_less.removesuffix(f"{day.year}").rstrip(", ")
    said.add(day)
    return say_date(day, "en", american=american, weekday=weekday)


def _certain_day(text: str, mention: DateMention, published: date, last: str) -> date | None:
    if re.match(r" (?:midnight|noon|midday|lunchtime|dawn|dusk|teatime)\b", text[mention.end :]):
        return None
    if mention.kind == "relative":
        if mention.text.casefold() == "today" and last in ("spent", "of", "than", "like"):
            return None
        if mention.text.casefold() == "today" and _way(text, mention) != "past":
            return None
        return resolve_date(mention, published)
    if last in _ATTRIBUTIVE or is_a_name(text, mention):
        return None
    way = mention.direction or _way(text, mention)
    if way is None or (way == "future" and mention.weekday == published.weekday()):
        return None
    return resolve_date(mention, published, way)


def _way(text: str, mention: DateMention) -> Direction | None:
    """Which way a weekday points by the nearest verb: before it in its clause, else after it."""
    before = text[max(0, mention.start - _CUE_REACH) : mention.start]
    before = before.partition(" ")[2] if len(before) == _CUE_REACH else before
    cues = list(_CUES.finditer(before))
    if not cues:
        return _points(_CUES.search(text, mention.end, mention.end + _CUE_REACH))
    last = cues[-1]
    if any(m[1] not in _PLACES for m in _TO_DO.finditer(before, last.end())):
        return None
    for helper in reversed(cues[:-1]):  # "will be held", "is closed": the verb that helps decides
        if last.start() - helper.end() > _HELPS_WITHIN:
            break
        if not helper["behind"]:
            last = helper
    return _points(last)


_HELPS_WITHIN = 12
_TO_DO = re.compile(r"\bto ([a-z]{2,})\b")
_PLACES = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "hospital",
        "court",
        "prison",
        "jail",
        "death",
        "police",
        "school",
        "work",
        "him",
        "them",
        "it",
    ]
)


def _points(cue: re.Match[str] | None) -> Direction | None:
    if cue is None or cue["open"]:
        return None
    return "future" if cue["ahead"] else "past"


def _german(
    text: str, mention: DateMention, published: date | None, style: Style, said: set[date]
) -> str | None:
    if mention.kind == "day":
        return _with_year(mention, published, said, "de")
    if published is None or mention.kind not in ("weekday", "relative") or _GERMAN_FUTURE.search(text):
        return None
    day = resolve_date(mention, published)
    if day is None:
        return None
    if mention.kind == "weekday":
        if (
            day in said
            or mention.part
            or mention.direction
            or not re.search(r"\b[Aa]m $", text[: mention.start])
        ):
            return None
        said.add(day)
        return f"{mention.text} ({say_date(day, 'de')})"
    if mention.text.casefold() not in ("gestern", "vorgestern"):
        return None
    said.add(day)
    weekday, calendar = say_date(day, "de", weekday=True).split(", ", 1)
    return f"{'Am' if mention.start == 0 else 'am'} {weekday} ({calendar})"


def _french(
    text: str, mention: DateMention, published: date | None, style: Style, said: set[date]
) -> str | None:
    if mention.kind == "day":
        return _with_year(mention, published, said, "fr")
    if published is None or mention.kind not in ("weekday", "relative") or _FRENCH_FUTURE.search(text):
        return None
    if re.search(r"\b(?:chaque|tous les|ce|un|le) $", text[: mention.start]):
        return None
    day = resolve_date(mention, published)
    if day is None or mention.part or (day in said and mention.kind == "weekday"):
        return None
    if mention.kind == "relative" and mention.text.casefold() not in ("hier", "avant-hier"):
        return None
    said.add(day)
    shown = say_date(day, "fr", weekday=True)
    return shown[:1].upper() + shown[1:] if mention.text[:1].isupper() else shown


def _with_year(mention: DateMention, published: date | None, said: set[date], language: str) -> str | None:
    day = resolve_date(mention, published)
    if day is None or (day.month, day.day) in _REMEMBERED or mention.year is not None or day in said:
        return None
    said.add(day)
    return f"{mention.text} {day.year}"


_Writer = Callable[[str, DateMention, date | None, Style, set[date]], str | None]
_WRITERS: dict[str, _Writer] = {"en": _english, "de": _german, "fr": _french}
