"""Sections: chosen passages put under headings, each heading borne by what stands under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from newsstand.brief.lexicon import Token, is_function_word, stem, tokens
from newsstand.brief.passages import Passage
from newsstand.brief.weighing import Weights

MOST_IN_A_SECTION = 4
_VERBAL = re.compile(r"(?:ed|ing|ly)$")
_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "this", "these", "new", "der", "die", "das", "den", "dem", "ein", "eine", "le", "la", "les", "un", "une", "des"]
)


def part_into_sections(chosen: Sequence[Passage], weights: Weights) -> list[list[Passage]]:
    """The passages in groups of two to four that belong together, the weightiest first; each in its article's order."""
    rest = list(chosen)
    count = max(1, round(len(rest) / 3))
    size = max(1, -(-len(rest) // count))
    groups: list[list[Passage]] = []
    while rest:
        seed = rest.pop(0)
        near = sorted(rest, key=lambda p: -_kinship(seed, p, weights))[: size - 1]
        rest = [p for p in rest if p not in near]
        groups.append(_in_order([seed, *near]))
    return groups


def _kinship(one: Passage, other: Passage, weights: Weights) -> float:
    shared = sum(weights.of.get(s, 0.0) / (1 + weights.titles.get(s, 0)) for s in one.stems & other.stems)
    if one.source == other.source:
        shared += 1.0 / (1 + abs(one.place - other.place))
    return shared


def _in_order(group: list[Passage]) -> list[Passage]:
    """The seed's article first, its sentences as they run there; then the others."""
    lead = group[0].source
    return sorted(group, key=lambda p: (p.source != lead, p.source, p.place))


def head_section(texts: Sequence[str], weights: Weights, taken: set[str], language: str) -> str:
    """A few words of the section's own text that name what it is about; "" where nothing will do."""
    worth: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text in texts:
        for phrase in _phrases(text, language):
            key = " ".join(stem(t.key, language) for t in phrase)
            value = sum(weights.of.get(stem(t.key, language), 0.0) for t in phrase)
            worth[key] += value * (1.0 if len(phrase) > 1 else 0.45)
            shown.setdefault(key, text[phrase[0].start : phrase[-1].end])
    for key, _ in worth.most_common():
        stems = set(key.split())
        if not stems & taken:
            taken |= stems
            line = shown[key]
            return line[:1].upper() + line[1:]
    return ""


def _phrases(text: str, language: str) -> list[list[Token]]:
    """Runs of up to four words that are a name, or that follow an article and hold no verb's form."""
    words = tokens(text)
    found: list[list[Token]] = []
    for i, word in enumerate(words):
        opens = i > 0 and words[i - 1].key in _DETERMINERS
        name = word.capital and i > 0
        if not (opens or name) or is_function_word(word.key, language) or word.key.isdigit():
            continue
        run = [word]
        for other in words[i + 1 : i + 4]:
            joined = text[run[-1].end : other.start] == " "
            fits = other.capital if name else not _VERBAL.search(other.key)
            if not joined or not fits or is_function_word(other.key, language):
                break
            run.append(other)
        found.append(run)
    return found
