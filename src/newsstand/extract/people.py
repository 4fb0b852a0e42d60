"""Who wrote an article: what the page declares, then the byline that it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lxml.html import HtmlElement

from newsstand.extract.headline import fold, line_of
from newsstand.extract.meta import Head
from newsstand.extract.structured import Structured, texts_of, types_of

LONGEST_NAME = 90
LONGEST_BYLINE = 120
MOST_AUTHORS = 30

_META_NAMES = (
    "author", "itemprop:author", "parsely-author", "sailthru.author", "article:author", "byl", "dc.creator",
    "dcterms.creator", "article:author_name", "cxenseparse:author", "article.author", "og:author", "author_name", "citation_author",
)  # fmt: skip
_URL_OR_HANDLE = re.compile(r"^@|https?://|www\.|\.(?:com|org|net|html?)/|\S@\S|/\S+/")
_SPLIT = re.compile(r"\s*(?:[,;|/•·\n、，]|\s[–—-]\s)\s*")
_DIGITS = re.compile(r"\d")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]{0,80}[)\]]\s*$")
_WORDS = re.compile(r"[\w’'.\-]+")
_CLASS_PARTS = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Words:
    prefix: re.Pattern[str]
    joiner: re.Pattern[str]
    not_names: frozenset[str]
    roles: frozenset[str]
    classes: frozenset[str]
    agencies: dict[str, str]


@lru_cache(maxsize=1)
def byline_words() -> _Words:
    """The words that bylines of many languages are made of."""
    tables: dict[str, list[str]] = json.loads((files(__package__) / "bylines.json").read_text("utf-8"))
    prefixes = "|".join(re.escape(p) for p in sorted(set(tables["prefixes"]), key=len, reverse=True))
    joiners = "|".join(re.escape(j) for j in tables["joiners"])
    return _Words(
        prefix=re.compile(rf"(?:{prefixes})(?:\s*[:：]\s*|\s+)", re.IGNORECASE),
        joiner=re.compile(rf"\s+(?:{joiners})\s+", re.IGNORECASE),
        not_names=frozenset(tables["not_names"]),
        roles=frozenset(tables["role_words"]),
        classes=frozenset(tables["class_words"]),
        agencies={fold(a): a for a in tables["agencies"]},
    )


def read_authors(
    head: Head, structured: Structured, near: Iterable[HtmlElement], site_names: Iterable[str]
) -> tuple[tuple[str, ...], str | None]:
    """The authors' names and the byline as the page prints it.

    Persons that JSON-LD names come first, then persons of meta values, then those of the shown byline; an
    organisation, or the title itself, only where no person is named anywhere.
    """
    sites = {fold(n) for n in site_names if n}
    declared = list(_declared(structured))
    shown = list(_shown(near))
    sources: list[list[str]] = [
        [name for name, is_person in declared if is_person],
        [v for n in _META_NAMES for v in head.all(n)][:MOST_AUTHORS],
        shown[:1],
        [name for name, _ in declared],
    ]
    named = [split_names(texts) for texts in sources]
    people = next((n for n in named if n and not all(fold(x) in sites for x in n)), None)
    authors = people or next((n for n in named if n), ())
    byline = next((s for s in shown if any(fold(a) in fold(s) for a in authors)), None)
    return authors, byline or (", ".join(authors) if authors else None)


def _declared(structured: Structured) -> Iterator[tuple[str, bool]]:
    for article in structured.articles[:3]:
        found = False
        for key in ("author", "creator", "byline"):
            value = article.get(key)
            for item in (value if isinstance(value, list) else [value])[:MOST_AUTHORS]:
                node = structured.follow(item)
                is_person = not (isinstance(node, dict) and types_of(node) and "person" not in types_of(node))
                for name in _names_of(node):
                    found = True
                    yield name, is_person
            if found:
                return


def _names_of(node: Any) -> Iterator[str]:
    if isinstance(node, dict) and not node.get("name"):
        whole = " ".join(t for key in ("givenName", "familyName") for t in texts_of(node.get(key)))
        if whole:
            yield whole
        return
    yield from texts_of(node)


def split_names(texts: Iterable[str]) -> tuple[str, ...]:
    """The names in some bylines: prefixes, roles, handles and addresses taken out, without repeats."""
    names: dict[str, str] = {}
    for text in texts:
        if _URL_OR_HANDLE.search(text):
            continue
        for part in _SPLIT.split(_without_prefix(text))[:MOST_AUTHORS]:
            for piece in byline_words().joiner.split(part):
                name = _clean(piece)
                if is_name(name):
                    names.setdefault(fold(name), name)
    return tuple(list(names.values())[:MOST_AUTHORS])


def _without_prefix(text: str) -> str:
    text = " ".join(text.split())
    for _ in range(2):
        prefix = byline_words().prefix.match(text)
        if prefix and prefix.end() < len(text):
            text = text[prefix.end() :]
    return text


def _clean(text: str) -> str:
    return _BRACKETS.sub("", _without_prefix(text).strip(' \t.:–—-*|"“”')).strip()


def is_name(text: str) -> bool:
    """The text could be a person's or an agency's name: short, no address, no number, no label, no job."""
    folded = text.casefold()
    if not 2 <= len(text) <= LONGEST_NAME or _DIGITS.search(text) or _URL_OR_HANDLE.search(text):
        return False
    words = _WORDS.findall(folded)
    if not words or len(words) > 8 or folded in byline_words().not_names:
        return False
    return not (len(words) <= 4 and (words[0] in byline_words().roles or words[-1] in byline_words().roles))


def _shown(near: Iterable[HtmlElement]) -> Iterator[str]:
    """The bylines near the headline: elements marked as such, or lines that open like one."""
    for element in near:
        text = line_of(element)
        if not text or len(text) > 200:
            continue
        if _is_marked(element):
            for part in _leaves(element):
                if len(split_names([part])) and _looks_like_people(part):
                    yield part
        elif len(text) <= LONGEST_BYLINE and _opens_like_one(text):
            yield text


def _opens_like_one(text: str) -> bool:
    prefix = byline_words().prefix.match(text)
    if prefix is None or prefix[0].strip(" :").casefold() in _LOOSE:
        return False
    return _looks_like_people(text[prefix.end() :])


# Prefixes that also open ordinary lines; they need an element that is marked as a byline.
_LOOSE = frozenset(
    {"aus", "de", "di", "a", "text", "tekst", "от", "текст", "文", "e", "la", "author", "authors", "autor"}
)


def _leaves(element: HtmlElement) -> Iterator[str]:
    """The element's line; where it holds links, those first: names are linked, jobs and dates are not."""
    text = line_of(element)
    links = [t for t in (line_of(a) for a in element.iter("a")) if t and is_name(_clean(t))]
    if len(links) == 1 and len(links[0]) < len(text):
        yield links[0]
    elif links and len(text) > 60:
        yield ", ".join(dict.fromkeys(links))
    yield text


def _looks_like_people(text: str) -> bool:
    names = split_names([text])
    return bool(names) and all(_capitalised(n) for n in names[:3])


def _capitalised(name: str) -> bool:
    words = _WORDS.findall(name)
    if not words or len(words) > 6:
        return False
    first, last = words[0], words[-1]
    return not (first[:1].islower() and last[:1].islower()) or fold(name) in byline_words().agencies


def _is_marked(element: HtmlElement) -> bool:
    if element.get("rel") == "author" or "author" in (element.get("itemprop") or ""):
        return True
    marks = " ".join(element.get(n) or "" for n in ("class", "id", "data-testid", "data-component"))
    return not byline_words().classes.isdisjoint(_CLASS_PARTS.findall(_CAMEL.sub(" ", marks).lower()))
