"""Words: what a text is made of, in any language, as grouping, ranking and writing count it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from threading import Lock

import snowballstemmer

LONGEST_WORD = 40
"""Characters of a word that are looked at; what is longer is no word of a language."""

_MEMO = 60_000
"""Stems kept per language; the memo starts anew when it is full."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"  # kana, Han, Hangul
)
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
_QUOTES = re.compile("[’‘ʼ`´]")

_DOTTED = re.compile(r"\.([a-z])\.")
_TAIL = re.compile(r"'(?:s|d|m|re|ve|ll)(?![^\W_])")
_ELIDED = re.compile(
    r"(?<![^\W_])(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu|quelqu|presqu|dell|all|nell|sull|dall|un|quest|gl)$"
)

_STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish",
    "nl": "dutch", "en": "english", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian",
    "fa": "persian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_SAME_WORDS = {"nb": "no", "nn": "no"}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_TOLD_BY_WORDS = (
    "en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "no", "fi", "pl", "cs", "ru", "uk", "tr", "hu", "ro",
    "ca", "id", "el", "ar",
)  # fmt: skip


class _Stems(dict[str, str]):
    """Word -> stem of one language, "" for a stop word, worked out when first asked, by whichever thread."""

    def __init__(self, language: str) -> None:
        self._stops = stop_words(language)
        name = _STEMMERS.get(language)
        self._stemmer = snowballstemmer.stemmer(name) if name else None
        self._one_at_a_time = Lock()  # a stemmer keeps the word that it works on in itself

    def __missing__(self, word: str) -> str:
        if len(self) >= _MEMO:
            self.clear()
        if word in self._stops or (len(word) == 1 and word.isascii()):
            stem = ""
        elif self._stemmer is None or word[0].isdigit() or len(word) < 4:
            stem = word
        else:
            with self._one_at_a_time:
                stem = str(self._stemmer.stemWord(word)) or word
        self[word] = stem
        return stem


@cache
def _stop_lists() -> dict[str, frozenset[str]]:
    raw = json.loads(files(__package__).joinpath("stopwords.json").read_text(encoding="utf-8"))
    return {language: frozenset(tokens(words) + words.split()) for language, words in raw.items()}


@cache
def _stems(language: str) -> _Stems:
    return _Stems(language)


def primary(language: str | None) -> str:
    """The two or three letters of a language tag ("en" of "en-GB"), "" where there is none."""
    return re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0] if language else ""


def stop_words(language: str | None) -> frozenset[str]:
    """The words of a language that say nothing of what a text is about; none where we have no list."""
    code = primary(language)
    return _stop_lists().get(_SAME_WORDS.get(code, code), frozenset())


def tokens(text: str) -> list[str]:
    """Words and numbers in order, in lower case; scripts without spaces give overlapping pairs of characters.

    "U.S." is "us", "Trump’s" is "trump", "l’opéra" is "opéra", "O’Brien" is "obrien", "3.9%" is "3.9".
    """
    text = _QUOTES.sub("'", text.lower())
    if not text.isascii() and _UNSPACED_RUN.search(text):
        return _mixed(text)
    return _spaced(text)


def _spaced(text: str) -> list[str]:
    if "." in text:
        text = _DOTTED.sub(r"\1", text)
    if "'" in text:
        text = _unelided(_TAIL.sub("", text))
    found: list[str] = _TOKEN.findall(text)
    return found


def _unelided(text: str) -> str:
    """A text without apostrophes: "l'opéra" is left "opéra", "o'brien" becomes "obrien"."""
    head, *tails = text.split("'")
    kept = [head]
    for tail in tails:
        if tail[:1].isalpha():
            elided = _ELIDED.search(kept[-1][-8:])
            if elided:
                kept[-1] = kept[-1][: -len(elided[0])]
        kept.append(tail)
    return "".join(kept)


def _mixed(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    for run in _UNSPACED_RUN.finditer(text):
        found += _spaced(text[at : run.start()])
        found += _pairs(run.group())
        at = run.end()
    return found + _spaced(text[at:])


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def guess_language(text: str) -> str | None:
    """The language of a text by its script, else by its stop words in the first 400 words; None where unsure."""
    sample = text[:4000]
    letters = sum(c.isalpha() for c in sample)
    for code, script in _SCRIPTS:
        if letters and len(script.findall(sample)) * 5 > letters:
            return code
    counts = Counter(tokens(sample)[:400])
    scored = sorted(
        ((sum(counts[w] for w in _stop_lists()[code] & counts.keys()), code) for code in _TOLD_BY_WORDS),
        key=lambda s: -s[0],
    )
    (best, code), (second, _) = scored[:2]
    return code if best >= 2 and best > second else None


def stem(word: str, language: str | None) -> str:
    """The stem of a word in lower case, the word itself where the language has no stemmer; "" for a stop word."""
    return _stems(primary(language))[word[:LONGEST_WORD]]


def stems(found: Sequence[str], language: str | None) -> list[str]:
    """The stems of tokens in order, stop words left out."""
    known = _stems(primary(language))
    return [s for w in found if (s := known[w if len(w) <= LONGEST_WORD else w[:LONGEST_WORD]])]


def words(text: str, language: str | None = None) -> list[str]:
    """The stems of a text's words in order, stop words left out; the language is guessed where it is None."""
    return stems(tokens(text), language or guess_language(text))
