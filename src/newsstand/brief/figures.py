"""Figures: the numbers of a story, what each counts, and where the titles do not agree on one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from newsstand.brief.gate.evidence import day_of
from newsstand.brief.lexicon import is_function_word, stem, tokens
from newsstand.brief.passages import Passage
from newsstand.brief.phrases import PHRASES
from newsstand.brief.printing import house_style
from newsstand.brief.weighing import Weights
from newsstand.model import Citation, Difference, Figure, FigureValue, SourceText
from newsstand.text.dates import find_dates
from newsstand.text.numbers import NumberMention, find_numbers
from newsstand.text.spelling import Style

MOST_FIGURES, MOST_VALUES = 6, 4
WORDS_OF_WHAT = 4
DAYS_APART = 3
"""How far apart two articles may be for their numbers to be set against each other: later ones know more."""

_SKIPPED = frozenset(
    ["were", "was", "have", "has", "had", "been", "be", "being", "are", "is", "more", "at", "least"]
)
_TIMES = frozenset({"h", "th", "year", "month", "week", "day", "hour", "minute"})
_ALIKE = {
    "dead": "kill",
    "die": "kill",
    "death": "kill",
    "fatal": "kill",
    "slain": "kill",
    "wound": "injur",
    "hurt": "injur",
    "person": "peopl",
    "detain": "arrest",
}


_GRAVE = frozenset(
    [
        "kill",
        "injur",
        "arrest",
        "miss",
        "rescu",
        "evacu",
        "verletzt",
        "getötet",
        "tot",
        "tué",
        "bless",
        "mort",
    ]
)
_ANYTHING = frozenset(
    [
        "peopl",
        "men",
        "women",
        "countri",
        "state",
        "member",
        "time",
        "other",
        "side",
        "vote",
        "thing",
        "case",
        "nation",
        "point",
        "place",
        "part",
        "way",
        "mensch",
        "personn",
    ]
)


@dataclass(frozen=True, slots=True)
class _Count:
    """A number as one passage gives it, and what it counts."""

    what: str
    key: tuple[str, ...]
    value: Decimal
    unit: str | None
    shown: str
    source: int
    citation: Citation
    worth: float
    place: int


def find_figures(
    passages: Sequence[Passage],
    sources: Sequence[SourceText],
    weights: Weights,
    language: str,
    style: Style,
) -> tuple[tuple[Figure, ...], tuple[Difference, ...]]:
    """The story's weightiest figures with the values that its titles give, and a sentence for each disagreement."""
    groups: dict[tuple[str, ...], list[_Count]] = {}
    for passage in passages if language in PHRASES else ():
        for count in _counts(passage, sources, weights, language):
            groups.setdefault(count.key, []).append(count)
    telling = [g for g in groups.values() if _is_telling(g)]
    ranked = sorted(telling, key=lambda g: (-_rank(g), g[0].source, g[0].citation.start))
    figures = tuple(_figure(g, language, style) for g in ranked[:MOST_FIGURES])
    found = (_difference(g, sources, language) for g in ranked)
    return figures, tuple(d for d in found if d is not None)[:MOST_FIGURES]


NEAR_THE_TOP, FURTHER_DOWN = 8, 15
"""Sentences from the top within which a large number, or an amount of money or a share, is news by itself."""


def _is_telling(group: list[_Count]) -> bool:
    """Whether a figure belongs to the story: several titles give it, it is grave, or it stands high up."""
    if len({c.source for c in group}) > 1 or not _GRAVE.isdisjoint(group[0].key):
        return True
    place = min(c.place for c in group)
    return place < (FURTHER_DOWN if group[0].unit else NEAR_THE_TOP) and (
        group[0].unit is not None or group[0].value >= 100
    )


def _rank(group: list[_Count]) -> float:
    titles = len({c.source for c in group})
    return titles * max(c.worth for c in group) * (1.3 if group[0].unit else 1.0)


def _counts(passage: Passage, sources: Sequence[SourceText], weights: Weights, language: str) -> list[_Count]:
    if passage.unfit not in (None, "only a quotation"):
        return []
    text = passage.text
    dated = [(d.start, d.end) for d in find_dates(text, language)]
    citation = Citation(article=sources[passage.source].id, start=passage.start, end=passage.end)
    found: list[_Count] = []
    for number in find_numbers(text, language):
        term = number.unit == "year" and _PRISON.search(text, 0, number.start) is not None
        if not term and _is_no_count(text, number, dated):
            continue
        what = PRISON_TERM if term else _what(text, number, language)
        if not what and number.unit:
            what = _what_before(text, number, language)
        key = tuple(_ALIKE.get(s, s) for s in (stem(t.key, language) for t in tokens(what)))
        key = tuple(s for s in key if not is_function_word(s, language))
        if key and not _is_idle(number, key):
            worth = sum(weights.of.get(stem(t.key, language), 0.0) for t in tokens(what)) / (1 + len(key))
            found.append(
                _Count(
                    what,
                    (number.unit or "", *key),
                    number.value,
                    number.unit,
                    number.text.strip(),
                    passage.source,
                    citation,
                    worth,
                    passage.place,
                )
            )
    return found


PRISON_TERM = "prison term"
_PRISON = re.compile(r"\b(?:jailed|imprisoned|sentenced|prison (?:term|sentence) of)\b[^.,;“”]{0,60}$")


def _is_no_count(text: str, number: NumberMention, dated: Sequence[tuple[int, int]]) -> bool:
    """Whether a number is a score, a span of time, a year or part of a date."""
    joined = text[max(0, number.start - 1) : number.start] in tuple("/-–")
    joined = joined or text[number.end : number.end + 1] in tuple("/-–:")
    inside = any(a <= number.start < b for a, b in dated)
    return joined or inside or number.unit in _TIMES or _is_year(number)


