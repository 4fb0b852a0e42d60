"""Quoting: what the people of a story said, to the letter, each with the name that the source gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsstand.brief.lexicon import content_stems, guess_language
from newsstand.brief.passages import MOST_CHARACTERS
from newsstand.brief.weighing import Weights
from newsstand.model import Citation, Quote, SourceText
from newsstand.text.quotes import find_quotations, find_speaker

MOST_QUOTES, MOST_OF_ONE = 4, 2
SHORTEST, LONGEST = 6, 60
"""Words of a quotation that can stand by itself."""
SAID_ALREADY = 0.5


def find_quotes(sources: Sequence[SourceText], weights: Weights, language: str) -> tuple[Quote, ...]:
    """The weightiest quotations whose speaker is plain, no two alike, at most two of one speaker."""
    found = [
        (worth, quote, stems)
        for source in sources
        if guess_language(source.body, source.language) == language
        for worth, quote, stems in _of_source(source, weights, language)
    ]
    found.sort(key=lambda f: -f[0])
    chosen: list[tuple[Quote, frozenset[str]]] = []
    spoken: Counter[str] = Counter()
    for _, quote, stems in found:
        speaker = (quote.speaker or "").split()[-1]
        alike = any(len(stems & other) > SAID_ALREADY * min(len(stems), len(other)) for _, other in chosen)
        if not alike and spoken[speaker] < MOST_OF_ONE and len(chosen) < MOST_QUOTES:
            spoken[speaker] += 1
            chosen.append((quote, stems))
    return tuple(quote for quote, _ in chosen)


def _of_source(
    source: SourceText, weights: Weights, language: str
) -> list[tuple[float, Quote, frozenset[str]]]:
    body = source.body[:MOST_CHARACTERS]
    found: list[tuple[float, Quote, frozenset[str]]] = []
    for quotation in find_quotations(body):
        words = " ".join(body[quotation.inner_start : quotation.inner_end].split())
        if not SHORTEST <= len(words.split()) <= LONGEST or not words[0].isupper():
            continue
        speaker = find_speaker(body, quotation, language)
        stems = frozenset(content_stems(words, language))
        if speaker is None or not stems:
            continue
        span = Citation(
            article=source.id,
            start=min(quotation.start, speaker.start),
            end=max(quotation.end, _after_verb(body, speaker.end, quotation.start, quotation.end)),
        )
        worth = sum(weights.of.get(s, 0.0) for s in stems) / (len(stems) + 6)
        name = " ".join(speaker.name.split())
        found.append((worth, Quote(text=words.rstrip(" ,"), speaker=name, citations=(span,)), stems))
    return found


def _after_verb(body: str, named: int, opened: int, closed: int) -> int:
    """The end of a span that holds the verb of "Smith said" too, where it follows the name behind a quotation."""
    if named <= opened:
        return closed
    stop = min((i for i in (body.find(m, named) for m in '\n“"') if i >= 0), default=len(body))
    return min(stop, named + 100)
