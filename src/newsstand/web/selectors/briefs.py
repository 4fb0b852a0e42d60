"""A brief as its page shows it: every sentence with its mark and its passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from newsstand.newsroom.models import Brief
from newsstand.web.selectors.passages import Passage, passages_of


@dataclass(frozen=True, slots=True)
class Sourced:
    """Words of ours with what bears them; `mark` is the number of the mark, 0 where nothing is cited."""

    text: str
    mark: int
    passages: tuple[Passage, ...]

    @property
    def names(self) -> str:
        """The titles that bear it."""
        return ", ".join(dict.fromkeys(p.article.publisher.name for p in self.passages))


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
    """The whole of a brief, ready to be laid out."""

    row: Brief
    overline: str
    standfirst: Sourced
    sections: tuple[ShownSection, ...]
    quotes: tuple[ShownQuote, ...]
    figures: tuple[ShownFigure, ...]
    timeline: tuple[ShownMoment, ...]
    differences: tuple[Sourced, ...]
    refused: int


class _Marks:
    """Numbers what is cited in the order in which it is asked for."""

    def __init__(self, passages: dict[str, list[Passage]]) -> None:
        self._passages = passages
        self._numbers = count(1)

    def source(self, text: str, place: str) -> Sourced:
        """A text with the passages of its place."""
        found = tuple(self._passages.get(place, ()))
        return Sourced(text, next(self._numbers) if found else 0, found)


def shown_brief(brief: Brief) -> ShownBrief:
    """A stored brief with its passages; parts that are not there are empty."""
    content: dict[str, Any] = brief.content if isinstance(brief.content, dict) else {}
    marks = _Marks(passages_of(brief))
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
            ShownQuote(marks.source(quote["text"], f"quotes/{i}"), quote.get("speaker") or "")
            for i, quote in enumerate(content.get("quotes", ()))
        ),
        timeline=tuple(
            ShownMoment(day_of(entry.get("date")), marks.source(entry["text"], f"timeline/{i}"))
            for i, entry in enumerate(content.get("timeline", ()))
        ),
        differences=tuple(_texts(marks, content.get("differences", ()), "differences")),
        refused=len(content.get("refused", ())),
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
