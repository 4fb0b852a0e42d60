"""Attributing: whose claim a sentence is, where it is one title's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from newsstand.brief.lexicon import fold
from newsstand.brief.passages import Passage
from newsstand.brief.phrases import PHRASES
from newsstand.model import Citation, Section, Sentence, SourceText

MOST_TITLES = 4
"""Titles that a brief names in its text; the others stand with their citations."""

_ATTRIBUTED = re.compile(
    r"\b(?:said|says|told|according to|reports?|reported|announced|tweeted|wrote|statement|laut|sagte|selon|a déclaré)\b"
)


FEW_TITLES = 2
"""Titles of a story up to which each is named: of two reports a reader wants to know which says what. Of more, the
ones are named that stand alone with a number, or that name themselves in their text."""


def name_titles(
    sections: Sequence[Section],
    sources: Mapping[str, SourceText],
    passages: Sequence[Passage],
    disputed: AbstractSet[Citation],
    language: str,
    already: str,
    bears: Callable[[Sentence], bool],
) -> tuple[Section, ...]:
    """The sections with titles named, each once, at a sentence that it alone bears.

    disputed: spans whose number another title does not give, which are always attributed
    already:  text of the brief that may name some; `bears` is asked of every changed sentence
    Sentences that quote to their end stay as they are; those that say themselves who said it come last.
    """
    phrases = PHRASES.get(language)
    if phrases is None:
        return tuple(sections)
    few = len({s.source for s in sources.values() if s.source}) <= FEW_TITLES
    text = fold(already + " " + " ".join(s.text for section in sections for s in section.sentences))
    named: set[str] = set()
    changed: dict[Sentence, Sentence] = {}
    everything = [s for section in sections for s in section.sentences]
    everything.sort(key=lambda s: (disputed.isdisjoint(s.citations), _ATTRIBUTED.search(s.text) is not None))
    for sentence in everything:
        title = _only_title(sentence, sources)
        if not title or title in named or fold(title) in text or len(named) == MOST_TITLES:
            continue
        own = _names_itself(title, sentence, sources, passages)
        if not (few or own or not disputed.isdisjoint(sentence.citations)):
            continue
        attributed = _attributed(sentence, phrases.reports.format(title=title), own)
        if attributed is not None and bears(attributed):
            named.add(title)
            changed[sentence] = attributed
    return tuple(replace(s, sentences=tuple(changed.get(x, x) for x in s.sentences)) for s in sections)


def _only_title(sentence: Sentence, sources: Mapping[str, SourceText]) -> str | None:
    titles = {sources[c.article].source for c in sentence.citations}
    return next(iter(titles)) if len(titles) == 1 else None


def _attributed(sentence: Sentence, tail: str, own: Citation | None) -> Sentence | None:
    if not re.search(r"[\w%]\.$", sentence.text):
        return None
    citations = sentence.citations
    if own and own not in citations:
        citations = (*citations, own)
    return Sentence(text=sentence.text[:-1] + tail, citations=citations)


def _names_itself(
    title: str, sentence: Sentence, sources: Mapping[str, SourceText], passages: Sequence[Passage]
) -> Citation | None:
    """A span of the same article that holds the title's name, the sentence's own first."""
    article = sentence.citations[0].article
    body, name = sources[article].body, fold(title)
    places = [k for k, id_ in enumerate(sources) if id_ == article]
    spans = [sentence.citations[0]] + [
        Citation(article=article, start=p.start, end=p.end) for p in passages if p.source in places
    ]
    return next((s for s in spans if name in fold(body[s.start : s.end])), None)
