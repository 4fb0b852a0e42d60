"""Grouping, online: each report joins a story of the past, or opens one."""

from __future__ import annotations

from collections.abc import Iterable

from newsstand.group.copies import carried
from newsstand.group.judging import judge
from newsstand.group.memory import Memory
from newsstand.group.pairs import weigh_now
from newsstand.group.revision import revised
from newsstand.group.roundups import is_roundup, sections
from newsstand.group.settings import GroupSettings
from newsstand.group.sketch import Sketch, sketch_report
from newsstand.group.why import why_alone, why_copied, why_joined, why_opened
from newsstand.model import Assignment, Reason, Report


class Grouper:
    """Puts reports into stories, one at a time, in the order of arrival; only the past decides.

    Everything that decides follows from the last `settings.window_reports` reports and what was decided for them,
    so memory and time per report are bounded, and `restore` with those (more does no harm) brings back the state.
    """

    def __init__(self, settings: GroupSettings | None = None) -> None:
        self._settings = settings or GroupSettings()
        self._memory = Memory(self._settings.window_reports)

    def add(self, report: Report) -> Assignment:
        """Decide a report's story and whether it is a copy, and remember it."""
        sketch = sketch_report(report)
        assignment = self._copied(sketch) or self._joined(sketch, sections(report.body))
        self._memory.keep(sketch, assignment)
        return assignment

    def restore(self, past: Iterable[tuple[Report, Assignment]]) -> None:
        """Remember what was decided before, in the order of arrival, as if this grouper had decided it."""
        for report, assignment in past:
            self._memory.keep(sketch_report(report), assignment)

    def final(self) -> tuple[Assignment, ...]:
        """Every remembered assignment as it stands with what is known by now, in the order of arrival.

        Stories that turn out to tell of one event are one. What `add` answers next does not change by it.
        """
        return revised(self._memory, self._settings)

    def _copied(self, sketch: Sketch) -> Assignment | None:
        memory = self._memory
        found = carried(sketch, memory.window, memory.copies)
        if found is None:
            return None
        share, number = found
        earlier = memory.assignment(number)
        return Assignment(
            id=sketch.id,
            story=earlier.story,
            copy_of=earlier.copy_of or earlier.id,
            reasons=(why_copied(share, memory.window[number].source),),
        )

    def _joined(self, sketch: Sketch, parts: tuple[frozenset[str], ...]) -> Assignment:
        memory = self._memory
        me = weigh_now(sketch, memory.window)
        best = judge(me, memory.window, memory.stories, memory.story_of, days=self._settings.window_days)
        if best is None or best.odds < self._settings.join:
            return _opened(sketch, why_opened(best.odds if best else None))
        if is_roundup(parts, [name for pair in best.compared for name in pair.other.sketch.names]):
            return _opened(sketch, why_alone(len(parts)))
        reasons = why_joined(me, best.nearest.other, best.nearest.likeness, best.odds)
        return Assignment(id=sketch.id, story=best.story, copy_of=None, reasons=reasons)


def _opened(sketch: Sketch, reason: Reason) -> Assignment:
    return Assignment(id=sketch.id, story=sketch.id, copy_of=None, reasons=(reason,))
