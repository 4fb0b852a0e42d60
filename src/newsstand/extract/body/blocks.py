"""From chosen lines to typed blocks: items become lists, rows tables, what stands by a picture captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsstand.extract.body.lines import Line
from newsstand.model import Block, BlockKind

LONGEST_SUBHEAD = 120

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟:;,，]\s*$")
_GAP = re.compile(r"\s*\|\s*(?:\|\s*)*")


@dataclass(slots=True)
class Piece:
    """A line with the kind of block that it becomes."""

    line: Line
    kind: BlockKind


def make_blocks(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The blocks of some pieces in order; neighbours of one list or table make one block."""
    blocks: list[Block] = []
    group: HtmlElement | None = None
    for piece in pieces:
        text = piece.line.text
        if piece.kind == "table":
            text = " | ".join(cell for cell in _GAP.split(text) if cell)
        joins = piece.kind in ("list", "table") and piece.line.group is not None and piece.line.group is group
        if joins and blocks and blocks[-1].kind == piece.kind:
            blocks[-1] = Block(kind=piece.kind, text=f"{blocks[-1].text}\n{text}")
        elif text:
            blocks.append(Block(kind=piece.kind, text=text))
        group = piece.line.group if piece.kind in ("list", "table") else None
    return tuple(blocks)


def kind_of(line: Line) -> BlockKind:
    """What kind of block a line of the body is."""
    if line.kind == "heading":
        return "subhead"
    if line.kind == "row":
        return "table"
    if line.kind == "item" and line.group is not None:
        return "list"
    if line.quoted:
        return "quote"
    if line.bold and len(line.text) <= LONGEST_SUBHEAD and not _ENDS_SENTENCE.search(line.text):
        return "subhead"
    return "paragraph"
