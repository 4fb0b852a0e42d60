"""Whose article it is, in which language, and whether part of it is held back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lxml.html import HtmlElement

from newsstand.extract.body.lines import Line
from newsstand.extract.body.marks import marks_of
from newsstand.extract.headline import fold, line_of
from newsstand.extract.meta import Head
from newsstand.extract.structured import Structured, texts_of

SHORT_FOR_A_GATE = 1_800
"""Letters; a page that shows more than this above its gate holds nothing back that a reader would miss."""
LONGEST_NAME = 60

_FALSE = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})
_LOCKED = frozenset({"locked", "paid", "premium", "subscriber", "subscription", "paywall", "plus"})


@lru_cache(maxsize=1)
def _gates() -> tuple[str, ...]:
    return tuple(json.loads((files(__package__) / "gates.json").read_text("utf-8")))


def is_paywalled(head: Head, structured: Structured, lines: Iterable[str], letters: int) -> bool:
    """The page declares that the article is not free, or shows a gate after a short text."""
    for article in structured.articles[:2]:
        free = article.get("isAccessibleForFree")
        if free is not None:
            return free is False or str(free).strip().lower() in _FALSE
    tier = (head.first("article:content_tier", "content_tier", "access", "cxenseparse:access") or "").lower()
    if tier in _LOCKED:
        return True
    if letters > SHORT_FOR_A_GATE:
        return False
    return any(gate in line.lower() for line in lines if len(line) < 200 for gate in _gates())


def declared_publisher(head: Head, structured: Structured) -> str | None:
    """The title as the page's own declarations name it."""
    for article in structured.articles[:2]:
        for key in ("publisher", "sourceOrganization", "provider"):
            for title in texts_of(structured.follow(article.get(key))):
                return title
    for node in structured.nodes:
        kinds: Any = node.get("@type")
        if kinds in ("NewsMediaOrganization", "WebSite") and (name := next(texts_of(node.get("name")), None)):
            return name
    return head.first(
        "og:site_name",
        "application-name",
        "dc.publisher",
        "dcterms.publisher",
        "itemprop:publisher",
        "apple-mobile-web-app-title",
    )


def shown_publisher(near: Iterable[HtmlElement], not_names: Iterable[str]) -> str | None:
    """The title whose logo stands beside the byline: on a page that shows another title's article.

    A logo is a picture whose description is also printed beside it, marked as a logo or a publisher; the page's
    own logo and pictures of the authors do not count.
    """
    others = {fold(n) for n in not_names if n}
    for element in near:
        if element.tag != "img":
            continue
        name = " ".join((element.get("alt") or "").split())
        parent = element.getparent()
        if not name or len(name) > LONGEST_NAME or parent is None or fold(name) in others:
            continue
        names = " ".join(
            filter(None, (element.get("src"), element.get("class"), parent.get("class"), parent.get("id")))
        ).lower()
        if not any(word in names for word in ("logo", "publisher", "source", "provider", "brand")):
            continue
        for holder in (parent, parent.getparent()):
            if holder is not None and fold(line_of(holder)) == fold(name):
                return name
    return None


def shown_overline(heading: HtmlElement | None, lines: list[Line], headline: str) -> str | None:
    """The short line above the headline that is marked as one, in the heading itself or just before it."""
    if heading is None:
        return None
    for part in heading.iter("span", "small", "strong", "em", "p", "div"):
        if _is_overline(part):
            text = line_of(part)
            if text and len(text) <= LONGEST_NAME * 2 and fold(text) != fold(headline):
                return text.rstrip(": ")
    at = next((n for n, line in enumerate(lines) if line.owner is heading), None)
    for line in reversed(lines[max(0, (at or 0) - 3) : at or 0]):
        parent = line.owner.getparent()
        if _is_overline(line.owner) or (parent is not None and len(parent) == 1 and _is_overline(parent)):
            return line.text.rstrip(": ") if 2 <= len(line.text) <= LONGEST_NAME * 2 else None
    return None


def shown_standfirst(heading: HtmlElement | None, lines: list[Line], taken: set[int]) -> str | None:
    """The sentence under the headline that is marked as one and is no part of the body."""
    at = (
        next((n for n, line in enumerate(lines) if line.owner is heading), None)
        if heading is not None
        else None
    )
    if at is None:
        return None
    for line in lines[at + 1 : at + 12]:
        parent = line.owner.getparent()
        if line.index in taken or not 30 <= len(line.text) <= 600:
            continue
        if "leads" in marks_of(line.owner) or (
            parent is not None and len(parent) <= 2 and "leads" in marks_of(parent)
        ):
            return line.text
    return None


def _is_overline(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('data-testid') or ''}".lower()
    return any(
        w in names
        for w in (
            "kicker",
            "overline",
            "eyebrow",
            "dachzeile",
            "topline",
            "spitzmarke",
            "supertitle",
            "antetitulo",
            "cintillo",
            "roofline",
            "overtitle",
            "surtitre",
            "occhiello",
            "hat-title",
            "rubric",
        )
    )
