"""The body of an article: which lines of the page it is made of, and what kind each one is."""

from __future__ import annotations

from newsstand.extract.body.blocks import Piece, kind_of, make_blocks, picture_beside
from newsstand.extract.body.choose import choose
from newsstand.extract.body.evidence import Votes, survey, weigh
from newsstand.extract.body.lines import Line, read_lines
from newsstand.extract.body.votes import agreement, declared_body, read_by_trafilatura
from newsstand.extract.headline import fold
from newsstand.extract.reading import Reading
from newsstand.model import BlockKind

SHORTEST_DECLARED = 400
"""Characters; a shorter articleBody is a teaser, and says nothing of what it leaves out."""
SHORTEST_NAME = 4

__all__ = ["read_body"]


def read_body(reading: Reading) -> Reading:
    """Fill in the blocks of the body and the captions between them."""
    lines = read_lines(reading.tree)
    votes = poll(reading, lines)
    article = reading.article
    around = survey(
        lines,
        votes,
        heading=reading.heading,
        headline=fold(article.headline),
        standfirst=fold(article.standfirst or ""),
        people=frozenset(f for f in map(fold, article.authors) if len(f) >= SHORTEST_NAME),
    )
    keep = choose(lines, weigh(lines, votes, around))
    return reading.with_blocks(make_blocks(_pieces(lines, keep)))


def poll(reading: Reading, lines: list[Line]) -> Votes:
    """What trafilatura, twice, and the page's own articleBody say of each line."""
    declared = declared_body(reading.structured)
    return Votes(
        broad=agreement(lines, read_by_trafilatura(reading.tree, reading.url)),
        precise=agreement(lines, read_by_trafilatura(reading.tree, reading.url, precise=True)),
        declared=agreement(lines, declared) if len(declared) >= SHORTEST_DECLARED else None,
    )


def _pieces(lines: list[Line], keep: list[bool]) -> list[Piece]:
    chosen = [n for n, kept in enumerate(keep) if kept]
    if not chosen:
        return []
    pieces = []
    for n in range(max(0, chosen[0] - 6), min(len(lines), chosen[-1] + 3)):
        kind: BlockKind | None = kind_of(lines[n]) if keep[n] else None
        if lines[n].kind == "caption" or (
            kind in (None, "paragraph") and picture_beside(lines[n]) is not None
        ):
            kind = "caption" if lines[n].links < 0.6 else None
        if kind:
            pieces.append(Piece(lines[n], kind))
    return pieces
