"""Words as a brief compares them: tokens with their places, stems, function words, and the language of a text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

from newsstand.text.spelling import same_spelling

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
_STEMMERS = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}
_POINTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
# Scripts that are written without spaces are read sign by sign.
_TOKEN = re.compile(r"[぀-ヿ㐀-鿿฀-๿]|[^\W_぀-ヿ㐀-鿿฀-๿]+(?:[’'][^\W\d_]+)*")
_FOLDS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "‛": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `start` to `end`: as it stands, and its key for comparison (folded, possessive and points gone)."""

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    raw = json.loads(files(__package__).joinpath("lexicon.json").read_text(encoding="utf-8"))
    return {name: {lang: frozenset(w.split()) for lang, w in table.items()} for name, table in raw.items()}


def words_of(kind: str, language: str) -> frozenset[str]:
    """The closed list of that kind ("function_words", "negators", "turning", "reporting"); empty where unknown."""
    return _tables()[kind].get(language, frozenset())


def fold(text: str) -> str:
    """The text for comparison to the letter: one kind of quotation mark, dash and space, no case."""
    return " ".join(text.translate(_FOLDS).split()).casefold()


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text in order; "U.S." is one word with the key "us"."""
    pointed = {m.start(): m for m in _POINTED.finditer(text)}
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() < at:
            continue
        whole = pointed.get(match.start())
        word = whole.group() if whole else match.group()
        at = whole.end() if whole else match.end()
        found.append(Token(word, _key(word), match.start(), at))
    return tuple(found)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    key = word.translate(_FOLDS).replace(".", "").casefold()
    return key.removesuffix("'s").removesuffix("'")


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_STEMMERS[language])


@lru_cache(maxsize=50_000)
def stem(key: str, language: str) -> str:
    """The stem of a folded word, British and American spellings made one."""
    if language == "en":
        key = same_spelling(key)
    return str(_stemmer(language).stemWord(key)) if language in _STEMMERS else key


def is_function_word(key: str, language: str) -> bool:
    """Whether a word only binds others together."""
    return key in words_of("function_words", language)


def content_stems(text: str, language: str) -> list[str]:
    """The stems of the words that say something, in order, numbers included."""
    return [stem(t.key, language) for t in tokens(text) if not is_function_word(t.key, language)]


def guess_language(text: str, declared: str | None = None) -> str:
    """The language of a text (two letters): as declared, else by its commonest words, else "und"."""
    if declared:
        return declared.split("-")[0].split("_")[0].casefold()
    return _guess(text[:3_000])


@lru_cache(maxsize=512)
def _guess(text: str) -> str:
    keys = [t.key for t in tokens(text)]
    if not keys:
        return "und"
    counts = {lang: sum(k in words_of("function_words", lang) for k in keys) for lang in LANGUAGES}
    best = max(LANGUAGES, key=lambda lang: counts[lang])
    if counts[best] * 8 < len(keys):
        return "en" if len(keys) < 12 and text.isascii() else "und"
    return best
