"""Memory: the last reports, what was decided for them, and the stories and texts that follow from it."""

from __future__ import annotations

from collections import deque

from newsstand.group.copies import CopyIndex
from newsstand.group.sketch import Sketch
from newsstand.group.stories import Stories
from newsstand.group.window import Window
from newsstand.model import Assignment


class Memory:
    """The last `limit` reports and their assignments; the oldest is forgotten when a new one does not fit."""

    def __init__(self, limit: int) -> None:
        self.window = Window(limit)
        self.copies = CopyIndex()
        self.stories = Stories()
        self.story_of: dict[int, str] = {}
        self._assignments: deque[Assignment] = deque()
        self._first = 0

    def keep(self, sketch: Sketch, assignment: Assignment) -> None:
        """Remember a report and what was decided for it."""
        number, forgotten = self.window.add(sketch)
        self.copies.add(number, sketch)
        self.stories.join(assignment.story, sketch)
        self.story_of[number] = assignment.story
        self._assignments.append(assignment)
        if forgotten:
            self._forget(*forgotten)

    def _forget(self, number: int, sketch: Sketch) -> None:
        self.copies.forget(number, sketch)
        self.stories.leave(self.story_of.pop(number), sketch)
        self._assignments.popleft()
        self._first = number + 1

    def assignment(self, number: int) -> Assignment:
        """What was decided for a remembered report."""
        return self._assignments[number - self._first]

    @property
    def numbers(self) -> range:
        """The remembered reports' numbers, in the order of arrival."""
        return range(self._first, self._first + len(self._assignments))
