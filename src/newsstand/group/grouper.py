"""Grouping, online: each report joins a story of the past, or opens one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from newsstand.group.copies import CopyIndex, shared_text
from newsstand.group.odds import FULL, HEADLINES, pair_odds, story_odds
from newsstand.group.pairs import Likeness, Weighed, measure, weigh_now
from newsstand.group.settings import GroupSettings
from newsstand.group.sketch import Sketch, sketch_report
from newsstand.group.why import why_copied, why_joined, why_opened
from newsstand.group.window import Window
from newsstand.model import Assignment, Report

NEIGHBOURS = 40
"""Reports of the past that a new one is compared with."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A remembered report's place: its id and what was decided."""

    id: str
    story: str
    original: str | None


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
        self._sizes: Counter[str] = Counter()
        self._decided: list[Assignment] = []

    def add(self, report: Report) -> Assignment:
        """Decide a report's story and whether it is a copy, and remember it."""
        sketch = sketch_report(report)
        assignment = self._copied(sketch) or self._joined(sketch)
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
        self._sizes[assignment.story] += 1
        self._decided.append(assignment)
        if forgotten:
            self._forget(*forgotten)

    def _forget(self, number: int, sketch: Sketch) -> None:
        self._copies.forget(number, sketch)
        story = self._placed.pop(number).story
        self._sizes[story] -= 1
        if not self._sizes[story]:
            del self._sizes[story]
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

    def _joined(self, sketch: Sketch) -> Assignment:
        me = weigh_now(sketch, self._window)
        compared: dict[str, list[tuple[float, int, Weighed, Likeness]]] = defaultdict(list)
        for number in self._window.nearest(sketch, NEIGHBOURS):
            other = self._window[number]
            if self._is_far(sketch, other):
                continue
            weighed = weigh_now(other, self._window)
            likeness = measure(me, weighed)
            weights = FULL if sketch.has_body and other.has_body else HEADLINES
            compared[self._placed[number].story].append(
                (pair_odds(likeness, weights), -number, weighed, likeness)
            )
        best: tuple[float, str] | None = None
        for story, pairs in compared.items():
            odds = story_odds([p[0] for p in pairs], self._sizes[story])
            if best is None or odds > best[0]:
                best = odds, story
        if best is None or best[0] < self._settings.join:
            return Assignment(
                id=sketch.id, story=sketch.id, copy_of=None, reasons=(why_opened(best[0] if best else None),)
            )
        odds, story = best
        _, _, nearest, likeness = max(compared[story], key=lambda p: p[:2])
        return Assignment(
            id=sketch.id, story=story, copy_of=None, reasons=why_joined(me, nearest, likeness, odds)
        )

    def _is_far(self, one: Sketch, other: Sketch) -> bool:
        if one.day is None or other.day is None:
            return False
        return abs(one.day - other.day) > self._settings.window_days
