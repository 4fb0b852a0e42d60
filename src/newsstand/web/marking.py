"""A text with what a reader marked in it: pieces, marked and plain, that together are the text again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsstand.members.margin import Anchored


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of a text; `mark` is the mark that it belongs to, 0 for plain text."""

    text: str
    mark: int = 0
    opens: bool = False  # whether the mark begins here


def marked_pieces(text: str, start: int | None, marks: Sequence[Anchored]) -> list[MarkedPiece]:
    """The text that begins at `start` of its body, cut where marks begin and end; the first mark of two that overlap has it."""
    if start is None or not text:
        return [MarkedPiece(text)]
    out: list[MarkedPiece] = []
    at, end = start, start + len(text)
    for held in marks:
        if held.start is None or held.end is None or held.end <= at or held.start >= end or at >= end:
            continue
        first, last = max(held.start, at), min(held.end, end)
        if at < first:
            out.append(MarkedPiece(text[at - start : first - start]))
        out.append(MarkedPiece(text[first - start : last - start], held.mark.pk, first == held.start))
        at = last
    if at < end:
        out.append(MarkedPiece(text[at - start :]))
    return out
