"""Pairs: how alike two reports are, measure by measure, and the odds that they tell of one event."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from operator import mul

from newsstand.group.sketch import Sketch
from newsstand.group.window import Window, days_apart


@dataclass(frozen=True, slots=True)
class Likeness:
    """Measures of a pair, each 0 to 1 except `days`; words count by their rarity in the window.

    title_told: how much of either headline stands in the other report, or in its headline where one has no body
    """

    words: float
    title: float
    title_told: float
    names: float
    days: float
    same_source: float


@dataclass(slots=True)
class Weighed:
    """A sketch with the rarity of its words at this moment."""

    sketch: Sketch
    words: dict[str, float]
    length: float
    title: dict[str, float]
    names: dict[str, float]


def weigh_now(sketch: Sketch, window: Window) -> Weighed:
    """A sketch's words weighed by what the window knows now."""
    total = window.total
    rare = window.words.of
    found = list(map(mul, rare(sketch.terms, total), sketch.weights))
    return Weighed(
        sketch=sketch,
        words=dict(zip(sketch.terms, found, strict=True)),
        length=sqrt(sum(map(mul, found, found))),
        title=dict(zip(sketch.title, rare(sketch.title, total), strict=True)),
        names=dict(zip(sketch.names, window.names.of(sketch.names, total), strict=True)),
    )


def are_across(one: Sketch, other: Sketch) -> bool:
    """Whether two reports are known to be in different languages."""
    return bool(one.language and other.language and one.language != other.language)


def measure(one: Weighed, other: Weighed) -> Likeness:
    """How alike two reports are."""
    a, b = one.sketch, other.sketch
    full = a.has_body and b.has_body
    mine, others = (one.words, other.words) if full else (one.title, other.title)
    return Likeness(
        words=_cosine_of_words(one, other),
        title=_cosine(one.title, other.title),
        title_told=(_told(one.title, others) + _told(other.title, mine)) / 2,
        names=(_part if are_across(a, b) else _cosine)(one.names, other.names),
        days=days_apart(a, b),
        same_source=float(a.source == b.source != ""),
    )


def _cosine_of_words(one: Weighed, other: Weighed) -> float:
    a, b = one.words, other.words
    shared = sum([a[w] * b[w] for w in a.keys() & b.keys()])
    return shared / (one.length * other.length) if shared else 0.0


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = sum([one[w] ** 2 for w in one.keys() & other.keys()])
    if not shared:
        return 0.0
    return shared / sqrt(sum([v * v for v in one.values()]) * sum([v * v for v in other.values()]))


ENOUGH_NAMES = 3
"""Names in both that count in full across languages; one or two are a city or a statesman."""


def _part(one: dict[str, float], other: dict[str, float]) -> float:
    """How much of the fewer words stands in the more: German writes a capital on every noun, which are no names."""
    both = one.keys() & other.keys()
    if not both:
        return 0.0
    shared = sum([one[w] * other[w] for w in both]) * min(1.0, len(both) / ENOUGH_NAMES)
    return shared / min(sum([v * v for v in one.values()]), sum([v * v for v in other.values()]))


def _told(title: dict[str, float], words: dict[str, float]) -> float:
    whole = sum(title.values())
    return sum([v for w, v in title.items() if w in words]) / whole if whole else 0.0
