"""Judging: which stories of the past a report may tell of, and the odds of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from newsstand.group.odds import pair_odds, story_odds, weights_for
from newsstand.group.pairs import Likeness, Weighed, measure, weigh_now
from newsstand.group.stories import Stories
from newsstand.group.window import Window

NEIGHBOURS = 16
NEIGHBOURS_OF_HEADLINE = 40
"""Reports of the past that a new one is compared with; headlines are quickly compared and need more of them."""

CROWDED = 0.08
"""Likeness of the remoter neighbours above which a subject is as crowded as can be: big stories make crowds too."""
GROWN = 500
"""Reports from which on neighbours tell how crowded a subject is; among fewer, an event's own reports are the crowd."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A report of the past next to the one that is judged: the odds that both tell of one event, and why."""

    odds: float
    other: Weighed
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Verdict:
    """A story that a report may belong to: the odds, and the reports of it that were compared."""

    odds: float
    story: str
    compared: list[Compared]

    @property
    def nearest(self) -> Compared:
        """The likeliest of the story's reports."""
        return max(self.compared, key=lambda c: c.odds)


def judge(
    me: Weighed,
    window: Window,
    stories: Stories,
    story_of: Mapping[int, str],
    *,
    days: float,
    but: str | None = None,
) -> Verdict | None:
    """The likeliest story of a report, `but` one left out; None where no report is near enough to be compared."""
    best: Verdict | None = None
    for story, compared in _compare(me, window, story_of, days).items():
        if story == but:
            continue
        weights = weights_for(me.sketch, max(compared, key=lambda c: c.odds).other.sketch)
        odds = story_odds([c.odds for c in compared], stories.size(story), weights)
        if weights.story:
            odds += weights.story * stories.headline_likeness(me, story, window)
        if best is None or odds > best.odds:
            best = Verdict(odds, story, compared)
    return best


def _compare(
    me: Weighed, window: Window, story_of: Mapping[int, str], days: float
) -> dict[str, list[Compared]]:
    """The nearest reports by their stories."""
    most = NEIGHBOURS if me.sketch.has_body else NEIGHBOURS_OF_HEADLINE
    pairs: list[tuple[int, Weighed, Likeness]] = []
    for number in window.nearest(me.sketch, most, days):
        if window[number] is not me.sketch:
            other = weigh_now(window[number], window)
            pairs.append((number, other, measure(me, other)))
    remoter = sorted([p[2].words for p in pairs], reverse=True)[NEIGHBOURS // 2 : NEIGHBOURS]
    crowd = min(2 * sum(remoter) / NEIGHBOURS, CROWDED * min(1.0, len(window) / GROWN))
    stories: dict[str, list[Compared]] = defaultdict(list)
    for number, other, likeness in pairs:
        odds = pair_odds(likeness, weights_for(me.sketch, other.sketch), crowd)
        stories[story_of[number]].append(Compared(odds, other, likeness))
    return stories
