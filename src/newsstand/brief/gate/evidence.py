"""What a sentence cites, read once for all checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from newsstand.brief.lexicon import Token, fold, guess_language, stem, tokens
from newsstand.model import Citation, Sentence, SourceText
from newsstand.text.dates import DateMention, find_dates
from newsstand.text.numbers import NumberMention, find_numbers
from newsstand.text.quotes import Quotation, find_quotations

LONGEST_SPAN = 2_000
"""Characters that one citation may run over: a span that holds everything bears nothing in particular."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One cited span, taken apart."""

    source: SourceText
    start: int
    text: str
    language: str
    published: date | None
    tokens: tuple[Token, ...]
    dates: tuple[DateMention, ...]
    numbers: tuple[NumberMention, ...]
    folded: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All cited spans of one sentence; `language` is that of the first."""

    passages: tuple[Passage, ...]
    language: str
    keys: frozenset[str]
    stems: frozenset[str]
    outlets: frozenset[str] = field(default_factory=frozenset)


def collect(sentence: Sentence, sources: Mapping[str, SourceText]) -> Evidence | str:
    """The evidence for a sentence, or the reason why its citations are none."""
    if not sentence.citations:
        return "it cites nothing"
    passages: list[Passage] = []
    for citation in sentence.citations:
        source = sources.get(citation.article)
        if source is None:
            return f"it cites an article that is not there: {citation.article}"
        if citation.end > len(source.body):
            return "a citation runs beyond the end of its article"
        if citation.end - citation.start > LONGEST_SPAN:
            return "a citation is too long to bear a sentence"
        passage = _passage(source, citation)
        if not passage.tokens:
            return "a citation holds no words"
        passages.append(passage)
    language = passages[0].language
    keys = frozenset(t.key for p in passages for t in p.tokens)
    stems = frozenset(stem(k, language) for k in keys)
    outlets = frozenset(t.key for p in passages if p.source.source for t in tokens(p.source.source))
    return Evidence(tuple(passages), language, keys, stems, outlets)


@lru_cache(maxsize=2_048)
def _read(
    text: str, language: str
) -> tuple[tuple[Token, ...], tuple[DateMention, ...], tuple[NumberMention, ...], str]:
    return tokens(text), find_dates(text, language), find_numbers(text, language), fold(text)


def _passage(source: SourceText, citation: Citation) -> Passage:
    text = source.body[citation.start : citation.end]
    language = guess_language(source.body, source.language)
    words, dates, numbers, folded = _read(text, language)
    return Passage(
        source, citation.start, text, language, day_of(source.published), words, dates, numbers, folded
    )


def day_of(published: datetime | date | None) -> date | None:
    """The calendar day of a time, in its own zone."""
    return published.date() if isinstance(published, datetime) else published


@lru_cache(maxsize=64)
def quotations_of(body: str) -> tuple[Quotation, ...]:
    """The quotations of a whole body, found once."""
    return find_quotations(body)
