"""The stage that fills in the body: lines, votes, evidence, choice, blocks."""

from __future__ import annotations

from dataclasses import replace

from newsstand.extract.body.blocks import Piece, kind_of, make_blocks
from newsstand.extract.body.captions import picture_beside
from newsstand.extract.body.choose import choose
from newsstand.extract.body.evidence import Surroundings, Votes, survey, weigh
from newsstand.extract.body.lines import Line, read_lines
from newsstand.extract.body.marks import marks_of, phrases_of
from newsstand.extract.body.votes import agreement, declared_body, read_by_trafilatura
from newsstand.extract.headline import fold
from newsstand.extract.reading import Reading
from newsstand.model import BlockKind
from newsstand.text.urls import join_url

SHORTEST_DECLARED = 400
"""Characters; a shorter articleBody is a teaser, and says nothing of what it leaves out."""
SHORTEST_NAME = 4
SHORTEST_TITLE = 15
SHORTEST_CAPTION = 25
MOST_LINKED = 0.6
MOST_LINKS = 200

__all__ = ["read_body"]


def read_body(reading: Reading) -> Reading:
    """Fill in the blocks of the body and the captions between them."""
    lines = read_lines(reading.tree)
    votes = poll(reading, lines)
    keep = choose(lines, weigh(lines, votes, survey_page(reading, lines, votes)))
    pieces = _pieces(lines, keep)
    taken = frozenset(p.line.index for p in pieces if p.kind != "caption")
    return replace(reading, lines=tuple(lines), taken=taken).with_article(
        blocks=make_blocks(pieces), links=_links(pieces, reading.url)
    )


def survey_page(reading: Reading, lines: list[Line], votes: Votes) -> Surroundings:
    """What surrounds the lines, with all that the stages before found of the article."""
    article = reading.article
    return survey(
        lines,
        votes,
        heading=reading.heading,
        titles=_titles(reading),
        headline=fold(article.headline),
        standfirst=fold(article.standfirst or ""),
        people=frozenset(f for f in map(fold, article.authors) if len(f) >= SHORTEST_NAME),
    )


def _titles(reading: Reading) -> frozenset[str]:
    """All that the page calls itself in its declarations, folded."""
    head, structured = reading.head, reading.structured
    titles = [head.title, *head.all("og:title", "twitter:title")]
    titles += [structured.first_text("headline"), structured.first_text("alternativeHeadline")]
    return frozenset(f for f in (fold(t) for t in titles if t) if len(f) >= SHORTEST_TITLE)


def _links(pieces: list[Piece], base: str | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for owner in dict.fromkeys(p.line.owner for p in pieces if p.kind != "caption" and p.line.links):
        for link in owner.iter("a"):
            if (href := link.get("href")) and not href.startswith("#") and (url := join_url(base, href)):
                found[url] = None
    return tuple(found)[:MOST_LINKS]


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
        if _is_caption(lines[n], kept=keep[n]):
            kind = "caption" if lines[n].links < MOST_LINKED else None
        if kind:
            pieces.append(Piece(lines[n], kind))
    return pieces


def _is_caption(line: Line, *, kept: bool) -> bool:
    if line.kind == "caption":
        return True
    if line.kind != "paragraph" or picture_beside(line) is None:
        return False
    return (
        (not kept and len(line.fold) >= SHORTEST_CAPTION)
        or "captions" in marks_of(line.owner)
        or "inside-credit" in phrases_of(line.text)
    )
