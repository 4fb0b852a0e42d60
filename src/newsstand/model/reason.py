"""Why a score is what it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One part of a score, in words that a reader or an editor can be shown.

    name:   a stable key, e.g. "shared_names", "independent_titles", "front_page"
    value:  what this part added to the score (or its measured size, where the score is not a sum)
    detail: words, e.g. "7 independent titles", "names in both: Thrale, Northmoor"
    facts:  what `detail` says, without its words, for who says it in another language: (7,), ("Thrale, Northmoor",)
    """

    name: str
    value: float
    detail: str = ""
    facts: tuple[str | int, ...] = ()
