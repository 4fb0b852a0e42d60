"""Good news by its words: lists that anybody can read, one for each language, and no more than they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson

from newsstand.model import Reason

_HEADLINE = 2.0  # a word in the headline counts so much more than in the sentence under it
_LONGEST = 2000  # characters that are read of each


@dataclass(frozen=True, slots=True)
class _Words:
    weights: dict[str, float]
    pattern: re.Pattern[str]


def languages() -> tuple[str, ...]:
    """The languages that have lists."""
    return tuple(_tables())


def good_news_reasons(headline: str, standfirst: str = "", language: str | None = "en") -> tuple[Reason, ...]:
    """The good words (above 0) and the bad ones (below) of a story, each once; the score is their sum.

    A language without a list has no good news.
    """
    tongue = (language or "en").split("-")[0].lower()
    if tongue not in _tables():
        return ()
    found: dict[tuple[str, str], float] = {}
    for text, times in ((headline, _HEADLINE), (standfirst, 1.0)):
        for kind, sign in (("good", 1.0), ("bad", -1.0)):
            words = _words(tongue, kind)
            for match in words.pattern.finditer(_plain(text[:_LONGEST])):
                said = match.group()
                value = sign * times * _weight(words, said)
                if abs(value) > abs(found.get((kind, said), 0.0)):
                    found[kind, said] = value
    return tuple(
        Reason(name=f"{kind}_word", value=value, detail=f"“{said}”", facts=(said,))
        for (kind, said), value in sorted(found.items(), key=lambda item: (-abs(item[1]), item[0]))
    )


def _weight(words: _Words, said: str) -> float:
    if said in words.weights:
        return words.weights[said]
    starts = [w for w in words.weights if w.endswith("*") and said.startswith(w[:-1])]
    return words.weights[max(starts, key=len)]


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


@cache
def _words(language: str, kind: str) -> _Words:
    weights = {_plain(word): float(weight) for word, weight in _tables()[language][kind].items()}
    longest_first = sorted(weights, key=lambda w: (-len(w), w))
    either = "|".join(re.escape(w).replace(r"\*", r"\w*") for w in longest_first)
    return _Words(weights, re.compile(rf"(?<![\w-])(?:{either})(?![\w-])"))


@cache
def _tables() -> dict[str, dict[str, dict[str, float]]]:
    raw = files("newsstand.rank").joinpath("good_news.json").read_bytes()
    tables: dict[str, dict[str, dict[str, float]]] = orjson.loads(raw)
    return tables
