"""Names: who and what a text speaks of, found by capitals and by the evidence of the text itself."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from newsstand.text.words import primary, stop_words

Kind = Literal["person", "organisation"]

LONGEST_NAME = 6
"""Words of a name; more capitals in a row are a headline, not a name."""

_UPPER = "".join(
    c for c in map(chr, range(0x41, 0x587)) if c.isupper() and c.isalpha()
)  # Latin, Greek, Cyrillic, Armenian
_WORD = re.compile(
    rf"(?:[{_UPPER}]\.)+(?=[^\w]|$)|[^\W_]+(?:[’'\-][^\W_]+)*|[.!?…:;]+[\"”’»)\]]*(?=\s)|\n|[\"“„«(,\]\[)”»|•·–—]"
)
_CAPITAL = frozenset(_UPPER)
_ENDS = frozenset(".!?…:\n•|")
_OPENS = frozenset('"“„«(')
_POSSESSIVE = re.compile(r"[’']s?$|[’'][sS]$")
_ELISION = re.compile(r"(?:[ldnsjmtcLDNSJMTC]|[Qq]u)[’'](?=\w)")


def _listed() -> dict[str, frozenset[str]]:
    raw = json.loads(files(__package__).joinpath("names.json").read_text(encoding="utf-8"))
    joins = {
        f"joins {language}": frozenset(words.split(", ")) for language, words in raw.pop("joins").items()
    }
    return {name: frozenset(words.split()) for name, words in raw.items()} | joins


_LISTED = _listed()
_TITLES, _BODIES = _LISTED["titles"], _LISTED["bodies"]
_DAYS, _DETERMINERS = _LISTED["days"], _LISTED["determiners"]
_ANY_JOIN = _LISTED[
    "joins "
]  # German: "von" joins nouns as well as names, so it is not among the German joins


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One mention of a name, `text[start:end]`.

    key:  the same for every way of writing it in capitals, with or without accents
    kind: what its own words tell ("Lord …" is a person, "… Bank" an organisation), else None
    """

    text: str
    key: str
    start: int
    end: int
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    capital: bool
    first: bool  # the first word of a sentence, line or quotation: its capital proves nothing
    before: str  # the word in front of it in the same phrase, "" where there is none


def name_key(text: str) -> str:
    """A name as it is compared: no accents, no case, single spaces."""
    if text.isascii():
        return " ".join(text.lower().replace(".", "").split())
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace(".", "").split())


def names(text: str, language: str | None = None) -> tuple[Name, ...]:
    """The names in a text in order, every mention of each.

    A capital in the middle of a sentence makes a name; at its start only if the text bears it out. In German, where
    every noun has a capital, a single word counts only where no article or number ever stands before it and it also
    stands in a longer name or is written without one twice. Scripts without capitals give nothing.
    """
    runs = list(_runs(text, language))
    evidence = _Evidence(runs, _words(text), primary(language))
    found: list[Name] = []
    for run in runs:
        kept = evidence.trim(run)
        if kept:
            found.append(_name(text, kept))
    return tuple(found)


def _name(text: str, run: list[_Word]) -> Name:
    start, end = run[0].start, run[-1].end
    return Name(text=text[start:end], key=name_key(text[start:end]), start=start, end=end, kind=_kind(run))


def _kind(run: list[_Word]) -> Kind | None:
    before = run[0].before.casefold().rstrip(".")
    if run[0].text.casefold().rstrip(".") in _TITLES or before in _TITLES:
        return "person"
    if len(run) > 1 and (run[-1].text.casefold() in _BODIES or run[0].text.casefold() in _BODIES):
        return "organisation"
    return None


