"""A brief as its page shows it: every sentence with its mark and its passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from newsstand.members.showing import Showing
from newsstand.newsroom.models import Article, Brief
from newsstand.web.selectors.passages import Passage, passages_of


@dataclass(frozen=True, slots=True)
class Sourced:
    """Words of ours with what bears them; `mark` is the number of the mark, 0 where nothing is cited.

    place: where they stand in the brief, as citations name it ("sections/0/2")
    """

    text: str
    mark: int
    passages: tuple[Passage, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """Sentences under a heading."""

    heading: str
    sentences: tuple[Sourced, ...]


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quotation and who said it."""

    words: Sourced
    speaker: str


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A number of the story, with each value that is given for it."""

    what: str
    values: tuple[Sourced, ...]


@dataclass(frozen=True, slots=True)
class ShownMoment:
    """What happened on a day."""

    day: date | None
    words: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBrief:
    """A brief, ready to be laid out; `has_gate` where its first section alone is shown."""

    row: Brief
    overline: str
    standfirst: Sourced
    sections: tuple[ShownSection, ...]
    quotes: tuple[ShownQuote, ...]
    figures: tuple[ShownFigure, ...]
    timeline: tuple[ShownMoment, ...]
    differences: tuple[Sourced, ...]
    refused: int
    has_gate: bool = False


class _Marks:
    """Numbers what is cited in the order in which it is asked for."""

    def __init__(self, passages: dict[str, list[Passage]]) -> None:
        self._passages = passages
        self._numbers = count(1)

    def may_quote(self, place: str) -> bool:
        """Whether words may be given to the letter: some title that bears them lets them be seen."""
        found = self._passages.get(place)
        return not found or any(passage.window.cited for passage in found)

    def source(self, text: str, place: str) -> Sourced:
        """A text with the passages of its place."""
        found = tuple(self._passages.get(place, ()))
        return Sourced(text, next(self._numbers) if found else 0, found, place)


def claims_of(brief: Brief, *, whole: bool = True) -> list[tuple[str, str]]:
    """Every sentence of a brief that is shown, with its place, in the order of the page: no query."""
    content = _shown_content(brief, whole=whole)
    found = [("standfirst", brief.standfirst)]
    for i, section in enumerate(content.get("sections", ())):
        found += [(f"sections/{i}/{j}", s["text"]) for j, s in enumerate(section.get("sentences", ()))]
    for name in ("differences", "timeline"):
        found += [(f"{name}/{i}", part["text"]) for i, part in enumerate(content.get(name, ()))]
    for i, figure in enumerate(content.get("figures", ())):
        what = figure.get("what", "")
        found += [
            (f"figures/{i}/{j}", f"{what}: {v['value']}") for j, v in enumerate(figure.get("values", ()))
        ]
    found += [(f"quotes/{i}", quote["text"]) for i, quote in enumerate(content.get("quotes", ()))]
    return [(place, text) for place, text in found if text]


def _shown_content(brief: Brief, *, whole: bool) -> dict[str, Any]:
    """What a brief holds; its first section alone where not the whole of it is shown."""
    content: dict[str, Any] = brief.content if isinstance(brief.content, dict) else {}
    if whole:
        return content
    return {"overline": content.get("overline"), "sections": content.get("sections", ())[:1]}


def shown_brief(
    brief: Brief, showing: Showing, known: Mapping[int, Article] | None = None, *, whole: bool = True
) -> ShownBrief:
    """A stored brief with its passages; parts that are not there are empty.

    known: articles that were read before; whole: False leaves a standfirst and the first section
    """
    content = _shown_content(brief, whole=whole)
    marks = _Marks(passages_of(brief, showing, known or {}))
    return ShownBrief(
        row=brief,
        overline=content.get("overline") or "",
        standfirst=marks.source(brief.standfirst, "standfirst"),
        sections=tuple(
            ShownSection(
                section.get("heading", ""),
                tuple(
                    marks.source(sentence["text"], f"sections/{i}/{j}")
                    for j, sentence in enumerate(section.get("sentences", ()))
                ),
            )
            for i, section in enumerate(content.get("sections", ()))
        ),
        figures=tuple(
            ShownFigure(
                figure.get("what", ""),
                tuple(
                    marks.source(value["value"], f"figures/{i}/{j}")
                    for j, value in enumerate(figure.get("values", ()))
                ),
            )
            for i, figure in enumerate(content.get("figures", ()))
        ),
        quotes=tuple(
            ShownQuote(marks.source(quote["text"], place), quote.get("speaker") or "")
            for place, quote in ((f"quotes/{i}", quote) for i, quote in enumerate(content.get("quotes", ())))
            if marks.may_quote(place)
        ),
        timeline=tuple(
            ShownMoment(day_of(entry.get("date")), marks.source(entry["text"], f"timeline/{i}"))
            for i, entry in enumerate(content.get("timeline", ()))
        ),
        differences=tuple(_texts(marks, content.get("differences", ()), "differences")),
        refused=len(content.get("refused", ())),
        has_gate=not whole,
    )


def _texts(marks: _Marks, parts: Iterable[dict[str, Any]], name: str) -> Iterable[Sourced]:
    for i, part in enumerate(parts):
        yield marks.source(part["text"], f"{name}/{i}")


def day_of(text: object) -> date | None:
    """A day as a brief stores it; None for what is no day."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
