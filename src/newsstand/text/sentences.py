"""Sentences: where each one of a text begins and ends, to the character."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

LONGEST_QUOTATION = 600
"""Characters of a quotation in which no sentence ends; a mark that is never closed costs no more than this."""

_BREAK = re.compile(r"[ \t\r\f\v\xa0]*\n[ \t\r\f\v\xa0]*(?:\n\s*)?")
_END = re.compile(r"[.!?…。！？｡؟۔।]+[\"”’»›)\]」』）]*")
_WIDE_END = frozenset("。！？｡」』）")
_LAST_WORD = re.compile(r"[^\s\"“”„«»‘(\[]+$")
_NEXT_WORD = re.compile(r"\s*([\"“„«»‘'(\[¿¡-]*)([\w’'-]*)")
_MARK = re.compile('[“”„«»「」『』"]')
_OPENING = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}


class Span(NamedTuple):
    """`text[start:end]`, without white space at either end."""

    start: int
    end: int


@cache
def _words() -> dict[str, frozenset[str]]:
    raw = json.loads(files(__package__).joinpath("abbreviations.json").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in raw.items()}


def split_sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """The sentences of a text in order; every character that is not white space stands in exactly one.

    A blank line, and a line's end where the next line does not go on in lower case, end a sentence too. German
    ordinals ("3. März") are known where `language` is "de". Time is linear in the text.
    """
    spans: list[Span] = []
    for line in split_lines(text):
        spans.extend(_of_line(text, line, language))
    return tuple(spans)


def split_lines(text: str) -> Iterator[Span]:
    """The paragraphs, headings and list items of a text; lines that were only wrapped stay together."""
    start = 0
    for gap in _BREAK.finditer(text):
        if gap.group().count("\n") == 1 and _is_wrapped(text, gap):
            continue
        yield from _trimmed(text, start, gap.start())
        start = gap.end()
    yield from _trimmed(text, start, len(text))


def _is_wrapped(text: str, gap: re.Match[str]) -> bool:
    following = text[gap.end() : gap.end() + 1]
    before = text[max(0, gap.start() - 1) : gap.start()]
    return following.islower() and before not in (".", "!", "?", ":", ";", "”")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _of_line(text: str, line: Span, language: str | None) -> Iterator[Span]:
    closed_at = _quotations(text, line)
    start = line.start
    for stop in _END.finditer(text, line.start, line.end):
        if stop.end() >= line.end:
            break
        if any(a < stop.end() < b for a, b in _near(closed_at, stop.end())):
            continue
        if _ends_sentence(text, start, stop, language):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, line.end)


def _near(pairs: list[tuple[int, int]], place: int) -> Iterator[tuple[int, int]]:
    """The quotations that can hold `place`; drops those that ended before it, so a line is walked once."""
    while pairs and pairs[0][1] <= place:
        pairs.pop(0)
    yield from pairs[:2]


def _quotations(text: str, line: Span) -> list[tuple[int, int]]:
    """Where quotations open and close within a line, in order and not nested."""
    pairs: list[tuple[int, int]] = []
    opened, closes = -1, ""
    for found in _MARK.finditer(text, line.start, line.end):
        place, mark = found.start(), found.group()
        if opened >= 0 and (mark in closes or place - opened > LONGEST_QUOTATION):
            if mark in closes:
                pairs.append((opened, place + 1))
            opened = -1
        elif opened < 0 and mark in _OPENING:
            opened, closes = place, _OPENING[mark]
        elif opened < 0 and mark == '"' and (place == line.start or not text[place - 1].isalnum()):
            opened, closes = place, '"'
    return pairs


def _ends_sentence(text: str, start: int, stop: re.Match[str], language: str | None) -> bool:
    marks = stop.group()
    if marks[0] in _WIDE_END:
        return True
    if not text[stop.end()].isspace():
        return False
    following = _NEXT_WORD.match(text, stop.end())
    quote, word = (following[1], following[2]) if following else ("", "")
    if word[:1].islower():
        return False
    if marks[0] != "." or marks.startswith(".."):
        return bool(word or quote)
    if len(marks) > 1:
        return True
    return not _is_abbreviation(text, start, stop.start(), word, language)


def _is_abbreviation(text: str, start: int, dot: int, word: str, language: str | None) -> bool:
    """Whether the full stop at `dot` belongs to the word before it and the sentence goes on with `word`."""
    found = _LAST_WORD.search(text, max(start, dot - 30), dot)
    if not found:
        return False
    last = found.group().casefold()
    known, starts = _words(), word.casefold() in _words()["starters"]
    if last in known["titles"]:
        return True
    if last in known["sometimes"]:
        return not starts
    if len(last) == 1 and last.isalpha() and (found.group().isupper() or len(word) == 1):
        return not starts or len(word) == 1
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", last):
        return not starts
    if last.isdigit() and len(last) <= 2:
        at_the_start = not text[start : found.start()].strip()
        return at_the_start or (language == "de" and not starts)
    return False
