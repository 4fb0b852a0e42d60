"""Names: every capitalised word must stand in a cited span, or be the name of a cited title; runs of them as they run there."""

from __future__ import annotations

import re
from itertools import pairwise

from newsstand.brief.gate.days import without_dates
from newsstand.brief.gate.evidence import Evidence
from newsstand.brief.lexicon import Token, is_function_word, stem, tokens, words_of
from newsstand.text.dates import find_dates

_CLOSE_BY = 4
"""How far apart two words of one name may stand in the source: "Secretary of State Marco Rubio"."""

_OPENS = re.compile(r"(?:^|[.!?:…]|[“\"«„‘(–—-])\s*$")


def unborne_name(text: str, evidence: Evidence) -> str | None:
    """Why a name of the text does not stand in the evidence; None where all do."""
    bare = without_dates(text, find_dates(text, evidence.language))
    words = tokens(bare)
    for word in words:
        if word.capital and not _stands(word, bare, evidence):
            return f"“{word.text}” does not stand in what it cites"
    for one, other in pairwise(words):
        if _is_one_name(one, other, bare, evidence) and not _runs(one.key, other.key, evidence):
            return f"“{one.text} {other.text}” is nobody in what it cites"
    return None


def _stands(word: Token, text: str, evidence: Evidence) -> bool:
    if word.key in evidence.keys or word.key in evidence.outlets:
        return True
    parts = re.split(r"['.]", word.key)
    if len(parts) > 1 and all(p in evidence.keys or len(p) < 2 for p in parts):
        return True
    if stem(word.key, evidence.language) in evidence.stems:
        return True
    binds = is_function_word(word.key, evidence.language) or word.key in words_of(
        "reporting", evidence.language
    )
    return binds and _OPENS.search(text, 0, word.start) is not None


def _is_one_name(one: Token, other: Token, text: str, evidence: Evidence) -> bool:
    """Whether two capitalised words stand side by side as parts of one name."""
    if not (one.capital and other.capital) or text[one.end : other.start] != " ":
        return False
    return not any(is_function_word(t.key, evidence.language) for t in (one, other))


def _runs(one: str, other: str, evidence: Evidence) -> bool:
    if one in evidence.outlets and other in evidence.outlets:
        return True
    for passage in evidence.passages:
        keys = [t.key for t in passage.tokens]
        for place, key in enumerate(keys):
            if key == one and other in keys[place + 1 : place + 1 + _CLOSE_BY]:
                return True
    return False
