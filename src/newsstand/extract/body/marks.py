"""What class names, ids and set phrases give away about a piece of a page."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files

from lxml.html import HtmlElement

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMES = ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-type", "aria-label")
LONGEST_NAMES = 400
LONGEST_PHRASE = 60


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    tables: dict[str, str] = json.loads((files(__package__) / "marks.json").read_text("utf-8"))
    return {name: re.compile(rf"(?:^|[\s_-])(?:{words})(?=$|[\s_-])") for name, words in tables.items()}


@lru_cache(maxsize=1)
def _phrases() -> dict[str, re.Pattern[str]]:
    tables: dict[str, list[str]] = json.loads((files(__package__) / "phrases.json").read_text("utf-8"))
    return {name: re.compile("|".join(words)) for name, words in tables.items() if name != "_"}


@lru_cache(maxsize=8192)
def marks_of_names(names: str) -> frozenset[str]:
    """The kinds of page furniture that some class names and ids speak of."""
    text = _CAMEL.sub("-", names).lower()
    return frozenset(kind for kind, pattern in _patterns().items() if pattern.search(text))


def marks_of(element: HtmlElement) -> frozenset[str]:
    """The kinds of page furniture that an element's own names and tag speak of."""
    names = " ".join(filter(None, (element.get(n) for n in _NAMES)))[:LONGEST_NAMES]
    found = marks_of_names(names) if names else frozenset()
    own = _TAGS.get(element.tag)
    return found | {own} if own else found


_TAGS = {
    "aside": "tag-aside",
    "footer": "tag-footer",
    "header": "tag-header",
    "figure": "tag-figure",
    "figcaption": "tag-figure",
    "form": "tag-form",
    "details": "tag-details",
    "article": "tag-article",
    "main": "tag-article",
    "address": "people",
    "time": "labels",
}
MARKS = (
    "promo", "related", "social", "comments", "people", "labels", "captions", "chrome", "boxes", "leads", "text",
    "tag-aside", "tag-footer", "tag-header", "tag-figure", "tag-form", "tag-details", "tag-article",
)  # fmt: skip
PHRASES = ("more", "join", "credit", "desk")


def phrases_of(text: str) -> frozenset[str]:
    """The kinds of set phrase that a line opens with ("start") or holds ("inside")."""
    opening = text[:LONGEST_PHRASE].lower().lstrip(" »«›>-–—•*|([▶►→📌✅")
    found = set()
    for kind, pattern in _phrases().items():
        if pattern.match(opening):
            found.add(f"start-{kind}")
    if len(text) <= 300:
        lowered = text.lower()
        found.update(f"inside-{kind}" for kind in ("join", "credit") if _phrases()[kind].search(lowered))
    return frozenset(found)
