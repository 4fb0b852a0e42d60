"""Quotations: what stands between quotation marks, and who is said to have said it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

LONGEST = 2_000
"""Characters between two marks; where none closes within them, the mark was a foot, an inch or a slip."""

_PAIRS = {"“": '”"', "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘", "「": "」", '"': '"'}
_MARK = re.compile('[“”„«»‘’‚「」"]')
_PARAGRAPH = re.compile(r"\n[ \t\r\xa0]*\n")
_CAPITAL = r"(?:(?:al|el|ad|as|ash|an|ar|el)-)?[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_TITLE = r"(?:Rep|Sen|Gov|Dr|Mr|Mrs|Ms|Gen|Col|Lt|Sgt|Prof|Capt|Adm|Rev|St|Jr|Sr)\."
_PERSON = (
    rf"(?:{_TITLE}|[A-Z]\.|{_CAPITAL})"
    rf"(?:\s(?:{_TITLE}|(?:[A-Z]\.){{1,2}}|{_CAPITAL}|(?:al|bin|de|del|der|di|du|el|la|le|van|von|da|dos)\b)){{0,6}}"
)
SAYING = {
    "en": "said|says|told|added|adds|wrote|tweeted|stated|explained|insisted|argued|warned|declared|announced|noted|continued|claimed|admitted|acknowledged|recalled|replied|responded|asked|concluded|testified|posted|joked|vowed|urged|called|described|shouted|suggested|predicted",
    "de": "sagte|sagt|erklärte|betonte|schrieb|teilte|warnte|kritisierte|forderte|meinte|erläuterte|ergänzte|so",
    "fr": "a déclaré|déclare|a dit|dit|a affirmé|affirme|a ajouté|ajoute|a expliqué|explique|a écrit|a indiqué|a estimé|estime|a souligné",
}
"""What one does who is quoted, by language, as alternatives of a regular expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """`text[start:end]` with its marks; the words alone are `text[inner_start:inner_end]`."""

    start: int
    end: int
    inner_start: int
    inner_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The name to which a text gives a quotation, at `start` to `end`."""

    name: str
    start: int
    end: int


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, in order, not nested; one that runs over paragraphs is one for each of them.

    A paragraph that opens with a mark and does not close it goes on in the next one, as newspapers print it.
    Single marks count where they open at a word's start and close at a word's end. Time is linear.
    """
    found: list[Quotation] = []
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        found.extend(_in_paragraph(text, start, end))
        start = gap.end() if gap else end
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened = -1
    for found_mark in _MARK.finditer(text, start, end):
        place, mark = found_mark.start(), found_mark.group()
        if opened >= 0:
            if place - opened > LONGEST:
                opened = -1
            elif mark in _PAIRS[text[opened]] and _closes(text, place, end):
                if place > opened + 1:
                    found.append(
                        Quotation(start=opened, end=place + 1, inner_start=opened + 1, inner_end=place)
                    )
                opened = -1
        elif mark in _PAIRS and _opens(text, place, start):
            opened = place
    if opened >= 0 and text[opened] in '“„«"' and not text[start:opened].strip() and end - opened > 1:
        found.append(Quotation(start=opened, end=end, inner_start=opened + 1, inner_end=end))
    return found


def _opens(text: str, place: int, start: int) -> bool:
    before = text[place - 1] if place > start else " "
    if text[place] == "»":
        return before.isspace() and place + 1 < len(text) and text[place + 1].isalnum()
    return not before.isalnum() or text[place] in "„「"


def _closes(text: str, place: int, end: int) -> bool:
    if text[place] not in "’‘":
        return True
    following = text[place + 1] if place + 1 < end else " "
    return not following.isalnum()


def marks_are_paired(text: str) -> bool:
    """Whether every double quotation mark that opens in a sentence is closed there, and none closes that did not open."""
    opened = ""
    for mark in _MARK.findall(text):
        if opened and mark in _PAIRS[opened]:
            opened = ""
        elif not opened and mark in '“„«»"':
            opened = mark
        elif mark in "”“":
            return False
    return not opened


@cache
def _attributions(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    verbs = SAYING[language]
    adverb = r"(?:\s\w+ly)?"
    after = re.compile(rf"[\s,]{{0,3}}(?:{verbs}){adverb}\s(?P<name>{_PERSON})")
    turned = re.compile(rf"[\s,]{{0,3}}(?P<name>{_PERSON})(?:,[^,“”\"\n]{{1,60}},)?{adverb}\s(?:{verbs})\b")
    before = re.compile(
        rf"(?P<name>{_PERSON})(?:,[^,“”\"\n]{{1,80}},)?{adverb}\s(?:{verbs})\b(?:[^.!?“”\"\n]{{0,60}}[,:])?\s?$"
    )
    return after, turned, before


def find_speaker(text: str, quotation: Quotation, language: str | None = "en") -> Speaker | None:
    """Whom the words beside a quotation name as its speaker, in the same paragraph; None where that is not plain.

    “…,” said NAME; “…,” NAME said; NAME said: “…”. A pronoun is nobody's name.
    """
    after, turned, before = _attributions(language if language in SAYING else "en")
    for pattern in (after, turned):
        match = pattern.match(text, quotation.end, min(len(text), quotation.end + 200))
        if match and not _is_pronoun(match["name"]):
            return _speaker(match, text, 0)
    window = text[max(0, quotation.start - 200) : quotation.start]
    window = window[window.rfind("\n") + 1 :]
    match = _last(before, window)
    if match and not _is_pronoun(match["name"]):
        return _speaker(match, text, quotation.start - len(window))
    return None


def _last(pattern: re.Pattern[str], window: str) -> re.Match[str] | None:
    for found in re.finditer(r"[.!?]\s", window):
        match = pattern.search(window, found.end())
        if match:
            return match
    return pattern.search(window)


def _speaker(match: re.Match[str], text: str, shift: int) -> Speaker:
    name = match["name"].rstrip(".,’'")
    start = match.start("name") + shift
    return Speaker(name=name, start=start, end=start + len(name))


def _is_pronoun(name: str) -> bool:
    first = name.split()[0].casefold()
    return first in _NOBODY


_NOBODY = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "you",
        "who",
        "one",
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "there",
        "in",
        "on",
        "at",
        "and",
        "but",
        "as",
        "er",
        "sie",
        "es",
        "wir",
        "ich",
        "der",
        "die",
        "das",
        "il",
        "elle",
        "ils",
        "elles",
        "on",
        "nous",
        "je",
        "le",
        "la",
        "les",
        "un",
        "une",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
