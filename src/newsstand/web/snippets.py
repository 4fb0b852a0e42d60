"""The piece of a text that shows why it was found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from typing import NamedTuple

LENGTH = 220
_WORD = re.compile(r"\w+")


class Piece(NamedTuple):
    """Some characters, and whether they are what was looked for."""

    text: str
    is_found: bool


def cut_snippet(text: str, wanted: Iterable[str], *, length: int = LENGTH) -> list[Piece]:
    """About `length` characters around the first wanted word, in pieces; the beginning where none stands there.

    A word with a star behind it is wanted however it goes on.
    """
    words = {folded(w) for w in wanted}
    text = " ".join(text.split())
    begins = _beginnings(words)
    found = next((m for m in _WORD.finditer(text) if _is_wanted(m[0], words, begins)), None)
    start = max(0, (found.start() if found else 0) - length // 3)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    cut = ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
    return mark_words(cut, words)


def mark_words(text: str, words: set[str]) -> list[Piece]:
    """A text in pieces, the wanted words (folded; with a star behind them, their beginnings) apart."""
    pieces: list[Piece] = []
    begins = _beginnings(words)
    last = 0
    for match in _WORD.finditer(text):
        if _is_wanted(match[0], words, begins):
            if match.start() > last:
                pieces.append(Piece(text[last : match.start()], False))
            pieces.append(Piece(match[0], True))
            last = match.end()
    if last < len(text):
        pieces.append(Piece(text[last:], False))
    return pieces


def _beginnings(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word[:-1] for word in words if word.endswith("*") and len(word) > 1)


def _is_wanted(word: str, words: Container[str], begins: tuple[str, ...]) -> bool:
    bare = folded(word)
    return bare in words or bool(begins and bare.startswith(begins))


def folded(word: str) -> str:
    """A word as the search compares it: no case, no accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
