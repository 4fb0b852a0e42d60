"""Spelling: a text in the British or the American way, its quotations and names left as they are."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from newsstand.text.quotes import find_quotations

Style = Literal["british", "american"]

_WORD = re.compile(r"[^\W\d_]+")
_POINTED = re.compile(r"\b(?:U\.S\.A?|U\.K\.|U\.N\.|E\.U\.)(?=$|[^\w])")
_HONORIFIC = re.compile(r"\b(Mr|Mrs|Ms|Dr)\.(?=\s[^\W\d_a-z])")
_PHRASE = re.compile(r"\bper cent\b")
_COMPUTING = re.compile(r"(?:computer|software|programming|spyware|malware)\W+$", re.IGNORECASE)


@cache
def _pairs() -> tuple[dict[str, str], dict[str, str]]:
    lines = files(__package__).joinpath("spelling.tsv").read_text(encoding="utf-8").splitlines()
    british = dict(line.split("\t") for line in lines)
    return british, {b: a for a, b in british.items()}


def respell(text: str, style: Style) -> str:
    """The text in that style's spelling: "centre" or "center", "per cent" or "percent", "US" for "U.S.", "Mr" for "Mr.".

    Quotations stay to the letter, and so do words that begin with a capital, which may be names.
    """
    pieces: list[str] = []
    at = 0
    for quotation in find_quotations(text):
        pieces += [_respell(text[at : quotation.start], style), text[quotation.start : quotation.end]]
        at = quotation.end
    pieces.append(_respell(text[at:], style))
    return "".join(pieces)


def _respell(text: str, style: Style) -> str:
    british, american = _pairs()
    if style == "american":
        return _WORD.sub(lambda m: american.get(m.group(), m.group()), _PHRASE.sub("percent", text))

    def anglicise(match: re.Match[str]) -> str:
        word = match.group()
        if word.startswith("program") and _COMPUTING.search(text, max(0, match.start() - 20), match.start()):
            return word
        return british.get(word, word)

    text = _HONORIFIC.sub(r"\1", text)
    return _POINTED.sub(_unpoint, _WORD.sub(anglicise, text))


def _unpoint(match: re.Match[str]) -> str:
    """ "U.S." loses its points; the last one stays where it ends the sentence too."""
    ends = not match.string[match.end() :].strip()
    return match.group().replace(".", "") + ("." if ends else "")


def same_spelling(word: str) -> str:
    """One form for a lower-case word however it is spelt, for comparison only."""
    return _pairs()[1].get(word, word)
