"""Printing: a passage as the house prints it, with the spans that bear it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from newsstand.brief.dating import make_absolute
from newsstand.brief.gate import gate
from newsstand.brief.gate.evidence import day_of
from newsstand.brief.passages import Passage
from newsstand.model import Citation, Sentence, SourceText
from newsstand.text.spelling import Style, respell

MOST_CITATIONS = 3
SAYS_THE_SAME = 0.6
"""Share of a sentence's content words from which another title's sentence is asked whether it bears it too."""


def house_style(text: str, language: str, style: Style) -> str:
    """The text in the house's marks and spelling; quotations keep every word, and names their spelling."""
    if language != "en":
        return text
    pieces = re.split(r"(“[^“”]*”)", curl(text))
    dash = " – " if style == "british" else "—"
    return respell("".join(p if i % 2 else _DASH.sub(dash, p) for i, p in enumerate(pieces)), style)


_DASH = re.compile(r" ?(?:—|(?<!-)--(?!-)) ?| – ")


def curl(text: str) -> str:
    """Straight quotation marks and apostrophes made typographic, as English prints them."""
    letters = list(text)
    opened = False
    for place, mark in enumerate(letters):
        if mark == '"':
            letters[place] = "”" if opened else "“"
        if mark in '"“”':
            opened = letters[place] == "“"
    text = re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", "".join(letters))
    return re.sub(r"(^|[\s(“])'(?=\w)", r"\1‘", text).replace("'", "’")


def print_passage(
    passage: Passage,
    sources: Sequence[SourceText],
    others: Sequence[Passage],
    language: str,
    style: Style,
    said: set[date],
) -> Sentence:
    """The sentence of a passage, its days made absolute, in house style, citing up to three titles that say it.

    `others` are the passages among which other titles' words for it are looked for.
    """
    source = sources[passage.source]
    text = make_absolute(passage.text, day_of(source.published), language, style, said)
    text = house_style(text, language, style)
    own = Citation(article=source.id, start=passage.start, end=passage.end)
    sentence = Sentence(text=text, citations=(own,))
    return Sentence(text=text, citations=(own, *_who_says_it_too(sentence, passage, sources, others)))


def _who_says_it_too(
    sentence: Sentence, passage: Passage, sources: Sequence[SourceText], others: Sequence[Passage]
) -> list[Citation]:
    """Other titles' spans that bear the whole sentence by themselves, one a title, the nearest in words first."""
    known: Mapping[str, SourceText] = {s.id: s for s in sources}
    least = SAYS_THE_SAME * len(passage.stems)
    near = [p for p in others if p.source != passage.source and len(p.stems & passage.stems) >= least]
    near.sort(key=lambda p: (-len(p.stems & passage.stems), p.source, p.place))
    found: dict[int, Citation] = {}
    for other in near[:6]:
        if other.source in found or len(found) == MOST_CITATIONS - 1:
            continue
        citation = Citation(article=sources[other.source].id, start=other.start, end=other.end)
        if gate(Sentence(text=sentence.text, citations=(citation,)), known) is None:
            found[other.source] = citation
    return list(found.values())
