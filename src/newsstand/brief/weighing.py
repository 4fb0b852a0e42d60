"""Weighing: which words make a story, and which of its sentences say most of it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsstand.brief.passages import Passage

HEADLINE_COUNTS = 2.0
NEAR_THE_TOP = 0.5
ALREADY_SAID = 0.55
"""Share of a sentence's words that stand in one chosen before it, from which it only says the same again."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each stem weighs in this story, and how many of its titles use it."""

    of: Mapping[str, float]
    titles: Mapping[str, int]


def weigh_words(passages: Sequence[Passage], headlines: Iterable[frozenset[str]]) -> Weights:
    """A word weighs more the more titles use it, the nearer the top, and where headlines have it."""
    titles: dict[str, set[int]] = {}
    mass: Counter[str] = Counter()
    for passage in passages:
        near = 1.0 / (1.0 + 0.15 * passage.place)
        for stem in passage.stems:
            titles.setdefault(stem, set()).add(passage.source)
            mass[stem] += near
    for stems in headlines:
        for stem in stems:
            mass[stem] += HEADLINE_COUNTS
    count = max(1, len({p.source for p in passages}))
    return Weights(
        {s: math.log1p(mass[s]) * (len(titles.get(s, ())) / count) ** 0.5 for s in mass},
        {s: len(t) for s, t in titles.items()},
    )


def score(passage: Passage, weights: Weights) -> float:
    """How much of the story a sentence says, for its length and its place."""
    if not passage.stems:
        return 0.0
    said = sum(weights.of.get(s, 0.0) for s in passage.stems) / (len(passage.stems) + 4)
    return said * (1.0 + NEAR_THE_TOP / (1.0 + passage.place))


def says_again(passage: Passage, chosen: Iterable[Passage]) -> bool:
    """Whether one of the chosen says this already."""
    return any(
        len(passage.stems & other.stems) > ALREADY_SAID * min(len(passage.stems), len(other.stems))
        for other in chosen
    )
