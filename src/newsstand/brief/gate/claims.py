"""Claims: who said it, whether it is denied, and whether the cited words say this at all."""

from __future__ import annotations

import re

from newsstand.brief.gate.days import without_dates
from newsstand.brief.gate.evidence import Evidence, Passage
from newsstand.brief.lexicon import Token, is_function_word, stem, tokens, words_of
from newsstand.text.dates import find_dates
from newsstand.text.quotes import SAYING

LEAST_COVER = 0.6
"""Share of a sentence's content words that must stand in what it cites, its dates apart."""

_ALL_COVER = 0.9
"""From here on a sentence is held to be taken over word for word, so its order must hold too."""

_NEAR, _NEAR_THERE = 3, 5
"""Words over which a negation reaches: in the sentence, and at the most in the source."""

_SAY = "|".join([*SAYING.values(), "reported|denied|confirmed|promised|pledged|accused"])
_NAME = r"[^\W\d_a-z][\w’'-]*(?:\.?\s[^\W\d_a-z][\w’'-]*){0,6}"
_SPEAKERS = (
    re.compile(rf"(?P<name>{_NAME})(?:,[^“”\"]{{1,80}},)?\s(?:\w+ly\s)?(?:{_SAY})\b"),
    re.compile(rf"[,.!?…][”\"»’]{{0,2}}\s(?:{_SAY})\s(?P<name>{_NAME})"),
    re.compile(rf"\b(?:[Aa]ccording to|[Ll]aut|[Ss]elon)\s(?:the\s)?(?P<name>{_NAME})"),
)
_PRONOUN_SAYS = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|who)\s(?:\w+ly\s)?(?:{_SAY})\b|\b(?:{_SAY})\s(?:he|she|they)\b"
)


def uncovered(text: str, evidence: Evidence) -> str | None:
    """Why the cited words do not say this: too few of its words are there, or a word that turns its sense is not."""
    language = evidence.language
    words = _content(text, evidence)
    missing = [w for w in words if w not in evidence.stems]
    least = LEAST_COVER if any(t.text.lower() != t.text.upper() for t in tokens(text)) else _ALL_COVER
    if words and 1 - len(missing) / len(words) < least:
        return "too little of it stands in what it cites"
    turning = {stem(w, language) for w in words_of("turning", language)}
    for word in missing:
        if word in turning:
            return f"“{word}” turns its sense and does not stand in what it cites"
    return None


def _content(text: str, evidence: Evidence) -> list[str]:
    language = evidence.language
    bare = without_dates(text, find_dates(text, language))
    skipped = words_of("reporting", language) | evidence.outlets
    return [
        stem(t.key, language)
        for t in tokens(bare)
        if not is_function_word(t.key, language) and t.key not in skipped and not t.key.isdigit()
    ]


def turned_negation(text: str, evidence: Evidence) -> str | None:
    """Why a negation was lost or added on the way from the evidence; None where none was."""
    language = evidence.language
    claims = _denials(tokens(text), language, _NEAR)
    said = [_denials(p.tokens, language, _NEAR) for p in evidence.passages]
    widely = [_denials(p.tokens, language, _NEAR_THERE) for p in evidence.passages]
    for word, denied in claims:
        there = [(w, d) for passage in (widely if denied else said) for w, d in passage if w == word]
        if there and not any(d == denied for _, d in there):
            return f"“{word}” is {'not denied' if denied else 'denied'} in what it cites"
    if sum(_negates(t.key, language) for t in tokens(text)) > sum(
        _negates(t.key, language) for p in evidence.passages for t in p.tokens
    ):
        return "it denies more than what it cites"
    return None


def _negates(key: str, language: str) -> bool:
    return key in words_of("negators", language) or (language == "en" and key.endswith("n't"))


def _denials(words: tuple[Token, ...], language: str, reach: int) -> list[tuple[str, bool]]:
    """Each content word's stem, and whether a negation stands within `reach` words before it (in German, around it)."""
    cues = [i for i, t in enumerate(words) if _negates(t.key, language)]
    found: list[tuple[str, bool]] = []
    for place, word in enumerate(words):
        if is_function_word(word.key, language) or _negates(word.key, language):
            continue
        after = reach if language == "de" else 0
        found.append((stem(word.key, language), any(place - reach <= c <= place + after for c in cues)))
    return found


def swapped_speaker(text: str, evidence: Evidence) -> str | None:
    """Why words are put into another mouth than in the evidence; None where they are not."""
    for name in _speakers(text, evidence.language):
        keys = [t.key for t in tokens(name) if not is_function_word(t.key, evidence.language)]
        if not keys or all(k in evidence.outlets for k in keys):
            continue
        if not any(_says(passage, keys[-1]) for passage in evidence.passages):
            return f"“{name}” does not say this in what it cites"
    return None


_ASIDE = re.compile(r"\s?\([^()]{1,60}\)")
_POINTS = re.compile(r"\b(?:[A-Z]\.){2,}")


def _speakers(text: str, language: str) -> list[str]:
    text = _POINTS.sub(lambda m: m.group().replace(".", ""), _ASIDE.sub("", text))
    return [m["name"] for pattern in _SPEAKERS for m in pattern.finditer(text)]


def _says(passage: Passage, key: str) -> bool:
    for name in _speakers(passage.text, passage.language):
        if key in [t.key for t in tokens(name)]:
            return True
    spoken = _PRONOUN_SAYS.search(passage.text)
    return spoken is not None and any(t.key == key for t in passage.tokens)


def swapped_order(text: str, evidence: Evidence) -> str | None:
    """Why names or numbers have changed places in a sentence that is taken over word for word; None where they have not."""
    bare = without_dates(text, find_dates(text, evidence.language), frozenset({"day", "month"}))
    words = tokens(bare)
    keys = [t.key for t in words if t.key not in evidence.outlets]
    if not keys:
        return None
    best = max(evidence.passages, key=lambda p: _share(keys, p))
    if _share(keys, best) < _ALL_COVER:
        return None
    there = [t.key for t in best.tokens]
    entities = [t.key for t in words if (t.capital or t.key[0].isdigit()) and t.key in there]
    entities = [k for k in entities if not is_function_word(k, evidence.language)]
    if _is_subsequence(entities, there):
        return None
    return "names or numbers have changed places"


def _share(keys: list[str], passage: Passage) -> float:
    there = frozenset(t.key for t in passage.tokens)
    return sum(k in there for k in keys) / len(keys)


def _is_subsequence(keys: list[str], there: list[str]) -> bool:
    at = iter(there)
    return all(any(k == other for other in at) for k in keys)
