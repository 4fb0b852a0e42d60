"""What of an article a reader may be shown: the one place that obeys a publisher's terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from newsstand.model import BODY_KINDS, Block, Terms

EXTRACT_WORDS = 40
EXTRACT_CHARACTERS = 320  # the same measure for scripts that put no spaces between words

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisiblePart:
    """What may be shown of an article; `is_whole` is False where the terms hold something back."""

    headline: str
    standfirst: str
    blocks: tuple[Block, ...]
    shows_picture: bool
    is_whole: bool


def visible_part(
    terms: Terms, *, headline: str = "", standfirst: str = "", blocks: Iterable[Block] = ()
) -> VisiblePart:
    """The part of an article that its publisher's terms let us show.

    full: all of it; extract: the headline and the first 40 words; headline: the headline; none: nothing.
    """
    given = tuple(blocks)
    if terms is Terms.FULL:
        return VisiblePart(
            headline=headline, standfirst=standfirst, blocks=given, shows_picture=True, is_whole=True
        )
    shown_standfirst, shown_blocks = "", tuple[Block, ...]()
    if terms is Terms.EXTRACT:
        shown_standfirst = first_words(standfirst, EXTRACT_WORDS, EXTRACT_CHARACTERS)
        shown_blocks = _first_blocks(given, shown_standfirst)
    shown_headline = "" if terms is Terms.NONE else headline
    return VisiblePart(
        headline=shown_headline,
        standfirst=shown_standfirst,
        blocks=shown_blocks,
        shows_picture=False,
        is_whole=(shown_headline, shown_standfirst, shown_blocks) == (headline, standfirst, given),
    )


def _first_blocks(blocks: Iterable[Block], before: str) -> tuple[Block, ...]:
    words, characters = EXTRACT_WORDS - len(before.split()), EXTRACT_CHARACTERS - len(before)
    shown: list[Block] = []
    for block in blocks:
        if block.kind not in BODY_KINDS or words <= 0 or characters <= 0:
            continue
        text = first_words(block.text, words, characters)
        shown.append(replace(block, text=text))
        words -= len(text.split())
        characters -= len(text)
        if text != block.text:
            break
    return tuple(shown)


def first_words(text: str, words: int, characters: int) -> str:
    """The beginning of a text, whole words of it, with an ellipsis where it was cut."""
    if words <= 0 or characters <= 0:
        return ""
    end = 0
    for count, word in enumerate(_WORD.finditer(text), 1):
        if count > words or word.end() > characters:
            cut = text[:end] if end else text[:characters]
            return cut.rstrip(" ,;:–—-") + "…"
        end = word.end()
    return text
