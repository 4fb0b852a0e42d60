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
    [
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "this",
        "these",
        "new",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
    ]
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


def head_sections(
    groups: Sequence[Sequence[str]],
    standfirst: str,
    passages: Sequence[Passage],
    weights: Weights,
    language: str,
) -> list[str]:
    """For each section's texts a few of its own words that name what it is about; "" where nothing will do.

    A phrase is better the more often the story uses it, the less the standfirst and the other sections have it, and no two headings
    share a word.
    """
    seen = _followers(passages, language)
    spread = Counter(
        s
        for texts in (*groups, [standfirst])
        for s in {stem(t.key, language) for x in texts for t in tokens(x)}
    )
    taken: set[str] = set()
    headings: list[str] = []
    for texts in groups:
        ranked: dict[str, tuple[float, str]] = {}
        for place, text in enumerate(texts):
            for phrase in _phrases(text, language, seen):
                stems = [stem(t.key, language) for t in phrase]
                value = sum(weights.of.get(s, 0.0) / spread[s] ** 1.5 for s in stems) * _LENGTHS[len(phrase)]
                shown = text[phrase[0].start : phrase[-1].end]
                old = ranked.get(" ".join(stems), (0.0, shown))
                ranked[" ".join(stems)] = (old[0] + value / (1 + 0.3 * place), old[1])
        heading = ""
        for key, (_, shown) in sorted(ranked.items(), key=lambda r: -r[1][0]):
            if not set(key.split()) & taken:
                taken |= set(key.split())
                heading = re.sub(r"[’']s?$", "", shown)
                break
        headings.append(heading[:1].upper() + heading[1:])
    return headings


_LENGTHS = {1: 0.5, 2: 1.0, 3: 0.8, 4: 0.55}
"""Two words name a matter best; longer runs weigh more by their mere number of words."""

_ENDS = frozenset(
    [
        "of",
        "in",
        "on",
        "for",
        "at",
        "to",
        "from",
        "by",
        "with",
        "and",
        "or",
        "but",
        "is",
        "was",
        "were",
        "are",
        "has",
        "had",
        "have",
        "will",
        "that",
        "who",
        "which",
        "said",
        "as",
        "after",
    ]
)
_SAYING = frozenset(
    [
        "said",
        "says",
        "told",
        "made",
        "began",
        "wrote",
        "took",
        "gave",
        "went",
        "came",
        "got",
        "put",
        "held",
        "left",
        "led",
        "met",
        "saw",
        "set",
        "sent",
        "found",
        "kept",
        "became",
        "fell",
        "rose",
        "won",
        "lost",
        "lies",
        "goes",
        "comes",
        "makes",
        "takes",
        "gives",
        "gets",
        "says",
        "shows",
        "seems",
        "appears",
        "remains",
        "means",
        "needs",
        "wants",
        "went",
        "speaks",
        "runs",
        "calls",
        "plans",
    ]
)


_ANYTHING = frozenset(
    [
        "people",
        "person",
        "thing",
        "things",
        "time",
        "times",
        "share",
        "world",
        "country",
        "city",
        "state",
        "states",
        "group",
        "member",
        "members",
        "number",
        "place",
        "point",
        "part",
        "case",
        "cases",
        "fact",
        "reason",
        "side",
        "others",
        "something",
        "anything",
        "everyone",
        "woman",
        "women",
        "child",
        "children",
        "official",
        "officials",
        "statement",
        "report",
        "reports",
        "article",
        "story",
        "information",
        "question",
        "issue",
        "issues",
        "problem",
        "president",
        "government",
        "company",
        "moment",
        "majority",
        "idea",
        "first",
        "second",
        "third",
        "whole",
        "move",
        "level",
        "effort",
        "kind",
        "sort",
        "lack",
        "result",
        "end",
        "rest",
        "face",
        "wake",
        "middle",
        "beginning",
        "future",
        "past",
    ]
)
"""Nouns that name no matter when they stand alone."""


def _followers(passages: Sequence[Passage], language: str) -> Counter[str]:
    """How often a word of the story stands where a noun stands: before a preposition, a verb that binds, or a stop."""
    counts: Counter[str] = Counter()
    for passage in passages:
        words = tokens(passage.text)
        for word, other in zip(words, [*words[1:], None], strict=True):
            stops = other is None or passage.text[word.end : other.start] != " "
            if stops or (other is not None and other.key in _ENDS):
                counts[word.key] += 1
            else:
                counts[word.key] -= 1
    return counts


def _phrases(text: str, language: str, seen: Counter[str]) -> list[list[Token]]:
    """Runs of up to four words that are a name, or that follow an article and end where a noun ends."""
    words = tokens(text)
    found: list[list[Token]] = []
    for i, word in enumerate(words):
        name = word.capital and i > 0 and language != "de"
        joined = i > 0 and text[words[i - 1].end : word.start] == " "
        opens = joined and words[i - 1].key in _DETERMINERS
        if not (opens or name) or not _may_stand(word, language):
            continue
        if name and joined and words[i - 1].capital and _may_stand(words[i - 1], language):
            continue
        run = [word]
        for other in words[i + 1 : i + 4]:
            if text[run[-1].end : other.start] != " " or not _may_stand(other, language):
                break
            if language != "de" and word.capital != other.capital:
                break
            run.append(other)
        while len(run) > 1 and not _ends_phrase(run[-1], text, seen, language):
            run.pop()
        common = len(run) == 1 and (run[0].key in _ANYTHING or len(run[0].key) < 5) and not name
        if not common and _ends_phrase(run[-1], text, seen, language):
            found.append(run)
    return found


def _may_stand(word: Token, language: str) -> bool:
    if (
        is_function_word(word.key, language)
        or word.key in _SAYING
        or not word.key[0].isalpha()
        or len(word.key) < 3
    ):
        return False
    return not (language == "en" and word.key.endswith("ly"))


def _ends_phrase(word: Token, text: str, seen: Counter[str], language: str) -> bool:
    """German writes its nouns large; elsewhere a name is large, and other nouns stand where nouns stand."""
    return word.capital or (language != "de" and _ends_as_noun(word, text, seen))


def _ends_as_noun(word: Token, text: str, seen: Counter[str]) -> bool:
    return (
        not _VERBAL.search(word.key)
        and not text[word.end : word.end + 3].startswith(("-", "’s ", "'s "))
        and seen[word.key] >= 0
    )
