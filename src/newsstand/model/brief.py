"""Our writing about a story: every sentence names the spans of articles that bear it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """An article as a brief's writer sees it; citations count characters of `body` as it is here.

    quotable: how many characters of its body a brief may cite; None: as many as it likes
    """

    id: str
    title: str
    body: str
    published: datetime | date | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    quotable: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The span `body[start:end]` of one article; 0 <= start < end <= len(body)."""

    article: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a citation of {self.article} cannot run from {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One claim, with what bears it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some sentences under a heading (sentence case, a few words)."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words between quotation marks, to the letter, and who said them (None where no source says it)."""

    text: str
    speaker: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureValue:
    """One value that a source gives for a figure."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the story: what it counts, and each value that the sources give for it."""

    what: str
    values: tuple[FigureValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """What happened on a day; `date` is absolute."""

    date: date
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where the titles do not agree, in one sentence that cites both."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A sentence that the gate did not let through, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The whole of what we write about a story; `writer` is "plain" or the name of a language model's writer."""

    headline: str
    overline: str | None
    standfirst: Sentence
    sections: tuple[Section, ...]
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    differences: tuple[Difference, ...] = ()
    refused: tuple[Refusal, ...] = ()
    writer: str = "plain"

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The standfirst, then every sentence in reading order."""
        return (self.standfirst, *(s for section in self.sections for s in section.sentences))
