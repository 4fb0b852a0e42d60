"""Odds: from the measures of pairs to the odds that two reports, or a report and a story, tell of one event.

`FULL` judges two articles of one language: a logistic regression over pairs of labelled streams and of the demo
newsroom, unlabelled neighbours counted as strangers (`python -m benchmarks.fit_grouping` fits it anew). `HEADLINES`
judges pairs of which one is a headline only; it was chosen on a stream of headlines and on the headlines of two streams
of articles. `ACROSS` judges pairs across languages, by names, numbers and words that are written alike; it was chosen
on the demo newsroom, the only labelled news in three languages, and looked over on an English and Chinese stream. The
bases are set so that odds of 0 divide well on every corpus at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p, sqrt

from newsstand.group.pairs import Likeness, are_across
from newsstand.group.sketch import Sketch

LONGEST_FELT = 3.0
"""Days after which one more day counts little."""

UNSEEN = 1.6
"""Odds that a member of a story loses against the least of those compared when it was not even among the nearest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One regression, each field the weight of a measure; then how a story is judged by its members.

    voices: how many of a story's members are asked, the best ones
    story:  the weight of the newcomer's likeness to all of the story's headlines together
    """

    base: float
    title: float = 0.0
    title_told: float
    days_few: float
    days_log: float = 0.0
    words_root: float = 0.0
    names: float = 0.0
    same_source: float = 0.0
    crowd: float = 0.0
    voices: int
    story: float = 0.0


FULL = Weights(
    base=-1.95, words_root=2.29, title=1.26, title_told=3.56, names=5.74, days_log=0.50, days_few=-1.34,
    same_source=-1.53, crowd=-14.8, voices=5,
)  # fmt: skip
ACROSS = Weights(
    base=-2.45, words_root=9.0, names=7.0, title_told=4.0, days_log=0.38, days_few=-1.10, voices=2,
)  # fmt: skip
HEADLINES = Weights(
    base=-1.25, title_told=4.5, days_few=-0.80, voices=3, story=4.0,
)  # fmt: skip


def weights_for(one: Sketch, other: Sketch) -> Weights:
    """The regression that judges a pair: by names and numbers across languages, by words within one."""
    if not (one.has_body and other.has_body):
        return HEADLINES
    return ACROSS if are_across(one, other) else FULL


def pair_odds(likeness: Likeness, weights: Weights, crowd: float) -> float:
    """The logarithm of the odds that a pair tells of one event; 0 divides."""
    m, w = likeness, weights
    return (
        w.base
        + w.words_root * sqrt(m.words)
        + w.title * m.title
        + w.title_told * m.title_told
        + w.names * m.names
        + w.days_log * log1p(m.days)
        + w.days_few * min(m.days, LONGEST_FELT)
        + w.same_source * m.same_source
        + w.crowd * crowd
    )


def story_odds(odds: Sequence[float], size: int, weights: Weights) -> float:
    """The odds of a story of `size` members from those of its members that were compared."""
    asked = min(weights.voices, size)
    best = sorted(odds, reverse=True)[:asked]
    unseen = asked - len(best)
    return (sum(best) + unseen * (best[-1] - UNSEEN)) / asked
