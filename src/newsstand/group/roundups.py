"""Round-ups: reports whose sections tell of different events belong to no story, though they share words with many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from newsstand.text.names import name_words

LEAST_SECTIONS = 4
LEAST_TOLD = 0.45
"""Share of the sections that must name what the story names. Of reports that an editor put into one story, 3 in 100
have less; the round-ups of the demo newsroom have 0.17 and 0.38."""

_LONGEST_HEADING = 70
_LONGEST_LOOKED_AT = 8_000
_ENDINGS = (".", "!", "…", ":", ";", ",", "”", '"', "。")


def sections(body: str) -> tuple[frozenset[str], ...]:
    """The names of each section of a body that has several under headings, () for any other body."""
    lines = [line.strip() for line in body[:_LONGEST_LOOKED_AT].splitlines()]
    found: list[set[str]] = []
    for line in filter(None, lines):
        if len(line) <= _LONGEST_HEADING and not line.endswith(_ENDINGS):
            found.append(set())
        elif found:
            found[-1].update(name_words(line))
    named = tuple(frozenset(section) for section in found if section)
    return named if len(named) >= LEAST_SECTIONS else ()


def is_roundup(parts: Sequence[AbstractSet[str]], names: Iterable[str]) -> bool:
    """Whether too few of a report's sections have any of a story's names."""
    if not parts:
        return False
    story = frozenset(names)
    return sum(not story.isdisjoint(part) for part in parts) < LEAST_TOLD * len(parts)
