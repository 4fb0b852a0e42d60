"""Trimming: what can go from a sentence without changing what it says, by deletions alone."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DATELINE = re.compile(
    r"^(?:By [A-Z][\w. ]{3,40} )?"
    r"(?:"
    # ROME (Reuters) -   NASHVILLE, Tenn. —   WASHINGTON/RIYADH –
    r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]{2,}[A-ZÀ-Þ ,/.’'-]{0,40}(?:, ?[A-Z][\w. ]{1,20})?(?: ?\([^()]{2,40}\))? ?(?:[-–—]{1,2}|:) ?"
    # Washington (CNN)   Kabul, Afghanistan (AP) –
    r"|[A-ZÀ-Þ][\w.’' /-]{2,30}(?:, [A-Z][\w. ]{1,20})? ?\([A-Z]{2}[\w ./-]{0,30}\) ?[-–—]{0,2} ?"
    r"|\([^()]{2,30}\) ?[-–—]{1,2} ?"
    r")(?=[“\"‘(]?[A-ZÀ-Þ0-9])"
)
_BRACKETS = re.compile(r" ?[(\[][^()\[\]“”\"]{1,60}[)\]](?=[\s,.;:!?”])")
_GAP = re.compile(r" +([,.;:!?])(?=\s|$)")


@cache
def _lead_words(language: str) -> re.Pattern[str] | None:
    raw = json.loads(files(__package__).joinpath("unfit.json").read_text(encoding="utf-8"))
    words = raw["lead_words"].get(language)
    if not words:
        return None
    return re.compile("|".join(re.escape(w) + r"(?=\s)" for w in words))


def trim(text: str, language: str) -> str:
    """The sentence on one line, without dateline, a leading "Meanwhile," and short brackets; nothing else is changed.

    Brackets stay inside quotations. The first letter becomes a capital again where what stood before it went.
    """
    text = _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()
    text = _DATELINE.sub("", text, count=1)
    text = _outside_quotations(text)
    pattern = _lead_words(language)
    match = pattern.match(text) if pattern else None
    if match:
        text = text[match.end() :].lstrip(" ,")
    text = text.lstrip("•*–—- ")
    return text[:1].upper() + text[1:]


def _outside_quotations(text: str) -> str:
    pieces = re.split(r"(“[^“”]*”|\"[^\"]*\")", text)
    return _GAP.sub(r"\1", "".join(p if i % 2 else _BRACKETS.sub("", p) for i, p in enumerate(pieces)))
