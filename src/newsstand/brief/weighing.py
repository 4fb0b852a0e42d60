"""Weighing: which words make a story, and which of its sentences say most of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

from newsstand.brief.passages import Passage
from newsstand.model import SourceText

HEADLINE_COUNTS = 5.0
"""What a headline's word counts for, a word of the first sentence counting one."""

FURTHER_DOWN = 0.15
"""How fast a word's worth falls with each sentence further down."""

NEAR_THE_TOP = 0.5
"""What a first sentence is worth above one far down."""

SAID_BEFORE = 0.3
"""What a word that the brief has already is still worth: a story goes on about the same things."""

ALREADY_SAID = 0.5
"""Share of a sentence's words that stand in one chosen before it, from which it only says the same again."""

SLOW_STANDFIRST, LONG_STANDFIRST, NO_NAME = 0.7, 0.85, 0.7
"""What is left of a standfirst's worth where it opens with a circumstance, runs long, or names nobody."""

UNKNOWN_THING = 0.75
"""What is left of a sentence that opens on a thing as known ("The show ...") which the brief has not spoken of."""

DEEP_STANDFIRST = (1.0, 0.85, 0.7)
"""And where it is not its article's first sentence: the second, any further one."""

LONG = 34
"""Words from which a standfirst is long."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each stem weighs in this story, how many of its titles use it, and how fresh each source is (see `freshness`)."""

    of: Mapping[str, float]
    titles: Mapping[str, int]
    fresh: Mapping[int, float] = field(default_factory=dict)


STALE_AFTER_HOURS, LEAST_FRESH = 12.0, 0.75
"""A report that is this much older than the story's newest is worth no less than this share of it."""


def freshness(sources: Sequence[SourceText]) -> dict[int, float]:
    """By a source's place what its age leaves of its worth, 1 for the newest; later reports know more.

    Only times tell: a bare day, or no day, is as fresh as the newest.
    """
    known = {i: s.published for i, s in enumerate(sources) if isinstance(s.published, datetime)}
    stamps = {i: p.timestamp() for i, p in known.items() if p.tzinfo is not None}
    newest = max(stamps.values(), default=0.0)
    return {
        i: 1.0 - (1.0 - LEAST_FRESH) * min(1.0, (newest - stamp) / 3_600 / STALE_AFTER_HOURS)
        for i, stamp in stamps.items()
    }


def weigh_words(
    passages: Sequence[Passage],
    headlines: Iterable[frozenset[str]],
    fresh: Mapping[int, float] | None = None,
) -> Weights:
    """A word weighs more the more titles use it, the nearer the top, and where headlines have it."""
    titles: dict[str, set[int]] = {}
    mass: dict[str, float] = {}
    for passage in passages:
        near = 1.0 / (1.0 + FURTHER_DOWN * passage.place)
        for stem in passage.stems:
            titles.setdefault(stem, set()).add(passage.source)
            mass[stem] = mass.get(stem, 0.0) + near
    for stems in headlines:
        for stem in stems:
            mass[stem] = mass.get(stem, 0.0) + HEADLINE_COUNTS
    count = max(1, len({p.source for p in passages}))
    return Weights(
        {s: math.log1p(m) * (len(titles.get(s, ())) / count) ** 0.5 for s, m in mass.items()},
        {s: len(t) for s, t in titles.items()},
        fresh or {},
    )


def worth(passage: Passage, weights: Weights, said: AbstractSet[str]) -> float:
    """How much of the story a sentence says for its length and place, where the words of `said` were said before."""
    fresh = sum(weights.of.get(s, 0.0) * (SAID_BEFORE if s in said else 1.0) for s in passage.stems)
    known = passage.opens_on is None or passage.opens_on in said
    place = 1.0 + NEAR_THE_TOP / (1.0 + passage.place)
    age = weights.fresh.get(passage.source, 1.0)
    return fresh / (len(passage.stems) + 4) * place * age * (1.0 if known else UNKNOWN_THING)


COUNTS_OTHERWISE = 0.5
"""And where it counts what the headline counts, and is older, and gives another number."""


def worth_as_standfirst(passage: Passage, weights: Weights) -> float:
    """As `worth`, for the sentence that stands first: it says what happened, at once and to whom."""
    value = worth(passage, weights, frozenset())
    value *= DEEP_STANDFIRST[min(passage.place, 2)]
    value *= SLOW_STANDFIRST if passage.slow else 1.0
    value *= LONG_STANDFIRST if passage.words > LONG else 1.0
    return value * (1.0 if passage.names else NO_NAME)


def says_again(passage: Passage, chosen: Iterable[Passage]) -> bool:
    """Whether one of the chosen says this already."""
    return any(
        len(passage.stems & other.stems) > ALREADY_SAID * min(len(passage.stems), len(other.stems))
        for other in chosen
    )