def _words(text: str) -> Iterator[_Word | None]:
    """The words of a text; None wherever a phrase ends."""
    first, before = True, ""
    for match in _WORD.finditer(text):
        token, start = match.group(), match.start()
        if not (token[0].isalnum()):
            yield None
            first = first or token[0] in _ENDS or token[0] in _OPENS
            before = ""
            continue
        elided = _ELISION.match(token) if "’" in token or "'" in token else None
        if elided:
            yield _Word(token[: elided.end()], start, start + elided.end(), False, first, before)
            before, first, start, token = (
                token[: elided.end() - 1],
                False,
                start + elided.end(),
                token[elided.end() :],
            )
        owned = _POSSESSIVE.search(token) if token[-2:-1] in "’'" or token[-1] in "’'" else None
        bare = token[: owned.start()] if owned and owned.start() else token
        yield _Word(bare, start, start + len(bare), bare[0] in _CAPITAL, first, before)
        if len(bare) < len(token):
            yield None
        before, first = bare, False


def _runs(text: str, language: str | None) -> Iterator[list[_Word]]:
    """Capitalised words that stand together, small words between them ("Bank of England") taken in."""
    joins = _LISTED.get(f"joins {primary(language)}", _ANY_JOIN)
    begun = frozenset(" ".join(join.split()[:n]) for join in joins for n in (1, 2, 3))
    run: list[_Word] = []
    small: list[_Word] = []
    for word in _words(text):
        if word is not None and word.capital:
            if small and run and _phrase(small) not in joins:
                yield run
                run = []
            run += [*small, word] if run else [word]
            small = []
        elif word is not None and run and _phrase([*small, word]) in begun:
            small.append(word)
        else:
            if run:
                yield run
            run, small = [], []
    if run:
        yield run


def _phrase(words: list[_Word]) -> str:
    return " ".join([w.text for w in words])


class _Evidence:
    """What a text as a whole says of the capitals in it."""

    def __init__(self, runs: list[list[_Word]], words: Iterator[_Word | None], language: str) -> None:
        self._language = language
        self._stops = stop_words(language) or stop_words("en")
        self._small: set[str] = set()
        self._inside: Counter[str] = Counter()
        self._with_article: set[str] = set()
        self._in_long: set[str] = set()
        for word in words:
            if word is None:
                continue
            if not word.capital:
                self._small.add(word.text)
            elif not word.first:
                self._inside[word.text] += 1
                if word.before.casefold() in _DETERMINERS:
                    self._with_article.add(word.text)
        for run in runs:
            if 2 <= len(run) <= LONGEST_NAME and not run[0].first:
                self._in_long.update(w.text for w in run if w.capital)

    def trim(self, run: list[_Word]) -> list[_Word]:
        """The part of a run that is a name; empty where nothing of it is."""
        run = list(run)
        while run and self._is_opening(run[0], alone=len(run) == 1):
            run = run[1:]
            while run and not run[0].capital:
                run = run[1:]
        while run and run[-1].text.casefold() in self._stops and not run[-1].text.isupper():
            run = run[:-1]
            while run and not run[-1].capital:
                run = run[:-1]
        if not run or len(run) > LONGEST_NAME or self._is_common(run):
            return []
        return run

    def _is_opening(self, word: _Word, *, alone: bool) -> bool:
        """Whether a word has its capital only because something begins with it."""
        small = word.text.casefold()
        if small in self._stops and not (word.text.isupper() and len(word.text) > 1):
            return True
        if not word.first or (word.text.isupper() and len(word.text) > 1):
            return False
        if small in self._small and not self._inside[word.text]:
            return True
        return alone and not self._inside[word.text]

    def _is_common(self, run: list[_Word]) -> bool:
        """Whether what is left is a day, a month, a lone letter, or a German noun."""
        if len(run) > 1:
            return False
        word = run[0]
        if word.text.casefold() in _DAYS or len(word.text) < 2:
            return True
        if self._language not in ("de", "lb") or (word.text.isupper() and len(word.text) > 1):
            return False
        if word.text in self._with_article:
            return True
        return word.text not in self._in_long and self._inside[word.text] < 2


_INSIDE = re.compile(rf"(?<=[^\W_] )[{_UPPER}][^\W_]+(?:-[{_UPPER}]?[^\W_]+)*")


def name_words(text: str) -> list[str]:
    """The words written with a capital inside a sentence, as keys, in order: a quick sign of what a text speaks of."""
    found: list[str] = _INSIDE.findall(text)
    return [w.lower() if w.isascii() else name_key(w) for w in found]
