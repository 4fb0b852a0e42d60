"""Grouping, online: each report joins a story of the past, or opens one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from newsstand.group.copies import CopyIndex, shared_text
from newsstand.group.odds import FULL, HEADLINES, pair_odds, story_odds, weights_for
from newsstand.group.pairs import Likeness, Weighed, measure, weigh_now
from newsstand.group.roundups import is_roundup, sections
from newsstand.group.settings import GroupSettings
from newsstand.group.sketch import Sketch, sketch_report
from newsstand.group.stories import Stories
from newsstand.group.why import why_alone, why_copied, why_joined, why_opened
from newsstand.group.window import Window
from newsstand.model import Assignment, Reason, Report

NEIGHBOURS = 16
NEIGHBOURS_OF_HEADLINE = 40
"""Reports of the past that a new one is compared with; headlines are quickly compared and need more of them."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A remembered report's place: its id and what was decided."""

    id: str
    story: str
    original: str | None


@dataclass(frozen=True, slots=True)
class _Compared:
    odds: float
    other: Weighed
    likeness: Likeness


def opened(sketch: Sketch, reason: Reason) -> Assignment:
    """The assignment of a report that opens a story."""
    return Assignment(id=sketch.id, story=sketch.id, copy_of=None, reasons=(reason,))


class Grouper:
    """Puts reports into stories, one at a time, in the order of arrival; only the past decides.

    Everything that decides follows from the last `settings.window_reports` reports and what was decided for them,
    so memory and time per report are bounded, and `restore` with those (more does no harm) brings back the state.
    """

    def __init__(self, settings: GroupSettings | None = None) -> None:
        self._settings = settings or GroupSettings()
        self._window = Window(self._settings.window_reports)
        self._copies = CopyIndex()
        self._placed: dict[int, _Placed] = {}
        self._stories = Stories()
        self._decided: list[Assignment] = []

    def add(self, report: Report) -> Assignment:
        """Decide a report's story and whether it is a copy, and remember it."""
        sketch = sketch_report(report)
        assignment = self._copied(sketch) or self._joined(sketch, sections(report.body))
        self._remember(sketch, assignment)
        return assignment

    def restore(self, past: Iterable[tuple[Report, Assignment]]) -> None:
        """Remember what was decided before, in the order of arrival, as if this grouper had decided it."""
        for report, assignment in past:
            self._remember(sketch_report(report), assignment)

    def final(self) -> tuple[Assignment, ...]:
        """Every assignment still remembered as it stands at the end, in the order of arrival."""
        return tuple(self._decided)

    def _remember(self, sketch: Sketch, assignment: Assignment) -> None:
        number, forgotten = self._window.add(sketch)
        self._copies.add(number, sketch)
        self._placed[number] = _Placed(sketch.id, assignment.story, assignment.copy_of)
        self._stories.join(assignment.story, sketch)
        self._decided.append(assignment)
        if forgotten:
            self._forget(*forgotten)

    def _forget(self, number: int, sketch: Sketch) -> None:
        self._copies.forget(number, sketch)
        self._stories.leave(self._placed.pop(number).story, sketch)
        del self._decided[0]

    def _copied(self, sketch: Sketch) -> Assignment | None:
        best: tuple[float, int] | None = None
        for number in self._copies.suspects(sketch):
            share = shared_text(sketch, self._window[number])
            if share is not None and (best is None or (share, -number) > (best[0], -best[1])):
                best = share, number
        if best is None:
            return None
        share, number = best
        placed = self._placed[number]
        return Assignment(
            id=sketch.id,
            story=placed.story,
            copy_of=placed.original or placed.id,
            reasons=(why_copied(share, self._window[number].source),),
        )

    def _joined(self, sketch: Sketch, parts: tuple[frozenset[str], ...]) -> Assignment:
        me = weigh_now(sketch, self._window)
        stories = self._compared(me)
        weights = FULL if sketch.has_body else HEADLINES
        best: tuple[float, str] | None = None
        for story, pairs in stories.items():
            odds = story_odds([p.odds for p in pairs], self._stories.size(story), weights)
            if weights.story:
                odds += weights.story * self._stories.headline_likeness(me, story, self._window)
            if best is None or odds > best[0]:
                best = odds, story
        if best is None or best[0] < self._settings.join:
            return opened(sketch, why_opened(best[0] if best else None))
        odds, story = best
        if is_roundup(parts, [name for pair in stories[story] for name in pair.other.sketch.names]):
            return opened(sketch, why_alone(len(parts)))
        nearest = max(stories[story], key=lambda p: p.odds)
        return Assignment(
            id=sketch.id,
            story=story,
            copy_of=None,
            reasons=why_joined(me, nearest.other, nearest.likeness, odds),
        )

    def _compared(self, me: Weighed) -> dict[str, list[_Compared]]:
        """The nearest reports of the past by their stories, each with the odds that it tells of the same event."""
        most = NEIGHBOURS if me.sketch.has_body else NEIGHBOURS_OF_HEADLINE
        pairs: list[tuple[int, Weighed, Likeness]] = []
        for number in self._window.nearest(me.sketch, most, self._settings.window_days):
            other = weigh_now(self._window[number], self._window)
            pairs.append((number, other, measure(me, other)))
        remoter = sorted([p[2].words for p in pairs], reverse=True)[NEIGHBOURS // 2 : NEIGHBOURS]
        crowd = 2 * sum(remoter) / NEIGHBOURS
        stories: dict[str, list[_Compared]] = defaultdict(list)
        for number, other, likeness in pairs:
            odds = pair_odds(likeness, weights_for(me.sketch, other.sketch), crowd)
            stories[self._placed[number].story].append(_Compared(odds, other, likeness))
        return stories
