"""The piece of a text that shows why it was found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LENGTH = 220
_WORD = re.compile(r"\w+")


class Piece(NamedTuple):
    """Some characters, and whether they are what was looked for."""

    text: str
    is_found: bool


def cut_snippet(text: str, wanted: Iterable[str], *, length: int = LENGTH) -> list[Piece]:
    """About `length` characters around the first wanted word, in pieces; the beginning where none stands there."""
    words = {folded(w) for w in wanted}
    text = " ".join(text.split())
    found = next((m for m in _WORD.finditer(text) if folded(m[0]) in words), None)
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
    """A text in pieces, the wanted words (folded) apart."""
    pieces: list[Piece] = []
    last = 0
    for match in _WORD.finditer(text):
        if folded(match[0]) in words:
            if match.start() > last:
                pieces.append(Piece(text[last : match.start()], False))
            pieces.append(Piece(match[0], True))
            last = match.end()
    if last < len(text):
        pieces.append(Piece(text[last:], False))
    return pieces


def folded(word: str) -> str:
    """A word as the search compares it: no case, no accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
