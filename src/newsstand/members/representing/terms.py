"""What other terms change: each part that becomes wider or narrower, pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, get_args

from newsstand.model import Agreement
from newsstand.newsroom.terms.narrowing import WIDTH

Part = Literal[
    "level", "extract_words", "may_summarise", "quote_share", "shows_pictures", "territories", "embargo", "expires_after",
]  # fmt: skip
Turn = Literal["wider", "narrower", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChange:
    """One part of an agreement that changes, and which way."""

    part: Part
    before: Any
    after: Any
    turn: Turn


def compare_terms(before: Agreement, after: Agreement) -> list[TermsChange]:
    """What changes between two agreements, in the order of the form."""
    return [
        TermsChange(part=part, before=old, after=new, turn=_turn(part, old, new))
        for part in get_args(Part)
        if (old := getattr(before, part)) != (new := getattr(after, part))
    ]


def _turn(part: Part, old: Any, new: Any) -> Turn:
    if part == "territories":
        return _turn_of_territories(old, new)
    if part == "embargo":
        return "narrower" if new > old else "wider"
    if part == "expires_after":
        far = timedelta.max
        return "wider" if (new or far) > (old or far) else "narrower"
    if part == "level":
        old, new = WIDTH[old], WIDTH[new]
    return "wider" if new > old else "narrower"


def _turn_of_territories(old: frozenset[str], new: frozenset[str]) -> Turn:
    if not new or (old and new > old):
        return "wider"
    return "narrower" if not old or new < old else "other"
