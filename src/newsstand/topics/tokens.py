"""The words of a text with what stands between them, as finding names needs them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsstand.text.names import name_key

LONGEST_TEXT = 40_000
"""Characters of a text that are searched; what it is about has been said by then."""

_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|(?:[A-Z]\.)+[A-Z]\b|[^\W_]+(?:[’'\-][^\W_]+)*")
_ELISION = re.compile(r"(?:[ldnsjmtc]|qu)[’'](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
_ENDS = re.compile(r"[.!?…:\n•|\"“„«(]")
_ABBREVIATED = frozenset(
    ["st", "ste", "mt", "ft", "dr", "mr", "mrs", "ms", "prof", "sir", "gen", "col", "sgt"]
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, `text[start:end]`.

    key:     as names are compared
    capital: written with a capital, or in a script without any
    first:   whether something begins with it, so that its capital proves nothing
    joined:  whether only a space parts it from the word before
    before:  what parts it from the word before
    """

    text: str
    key: str
    start: int
    end: int
    capital: bool
    first: bool
    joined: bool
    before: str


@lru_cache(maxsize=60_000)
def _key(word: str) -> str:
    return name_key(word)


def tokens_of(text: str) -> list[Token]:
    """The words in order, elisions and possessives taken off; time is linear in the text."""
    found: list[Token] = []
    last, last_key = 0, ""
    for match in _WORD.finditer(text[:LONGEST_TEXT]):
        start, word = match.start(), match.group()
        if elided := _ELISION.match(word):
            article = elided.group()[:-1].lower()
            gap = text[last:start]
            found.append(Token(article, article, start, elided.end() + start, False, False, gap == " ", gap))
            start, word, last, last_key = (
                start + elided.end(),
                word[elided.end() :],
                start + elided.end(),
                article,
            )
        word = _POSSESSIVE.sub("", word) or word
        gap = text[last:start]
        abbreviated = gap == ". " and last_key in _ABBREVIATED
        capital = word[0].isupper() or bool(_ARABIC.match(word))
        key = _key(word)
        first = not found or (not abbreviated and bool(_ENDS.search(gap)))
        joined = gap in (" ", "\u00a0", "") or abbreviated
        found.append(Token(word, key, start, start + len(word), capital, first, joined, gap))
        last, last_key = match.end() if word == match.group() else start + len(word), key
    return found
