"""Revision: how the stories stand at the end, when all that was remembered may decide, not only the past."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from newsstand.group.judging import judge
from newsstand.group.memory import Memory
from newsstand.group.pairs import weigh_now
from newsstand.group.settings import GroupSettings
from newsstand.model import Assignment, Reason

WITNESSES = 3
"""Reports of a story, the first ones, that are asked whether another story tells of the same event."""


def revised(memory: Memory, settings: GroupSettings) -> tuple[Assignment, ...]:
    """The remembered assignments after merges, in the order of arrival."""
    into = _merged(memory, settings)
    return tuple(_moved(memory.assignment(number), into) for number in memory.numbers)


def _moved(assignment: Assignment, into: dict[str, str]) -> Assignment:
    story = _root(assignment.story, into)
    if story == assignment.story:
        return assignment
    reason = Reason(
        name="merged", value=1.0, detail=f"its story and the earlier story {story} tell of one event"
    )
    return replace(assignment, story=story, reasons=(*assignment.reasons, reason))


def _root(story: str, into: dict[str, str]) -> str:
    while story in into:
        story = into[story]
    return story


def _merged(memory: Memory, settings: GroupSettings) -> dict[str, str]:
    """For each story that is part of an earlier one, that one."""
    witnesses: dict[str, list[int]] = defaultdict(list)
    for number in memory.numbers:
        assignment = memory.assignment(number)
        if assignment.copy_of is None and len(witnesses[assignment.story]) < WITNESSES:
            witnesses[assignment.story].append(number)
    opened = {story: place for place, story in enumerate(witnesses)}
    into: dict[str, str] = {}
    for story, numbers in witnesses.items():
        other = _agreed(memory, settings, story, numbers)
        if other is None:
            continue
        one, two = sorted((_root(story, into), _root(other, into)), key=lambda s: opened.get(s, -1))
        if one != two:
            into[two] = one
    return into


def _agreed(memory: Memory, settings: GroupSettings, story: str, numbers: list[int]) -> str | None:
    """The other story to which most of a story's witnesses belong as well, None where there is none."""
    votes: Counter[str] = Counter()
    for number in numbers:
        me = weigh_now(memory.window[number], memory.window)
        best = judge(me, memory.window, memory.stories, memory.story_of, days=settings.window_days, but=story)
        if best and best.odds >= settings.merge:
            votes[best.story] += 1
    if not votes:
        return None
    (other, count) = max(votes.items(), key=lambda v: (v[1], v[0]))
    return other if 2 * count > len(numbers) else None
