"""Attributing: whose claim a sentence is, where it is one title's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from newsstand.brief.lexicon import fold
from newsstand.brief.phrases import PHRASES
from newsstand.model import Section, Sentence, SourceText

MOST_TITLES = 4
"""Titles that a brief names in its text; the others stand with their citations."""

_ATTRIBUTED = re.compile(
    r"\b(?:said|says|told|according to|reports?|reported|announced|tweeted|wrote|statement|laut|sagte|selon|a déclaré)\b"
)


def name_titles(
    sections: Sequence[Section],
    sources: Mapping[str, SourceText],
    language: str,
    already: str,
    bears: Callable[[Sentence], bool],
) -> tuple[Section, ...]:
    """The sections with each title named once, at a sentence that it alone bears; `already` is text that names some.

    `bears` is asked of every changed sentence. Sentences that quote to their end, and those that name who said it
    where there are others, stay as they are.
    """
    phrases = PHRASES.get(language)
    named: set[str] = set()
    if phrases is None:
        return tuple(sections)
    text = fold(already + " " + " ".join(s.text for section in sections for s in section.sentences))
    changed: dict[Sentence, Sentence] = {}
    everything = [s for section in sections for s in section.sentences]
    for sentence in sorted(everything, key=lambda s: _ATTRIBUTED.search(s.text) is not None):
        titles = {sources[c.article].source for c in sentence.citations}
        title = next(iter(titles)) if len(titles) == 1 else None
        if not title or title in named or fold(title) in text or len(named) == MOST_TITLES:
            continue
        if not re.search(r"[\w%]\.$", sentence.text):
            continue
        attributed = replace(sentence, text=sentence.text[:-1] + phrases.reports.format(title=title))
        if bears(attributed):
            named.add(title)
            changed[sentence] = attributed
    return tuple(replace(s, sentences=tuple(changed.get(x, x) for x in s.sentences)) for s in sections)
