"""Pairs: how alike two reports are, measure by measure, and the odds that they tell of one event."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from math import sqrt

from newsstand.group.sketch import Sketch
from newsstand.group.window import Window


@dataclass(frozen=True, slots=True)
class Likeness:
    """Measures of a pair, each 0 to 1 except `days`; words count by their rarity in the window."""

    words: float
    title: float
    title_told: float
    lead: float
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
    lead: dict[str, float]
    names: dict[str, float]


def weigh_now(sketch: Sketch, window: Window) -> Weighed:
    """A sketch's words weighed by what the window knows now."""
    rarity = dict(zip(sketch.terms, window.rarity(sketch.terms), strict=True))
    words = {w: rarity[w] * k for w, k in zip(sketch.terms, sketch.weights, strict=True)}
    return Weighed(
        sketch=sketch,
        words=words,
        length=sqrt(sum(v * v for v in words.values())),
        title=dict(zip(sketch.title, window.rarity(sketch.title), strict=True)),
        lead=dict(zip(sketch.lead, window.rarity(sketch.lead), strict=True)),
        names=dict(zip(sketch.names, window.rarity(sketch.names), strict=True)),
    )


def measure(one: Weighed, other: Weighed) -> Likeness:
    """How alike two reports are."""
    a, b = one.sketch, other.sketch
    days = abs(a.day - b.day) if a.day is not None and b.day is not None else 0.5
    return Likeness(
        words=_cosine_of_words(one, other),
        title=_cosine(one.title, other.title),
        title_told=(_told(one.title, other.words) + _told(other.title, one.words)) / 2,
        lead=_cosine(one.lead, other.lead),
        names=_cosine(one.names, other.names),
        days=days,
        same_source=float(a.source == b.source != ""),
    )


def _cosine_of_words(one: Weighed, other: Weighed) -> float:
    few, many = (one, other) if len(one.words) <= len(other.words) else (other, one)
    shared = sum(v * many.words[w] for w, v in few.words.items() if w in many.words)
    return shared / (one.length * other.length) if shared else 0.0


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = sum(one[w] ** 2 for w in one.keys() & other.keys())
    if not shared:
        return 0.0
    return shared / sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))


def _told(title: dict[str, float], words: dict[str, float]) -> float:
    whole = sum(title.values())
    return sum(v for w, v in title.items() if w in words) / whole if whole else 0.0


MEASURES = tuple(f.name for f in fields(Likeness))


def values(likeness: Likeness) -> tuple[float, ...]:
    """The measures in the order of `MEASURES`."""
    return astuple(likeness)
