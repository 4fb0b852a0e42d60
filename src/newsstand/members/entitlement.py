"""What of an article somebody may be shown: one function decides, and every surface asks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from newsstand.model import BODY_KINDS, Agreement, Allowance, Asker, Block, Terms

GATE_WORDS = 40
"""Of a whole article that everybody may read; a title may let us show fewer."""
CHARACTERS_A_WORD = 8
"""The same measure for scripts that put no spaces between words."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisiblePart:
    """What may be shown of an article; `is_whole` is False where something is held back."""

    headline: str
    standfirst: str
    blocks: tuple[Block, ...]
    shows_picture: bool
    is_whole: bool


def allowance(
    asker: Asker,
    agreement: Agreement,
    *,
    article: int,
    title: str,
    published_at: datetime,
    withdrawn: bool,
    now: datetime,
) -> Allowance:
    """What of one article may be shown to one asker, and why: the first rule that fits decides.

    agreement:       the title's, narrowed already by what its site and page say to machines
    article, title:  the article's number, the title's address word
    """
    is_own = title in asker.titles
    if withdrawn:
        sees = asker.is_staff or is_own
        return Allowance(level=Terms.HEADLINE if sees else Terms.NONE, why="withdrawn")
    if is_own:
        return _whole("own")
    if agreement.level is Terms.NONE:
        return Allowance(level=Terms.NONE, why="terms")
    if asker.is_alone:
        return _whole("alone")
    if (closed := _closed(asker, agreement, published_at, now)) is not None:
        return Allowance(level=Terms.HEADLINE, why=closed)
    if agreement.level is Terms.HEADLINE:
        return Allowance(level=Terms.HEADLINE, why="terms")
    if agreement.level is Terms.EXTRACT:
        return _extract(agreement, agreement.extract_words, "terms")
    if (reason := _opens(asker, article)) is not None:
        return Allowance(
            level=Terms.FULL,
            shows_picture=agreement.shows_pictures,
            quote_share=agreement.quote_share,
            why=reason,
        )
    return _extract(agreement, min(agreement.extract_words, GATE_WORDS), "gate")


def _whole(why: str) -> Allowance:
    return Allowance(level=Terms.FULL, shows_picture=True, quote_share=1.0, why=why)


def _closed(
    asker: Asker, agreement: Agreement, published_at: datetime, now: datetime
) -> Literal["territory", "embargo", "expired"] | None:
    """What keeps an article shut for now, or where the asker is; a country that is not known is none of those named."""
    if agreement.territories and asker.country not in agreement.territories:
        return "territory"
    if now < published_at + agreement.embargo:
        return "embargo"
    if agreement.expires_after is not None and now >= published_at + agreement.expires_after:
        return "expired"
    return None


def _opens(asker: Asker, article: int) -> Literal["staff", "member", "opened"] | None:
    if asker.is_staff:
        return "staff"
    if asker.state.may_read:
        return "member"
    return "opened" if article in asker.opened else None


def _extract(agreement: Agreement, words: int, why: Literal["terms", "gate"]) -> Allowance:
    characters, bound = words * CHARACTERS_A_WORD, agreement.extract_characters
    return Allowance(
        level=Terms.EXTRACT,
        words=words,
        characters=characters if bound is None else min(characters, bound),
        shows_picture=agreement.shows_pictures,
        quote_share=agreement.quote_share,
        has_gate=why == "gate",
        why=why,
    )


def is_open(allowed: Allowance) -> bool:
    """Whether all of the article may be shown."""
    return allowed.level is Terms.FULL


def shows_headline(allowed: Allowance) -> bool:
    """Whether its headline may be shown."""
    return allowed.level is not Terms.NONE


def reads_briefs(asker: Asker, *, are_open: bool) -> bool:
    """Whether somebody reads whole briefs: `are_open` to everybody, else for members and those who work here."""
    return are_open or asker.is_alone or asker.is_staff or asker.state.may_read


def visible_part(
    allowed: Allowance, *, headline: str = "", standfirst: str = "", blocks: Iterable[Block] = ()
) -> VisiblePart:
    """The part of an article that an allowance covers.

    full: all of it; extract: the headline and the first words; headline: the headline; none: nothing.
    """
    given = tuple(blocks)
    if is_open(allowed):
        return VisiblePart(
            headline=headline,
            standfirst=standfirst,
            blocks=given,
            shows_picture=allowed.shows_picture,
            is_whole=True,
        )
    # Of the other levels `words` is 0.
    shown_standfirst = first_words(standfirst, allowed.words, allowed.characters)
    shown_blocks = _first_blocks(
        given, allowed.words - len(shown_standfirst.split()), allowed.characters - len(shown_standfirst)
    )
    if shown_standfirst != standfirst:
        shown_blocks = ()
    shown_headline = headline if shows_headline(allowed) else ""
    return VisiblePart(
        headline=shown_headline,
        standfirst=shown_standfirst,
        blocks=shown_blocks,
        shows_picture=allowed.shows_picture,
        is_whole=(shown_headline, shown_standfirst, shown_blocks) == (headline, standfirst, given),
    )


def _first_blocks(blocks: Iterable[Block], words: int, characters: int) -> tuple[Block, ...]:
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
