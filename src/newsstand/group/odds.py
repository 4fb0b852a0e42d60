"""Odds: from the measures of pairs to the odds that two reports, or a report and a story, tell of one event.

The weights are logistic regressions over labelled pairs, unlabelled neighbours counted as strangers, fitted by
`python -m benchmarks.fit_grouping`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p, sqrt

from newsstand.group.pairs import Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One regression; each field is the weight of the measure of that name. `base` is chosen so that 0 divides."""

    base: float
    words: float
    title: float
    title_told: float
    lead: float = 0.0
    names: float = 0.0
    days_log: float
    days_few: float
    same_source: float
    words_title: float
    words_root: float
    words_names: float = 0.0


FULL = Weights(
    base=-3.8, words=3.0, title=4.17, title_told=1.63, lead=1.95, names=-2.59, days_log=0.38, days_few=-1.23,
    same_source=-0.85, words_title=-4.85, words_root=5.81, words_names=1.04,
)  # fmt: skip
HEADLINES = Weights(
    base=1.32, words=-4.21, title=-11.92, title_told=44.19, days_log=-5.81, days_few=-8.3, same_source=0.06,
    words_title=-2.14, words_root=-15.39,
)  # fmt: skip

VOICES = 0.5
"""What each doubling (e-fold) of a story's size asks of a newcomer: the best of many is high by chance."""


def pair_odds(likeness: Likeness, weights: Weights) -> float:
    """The logarithm of the odds that a pair tells of one event; 0 is as likely as not."""
    m, w = likeness, weights
    return (
        w.base
        + w.words * m.words
        + w.title * m.title
        + w.title_told * m.title_told
        + w.lead * m.lead
        + w.names * m.names
        + w.days_log * log1p(m.days)
        + w.days_few * min(m.days, 3.0)
        + w.same_source * m.same_source
        + w.words_title * m.words * m.title
        + w.words_root * sqrt(m.words)
        + w.words_names * m.words * m.names
    )


def story_odds(odds: Sequence[float], size: int) -> float:
    """The odds of a story from those of its members that were compared, `size` members in all."""
    return max(odds) - VOICES * log(size)
