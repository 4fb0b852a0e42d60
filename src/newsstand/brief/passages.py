"""Source texts -> passages: every sentence that a brief could take over, cut to what it says, and why others will not do."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from newsstand.brief.antecedents import with_name
from newsstand.brief.lexicon import Token, content_stems, guess_language, is_function_word, stem, tokens
from newsstand.brief.trimming import trim
from newsstand.model import SourceText
from newsstand.text.quotes import find_quotations, find_speaker, marks_are_paired
from newsstand.text.sentences import Span, split_lines, split_sentences

MOST_CHARACTERS = 40_000
"""Of one body; news is told at the top, and no report that newspapers print is longer."""
MOST_SENTENCES = 80
MOST_IN_ALL = 900
"""Sentences of one body, and of all: what a story of fifty titles may cost."""
SHORTEST, LONGEST = 6, 60
"""Words of a sentence that can stand by itself."""


_CAPTION = re.compile(
    r",\s?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d(?:,? (?:in|at) [^.]{2,50})?\.$"
)
"""Agencies end the words under a picture with place, day and year; reports hardly ever end so."""

NO_SENTENCES = frozenset(
    {"caption", "too short", "no whole sentence", "no beginning", "boilerplate", "capitals"}
)
"""What stands in an article without telling anything; the places of its sentences are counted without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence of a source, `source` its place in the story.

    start, end: its span in the body, to the letter; text: what would be printed of it, before house style
    place:      its place among the sentences of its article; paragraph: the paragraph's
    stems:      its content words; names: whether it names anybody or anything; unfit: why it cannot stand in a brief, None where it can
    hanging:    whether it leans on the sentence before it ("She", "did the same", "his" without a name)
    opens_on:   the stem of the thing that it opens on as known ("The cable ..."), None where it opens otherwise
    slow:       whether it opens with a subordinate clause or a circumstance, which a standfirst should not
    """

    source: int
    start: int
    end: int
    place: int
    paragraph: int
    text: str
    stems: frozenset[str]
    words: int
    names: bool
    unfit: str | None
    hanging: bool
    slow: bool
    opens_on: str | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    boilerplate: re.Pattern[str]
    person: dict[str, re.Pattern[str]]
    leaning: dict[str, re.Pattern[str]]
    slow_start: dict[str, re.Pattern[str]]
    hanging: dict[str, frozenset[str]]


@cache
def unfit_tables() -> dict[str, Any]:
    """The table of what will not do, by kind and language."""
    raw: dict[str, Any] = json.loads(files(__package__).joinpath("unfit.json").read_text(encoding="utf-8"))
    return raw


@cache
def _rules() -> _Rules:
    raw = unfit_tables()
    return _Rules(
        re.compile(rf"(?<!\w)(?:{'|'.join(raw['boilerplate'])})|[@#]\w{{3}}", re.IGNORECASE),
        {language: re.compile(p) for language, p in raw["person"].items()},
        {language: re.compile(p, re.IGNORECASE) for language, p in raw["leaning"].items()},
        {language: re.compile(p) for language, p in raw["slow_start"].items()},
        {language: frozenset(w.split()) for language, w in raw["hanging"].items()},
    )


def story_language(sources: Sequence[SourceText]) -> str:
    """The language of most sources; among equals that of the first."""
    spoken = [guess_language(s.body or s.title, s.language) for s in sources]
    known = [s for s in spoken if s != "und"] or spoken
    return max(known, key=lambda language: (known.count(language), -known.index(language)))


def read_passages(sources: Sequence[SourceText], language: str) -> tuple[Passage, ...]:
    """The passages of the sources in that language, article by article; one that an article repeats counts once."""
    fitting = [
        (i, s)
        for i, s in enumerate(sources)
        if s.body.strip() and guess_language(s.body, s.language) == language
    ]
    each = max(8, min(MOST_SENTENCES, MOST_IN_ALL // max(1, len(fitting))))
    found: list[Passage] = []
    for i, source in fitting:
        seen: set[str] = set()
        for passage in _of_body(i, source.body[:MOST_CHARACTERS], language, each):
            if passage.text not in seen:
                seen.add(passage.text)
                found.append(passage)
    return tuple(found)


def _of_body(source: int, body: str, language: str, most: int) -> list[Passage]:
    found: list[Passage] = []
    paragraphs = [line.end for line in split_lines(body)]
    paragraph = place = 0
    for span in split_sentences(body, language):
        while paragraph < len(paragraphs) - 1 and span.start >= paragraphs[paragraph]:
            paragraph += 1
        if len(found) >= most:
            break
        passage = _read(source, body, span, place, paragraph, language)
        if passage is not None:
            place += passage.unfit not in NO_SENTENCES
            found.append(name_antecedent(passage, found[-1] if found else None, language))
    return found


def name_antecedent(passage: Passage, before: Passage | None, language: str) -> Passage:
    """The passage with its opening pronoun named, its span then holding the sentence before it too, where that is certain."""
    near = before is not None and passage.paragraph - before.paragraph <= 1
    if language != "en" or not passage.hanging or before is None or before.hanging or not near:
        return passage
    named = with_name(passage.text, before.text)
    if named is None:
        return passage
    return replace(
        passage,
        start=before.start,
        text=named,
        stems=frozenset(content_stems(named, language)),
        words=len(named.split()),
        hanging=_is_hanging(named, tokens(named), language),
        names=True,
    )


def _read(source: int, body: str, span: Span, place: int, paragraph: int, language: str) -> Passage | None:
    text = trim(body[span.start : span.end], language)
    words = tokens(text)
    if not words:
        return None
    return Passage(
        source=source,
        start=span.start,
        end=span.end,
        place=place,
        paragraph=paragraph,
        text=text,
        stems=frozenset(content_stems(text, language)),
        words=len(text.split()) if " " in text else len(words) // 2,
        names=any(t.capital for t in words[1:]),
        unfit=why_unfit(text, language),
        hanging=_is_hanging(text, words, language),
        slow=_matches(_rules().slow_start.get(language), text),
        opens_on=_opens_on(words, language),
    )


def _opens_on(words: Sequence[Token], language: str) -> str | None:
    """English only: "The" and a small word, with no name near that would say which one."""
    if language != "en" or words[0].key != "the" or any(w.capital for w in words[1:6]):
        return None
    return stem(words[1].key, language) if len(words) > 1 else None


def _matches(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None


def _is_hanging(text: str, words: Sequence[Token], language: str) -> bool:
    rules = _rules()
    if words[0].key in rules.hanging.get(language, ()) or _matches(rules.leaning.get(language), text):
        return True
    if language != "en":
        return False
    named = False
    for place, word in enumerate(words):
        if word.key in _PERSONAL:
            return not named
        named = named or (word.capital and (place > 0 or any(w.capital for w in words[1:2])))
        named = named or word.key in _SOMEBODY
    return False


_PERSONAL = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
_SOMEBODY = frozenset(
    [
        "man",
        "woman",
        "boy",
        "girl",
        "father",
        "mother",
        "wife",
        "husband",
        "son",
        "daughter",
        "president",
        "minister",
        "suspect",
        "victim",
        "officer",
        "judge",
        "king",
        "queen",
        "pope",
        "driver",
        "teenager",
        "student",
        "teacher",
        "doctor",
        "author",
        "actor",
        "actress",
        "singer",
        "player",
        "coach",
        "who",
        "he's",
        "she's",
    ]
)


def why_unfit(text: str, language: str) -> str | None:
    """Why a sentence cannot stand in a brief by itself; None where it can."""
    return _ill_formed(text) or _ill_spoken(text, language)


def _ill_formed(text: str) -> str | None:
    words = len(text.split()) if " " in text else len(tokens(text)) // 2
    if words < SHORTEST:
        return "too short"
    if words > LONGEST:
        return "too long"
    if text.endswith(("?", "？", "؟", "?”", '?"')):
        return "a question"
    if not re.search(r"(?:[.!。！।۔…][”\"»’)]{0,2}|[”\"»])$", text):
        return "no whole sentence"
    if text[0].islower() or text[0] in ",;:)]–—-•*":
        return "no beginning"
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) * 2 > len(letters):
        return "capitals"
    return None if _is_balanced(text) else "half a quotation or bracket"


def _ill_spoken(text: str, language: str) -> str | None:
    rules = _rules()
    if rules.boilerplate.search(text):
        return "boilerplate"
    if _CAPTION.search(text):
        return "caption"
    if any(t.text.isalpha() and t.text.isupper() and _shouts(t, language) for t in tokens(text)):
        return "capitals"
    outside = re.sub(r"[“\"«„][^“”\"«»„]*[”\"»“]", " ", text)
    if any(mark in outside for mark in "?？؟"):
        return "a question"
    if language in rules.person and rules.person[language].search(outside):
        return "the reporter speaks"
    few = sum(c.isalpha() for c in outside) < LEAST_OF_OUR_OWN and len(outside) < len(text)
    return "only a quotation" if few and not _has_speaker(text, language) else None


def _shouts(word: Token, language: str) -> bool:
    """ "The minister is OUT." """
    return len(word.text) > 2 and is_function_word(word.key, language)


LEAST_OF_OUR_OWN = 25
"""Letters outside its quotation that a sentence needs where it does not name the speaker."""


def _has_speaker(text: str, language: str) -> bool:
    return any(find_speaker(text, q, language) for q in find_quotations(text))


def _is_balanced(text: str) -> bool:
    brackets = all(text.count(a) == text.count(b) for a, b in (("(", ")"), ("[", "]")))
    return brackets and marks_are_paired(text)