def _is_idle(number: NumberMention, key: tuple[str, ...]) -> bool:
    """Whether a number tells a reader nothing: a small count of nothing grave, or a bare count of just anything."""
    if (
        number.spelt
        and " " not in number.text.strip()
        and number.value >= 12
        and number.value % 100 in (0, 12)
    ):
        return True
    if number.unit or not _GRAVE.isdisjoint(key):
        return False
    return number.value < 10 or (len(key) == 1 and key[0] in _ANYTHING)


def _is_year(number: NumberMention) -> bool:
    return number.unit is None and len(number.text) == 4 and 1800 <= number.value <= 2100


def _what(text: str, number: NumberMention, language: str) -> str:
    """The words after a number that say what it counts: "people killed" of "12 people were killed in the blast"."""
    if text[number.end : number.end + 1] not in (" ", ""):
        return ""
    chosen: list[str] = []
    at = number.end
    for word in tokens(text[number.end : number.end + 80]):
        start = number.end + word.start
        if text[at:start].strip() or len(chosen) == WORDS_OF_WHAT or word.key[0].isdigit():
            break
        if word.capital != (language == "de"):
            break
        at = number.end + word.end
        if word.key in _SKIPPED and language == "en":
            continue
        if is_function_word(word.key, language) or word.key in _TIMES_OF or (chosen and _is_verbal(word.key)):
            break
        chosen.append(word.text)
    if chosen and (chosen[0] in _NO_THINGS or _is_verbal(chosen[0])):
        return ""
    return " ".join(chosen)


def _is_verbal(word: str) -> bool:
    return _NO_THING.search(word) is not None and word not in _COUNTED


_TIMES_OF = frozenset(
    [
        "last",
        "next",
        "ago",
        "year",
        "years",
        "week",
        "weeks",
        "month",
        "months",
        "day",
        "days",
        "night",
        "time",
        "times",
        "today",
        "yesterday",
        "earlier",
        "later",
    ]
)
_COUNTED = frozenset(
    [
        "killed",
        "injured",
        "wounded",
        "arrested",
        "detained",
        "displaced",
        "infected",
        "rescued",
        "evacuated",
        "charged",
    ]
)
_NO_THING = re.compile(r"(?:ed|ly)$")
_NO_THINGS = frozenset(
    [
        "less",
        "long",
        "west",
        "east",
        "north",
        "south",
        "hurt",
        "wide",
        "high",
        "more",
        "away",
        "worth",
        "sounds",
        "ago",
        "later",
        "each",
        "total",
        "apart",
        "nationally",
        "annually",
        "total",
        "left",
        "here",
        "there",
    ]
)
_LEADS_TO = re.compile(
    r"(?<![\w’'])((?:[a-zäöüß-]+ ){0,2}[a-zäöüß-]{4,}) (?:of|at) (?:about |around |nearly |more than |at least )?$"
)


def _what_before(text: str, number: NumberMention, language: str) -> str:
    """The words before "of" or "at" and a number: "unemployment rate" of "an unemployment rate of 3.8 per cent"."""
    match = _LEADS_TO.search(text, max(0, number.start - 60), number.start)
    if match is None or language != "en":
        return ""
    words = match[1].split()
    while words and (is_function_word(words[0], language) or _NO_THING.search(words[0])):
        words.pop(0)
    return " ".join(words) if not any(is_function_word(w, language) for w in words) else ""


def _figure(group: list[_Count], language: str, style: Style) -> Figure:
    values: dict[Decimal, list[_Count]] = {}
    for count in group:
        values.setdefault(count.value, []).append(count)
    return Figure(
        what=house_style(group[0].what, language, style),
        values=tuple(
            FigureValue(value=house_style(same[0].shown, language, style), citations=_one_a_title(same))
            for same in list(values.values())[:MOST_VALUES]
        ),
    )


def _one_a_title(counts: list[_Count]) -> tuple[Citation, ...]:
    """A citation of each title that gives a value in the very same words."""
    first = {c.source: c.citation for c in reversed(counts) if c.what == counts[0].what}
    return tuple(first[s] for s in sorted(first))[:3]


def _difference(group: list[_Count], sources: Sequence[SourceText], language: str) -> Difference | None:
    """A sentence on two titles that each give one value, and not the same, within days of each other."""
    phrases = PHRASES.get(language)
    by_source: dict[int, set[Decimal]] = {}
    for count in group:
        by_source.setdefault(count.source, set()).add(count.value)
    single = {s: next(iter(v)) for s, v in by_source.items() if len(v) == 1}
    if phrases is None or len(group[0].key) < 3 or len(set(single.values())) < 2:
        return None
    first = next(c for c in group if c.source in single)
    other = next((c for c in group if c.source in single and c.value != first.value), None)
    if other is None or not _near(sources[first.source], sources[other.source]):
        return None
    names = [sources[c.source].source for c in (first, other)]
    what = first.what[:1].upper() + first.what[1:]
    if names[0] and names[1] and names[0] != names[1]:
        text = phrases.differ.format(what=what, a=names[0], x=first.shown, b=names[1], y=other.shown)
    else:
        text = phrases.differ_unnamed.format(what=what, x=first.shown, y=other.shown)
    return Difference(text=text, citations=(first.citation, other.citation))


def _near(one: SourceText, other: SourceText) -> bool:
    a, b = day_of(one.published), day_of(other.published)
    return a is None or b is None or abs((a - b).days) <= DAYS_APART
