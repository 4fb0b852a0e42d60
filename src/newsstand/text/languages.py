"""Which language a text is in: by its script first, then by its commonest words."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

LOOKED_AT = 6_000
FEWEST_HITS = 3

_TAG = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]{1,8})*\s*(?:[,;].*)?")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("\u3040", "\u30ff", "ja"), ("\uac00", "\ud7a3", "ko"), ("\u4e00", "\u9fff", "zh"), ("\u0590", "\u05ff", "he"),
    ("\u0370", "\u03ff", "el"), ("\u0e00", "\u0e7f", "th"), ("\u0530", "\u058f", "hy"), ("\u10a0", "\u10ff", "ka"),
    ("\u0980", "\u09ff", "bn"), ("\u0b80", "\u0bff", "ta"), ("\u0c00", "\u0c7f", "te"), ("\u0a80", "\u0aff", "gu"),
    ("\u0a00", "\u0a7f", "pa"), ("\u0d00", "\u0d7f", "ml"), ("\u0c80", "\u0cff", "kn"), ("\u1000", "\u109f", "my"),
    ("\u1780", "\u17ff", "km"), ("\u0e80", "\u0eff", "lo"), ("\u1200", "\u137f", "am"), ("\u0d80", "\u0dff", "si"),
)  # fmt: skip


def language_tag(declared: str | None) -> str | None:
    """The primary language of a declared tag, as BCP 47 writes it: "en" of "en_GB"; None where it is no tag."""
    match = _TAG.fullmatch((declared or "")[:80])
    code = match[1].lower() if match else None
    return _SAME.get(code, code) if code else None


_SAME = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "spa": "es",
    "nb": "no",
    "nn": "no",
}


@lru_cache(maxsize=1)
def _common_words() -> dict[str, frozenset[str]]:
    tables: dict[str, str] = json.loads((files(__package__) / "languages.json").read_text("utf-8"))
    return {language: frozenset(words.split()) for language, words in tables.items()}


def guess_language(text: str) -> str | None:
    """The language of a text of some sentences, as a two-letter code; None where the evidence is thin."""
    sample = text[:LOOKED_AT]
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < 20:
        return None
    counts = Counter(
        language for c in letters if c > "\u0370" for first, last, language in _SCRIPTS if first <= c <= last
    )
    if counts["ja"] > 0.05 * len(letters):
        return "ja"
    if counts and counts.most_common(1)[0][1] > 0.3 * len(letters):
        return counts.most_common(1)[0][0]
    words = Counter(_WORD.findall(sample.lower()))
    hits = {language: sum(words[w] for w in common) for language, common in _common_words().items()}
    best, second = sorted(hits.values(), reverse=True)[:2]
    if best < FEWEST_HITS or best == second:
        return None
    return max(hits, key=lambda language: hits[language])
