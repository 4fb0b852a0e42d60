"""Themes: what a text is about in general, by a fixed list of words and phrases in several languages."""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsstand.model import FoundTopic, Reason, Topic
from newsstand.text.words import stems, tokens
from newsstand.topics.finding import Searched

LANGUAGES = ("en", "de", "fr", "es", "ar")
MOST_THEMES = 4
LONGEST_BODY = 12_000
"""Characters of a body in which themes are looked for."""

LEAST_SCORE = 3.0
IN_HEADLINE = 3.0
IN_STANDFIRST = 1.5
MOST_OF_ONE = 3
"""Times that one word counts in the body; the fourth adds nothing."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or phrase of a theme: its stems, and how much it tells."""

    theme: str
    stems: tuple[str, ...]
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """A language's phrases by their first stem, and words that may also begin a longer one."""

    phrases: dict[str, list[Phrase]]
    beginnings: dict[str, list[Phrase]]
    lengths: tuple[int, ...]


def find_themes(searched: Searched) -> list[FoundTopic]:
    """The themes of a text, best first: each with several words for it, or one in the headline and one besides."""
    if searched.language not in LANGUAGES:
        return []
    told = words_of(searched.language)
    texts = searched.texts
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    hits: dict[str, int] = defaultdict(int)
    surely: set[str] = set()
    in_headline: set[str] = set()
    for text, factor in (
        (texts.headline, IN_HEADLINE),
        (texts.standfirst, IN_STANDFIRST),
        (texts.body[:LONGEST_BODY], 1.0),
    ):
        seen: dict[tuple[str, ...], int] = defaultdict(int)
        for phrase in _phrases_in(_stems_of(text, searched.language), told):
            seen[phrase.stems] += 1
            hits[phrase.theme] += 1
            if phrase.weight > 1:
                surely.add(phrase.theme)
            if factor == IN_HEADLINE:
                in_headline.add(phrase.theme)
            if seen[phrase.stems] <= MOST_OF_ONE:
                own = scores[phrase.theme]
                own[phrase.words] = own.get(phrase.words, 0.0) + factor * phrase.weight / seen[phrase.stems]
    length = len(searched.tokens)
    least = LEAST_SCORE * (1 + math.log2(1 + length / 600) / 2)
    found = [
        _found(theme, own, theme in in_headline)
        for theme, own in scores.items()
        if theme in surely
        and sum(own.values()) >= least
        and (len(own) > 1 or (theme in in_headline and hits[theme] > 1))
    ]
    found.sort(key=lambda f: (-f.weight, f.topic.slug))
    return [f for f in found if f.weight >= 0.45 * found[0].weight][:MOST_THEMES]


def _found(theme: str, own: dict[str, float], in_headline: bool) -> FoundTopic:
    score = sum(own.values())
    best = sorted(own, key=lambda w: (-own[w], w))[:4]
    reasons = [Reason(name="words", value=round(score, 1), detail=f"its words: {', '.join(best)}")]
    if in_headline:
        reasons.append(Reason(name="headline", value=IN_HEADLINE, detail="named in the headline"))
    return FoundTopic(
        topic=themes()[theme], weight=round(math.log2(1 + score) * 0.8, 3), reasons=tuple(reasons)
    )


def _stems_of(text: str, language: str) -> list[str]:
    return stems(tokens(text), language)


def _phrases_in(found: list[str], told: Words) -> list[Phrase]:
    matched: list[Phrase] = []
    for place, stem in enumerate(found):
        whole = [
            p for p in told.phrases.get(stem, ()) if tuple(found[place : place + len(p.stems)]) == p.stems
        ]
        matched += whole
        for length in told.lengths:
            if length < len(stem):
                matched += [p for p in told.beginnings.get(stem[:length], ()) if p not in whole]
    return matched


@cache
def themes() -> dict[str, Topic]:
    """Every theme by its slug."""
    found = {}
    for slug, row in _rows().items():
        name, *others = row["name"].split("|")
        names = dict(zip(LANGUAGES[1:], others, strict=True))
        found[slug] = Topic(slug=slug, name=name, kind="theme", names=names)
    return found


@cache
def words_of(language: str) -> Words:
    """The words of all themes in one language."""
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    beginnings: dict[str, list[Phrase]] = defaultdict(list)
    for slug, row in _rows().items():
        for told in row.get(language, "").split(","):
            word, begins, strong = told.strip().rstrip("!*"), "*" in told, "!" in told
            stemmed = tuple(_stems_of(word, language))
            if not stemmed or any(p.theme == slug and p.stems == stemmed for p in phrases[stemmed[0]]):
                continue
            phrase = Phrase(slug, stemmed, 2.0 if strong else 1.0, word)
            phrases[stemmed[0]].append(phrase)
            if begins and len(stemmed) == 1:
                beginnings[re.sub("(e|en)$", "", stemmed[0]) or stemmed[0]].append(phrase)
    return Words(dict(phrases), dict(beginnings), tuple(sorted({len(b) for b in beginnings})))


@cache
def _rows() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("themes.toml").read_text("utf-8"))
