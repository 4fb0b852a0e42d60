"""How long a text takes to read."""

from __future__ import annotations

import re

WORDS_A_MINUTE = 230
SIGNS_A_MINUTE = 500  # of scripts in which a sign is a word or a syllable
LETTERS_A_MINUTE = 1100  # of scripts that put no spaces between words

_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def minutes_to_read(text: str) -> int:
    """Whole minutes, at least one for any text, 0 for none: words where they stand apart, else signs or letters."""
    signs, bare = _counted(_SIGN, text)
    letters, bare = _counted(_UNSPACED, bare)
    minutes = signs / SIGNS_A_MINUTE + letters / LETTERS_A_MINUTE + len(bare.split()) / WORDS_A_MINUTE
    return max(1, round(minutes)) if minutes else 0


def _counted(which: re.Pattern[str], text: str) -> tuple[int, str]:
    rest, count = which.subn("", text)
    return count, rest if count else text
