"""Headlines: the line over a brief, from the titles' own, in house style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsstand.brief.lexicon import content_stems, is_function_word, tokens
from newsstand.brief.printing import house_style
from newsstand.brief.weighing import Weights
from newsstand.model import SourceText
from newsstand.text.spelling import Style

LONGEST = 110
_TAIL = re.compile(r"\s+(?:[|•·]|[-–—])\s+[^|•·–—]{2,40}$")
_LABEL = re.compile(
    r"^(?:watch|video|opinion|exclusive|analysis|live(?: updates)?|breaking(?: news)?|listen|photos|gallery|fact check|explainer|the latest|update)\s*[:|-]\s*",
    re.IGNORECASE,
)


def write_headline(
    sources: Sequence[SourceText], weights: Weights, standfirst: str, language: str, style: Style
) -> str:
    """The source headline that says most of the story, in house style; a short form of the standfirst where none will do."""
    bodies = " ".join(s.body[:6_000] for s in sources)
    lower = {t.text for t in tokens(bodies) if not t.capital}
    candidates = [
        (_worth(line, weights, language), line)
        for line in map(clean_title, (s.title for s in sources))
        if line
    ]
    best = max(candidates, key=lambda c: c[0], default=(0.0, ""))
    if best[0] <= 0:
        return shorten(standfirst)
    line = sentence_case(best[1], lower) if style == "british" and language == "en" else best[1]
    return house_style(line, language, style)


def clean_title(title: str) -> str:
    """A source's headline without its site's name, a label before a colon, and odd white space."""
    line = " ".join(title.split())[:300]
    shorter = _TAIL.sub("", line)
    if len(shorter.split()) >= 4:
        line = shorter
    return _LABEL.sub("", line).strip()


def _worth(line: str, weights: Weights, language: str) -> float:
    stems = set(content_stems(line, language))
    worth = sum(weights.of.get(s, 0.0) for s in stems) / (len(stems) + 3)
    words = tokens(line)
    if len(words) < 4 or len(line) > LONGEST:
        worth *= 0.5
    if "?" in line or line.startswith(("“", '"', "‘", "'")):
        worth *= 0.6
    if ":" in line:
        worth *= 0.9
    if any(t.key in ("i", "we", "you", "your", "my", "our", "ich", "wir", "je", "nous") for t in words):
        worth *= 0.4
    return worth


def sentence_case(line: str, lower: set[str]) -> str:
    """A line set In Title Case brought into sentence case: words that the bodies write small are written small."""
    words = [t for t in tokens(line) if t.text[0].isalpha()]
    if len(words) < 3 or sum(t.capital for t in words) < 0.7 * len(words):
        return line
    letters = list(line)
    for i, word in enumerate(words):
        opens = i == 0 or line[: word.start].rstrip()[-1:] in (":", "?", "!", ".", "‘", "“", '"')
        small = word.text.lower()
        if not opens and (small in lower or is_function_word(word.key, "en")) and not word.text.isupper():
            letters[word.start : word.end] = small
    return "".join(letters)


def shorten(sentence: str) -> str:
    """The first clause or so of a sentence, as a headline: no full stop, at most 110 characters, cut at a word."""
    line = sentence.rstrip(".").strip()
    if len(line) <= LONGEST:
        return line
    cut = max((line.rfind(mark, 40, LONGEST) for mark in (", ", "; ", " – ", " — ")), default=-1)
    if cut < 0:
        cut = line.rfind(" ", 0, LONGEST)
    return line[: cut if cut > 0 else LONGEST].rstrip(" ,;–—")
