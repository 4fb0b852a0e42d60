"""Which line is the headline: what the page shows and what it declares, weighed against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from lxml.html import HtmlElement

from newsstand.extract.meta import Head
from newsstand.extract.structured import Structured

LONGEST_HEADLINE = 500
SEPARATOR = re.compile(r"\s+(?:[|–—·•»›:/\-]|::|--|\|\|)\s+|\s*(?:\||--|—)\s*|\s*[_＿｜]\s*")

# How far each place is trusted, as measured on pages whose headlines are known; places that agree add up.
WEIGHTS = {
    "json-ld": 1.0,
    "og": 0.8,
    "h1": 1.05,
    "twitter": 0.5,
    "title": 0.1,
    "itemprop": 0.9,
    "alternative": 0.3,
}

_FOLDED = re.compile(r"[\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def fold(text: str) -> str:
    """Letters and digits only, in lower case: equal folds are the same line to a reader."""
    return _FOLDED.sub("", _INVISIBLE.sub("", normalize("NFKC", text)).casefold())


def headings(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """The page's first-level headings and their text, in order; without them, what is marked as a headline."""
    found = [(h, line_of(h)) for h in tree.iter("h1")]
    if not any(text for _, text in found):
        found = [(h, line_of(h)) for h in tree.iterfind(".//*[@itemprop='headline']") if h.tag != "meta"]
    return [(h, text) for h, text in found if 3 <= len(text) <= LONGEST_HEADLINE][:20]


def line_of(element: HtmlElement) -> str:
    """An element's text on one line, scripts and styles left out."""
    parts = []
    for node in element.iter():
        if node.tag not in ("script", "style", "noscript", "template") and node.text:
            parts.append(node.text)
        if node is not element and node.tail:
            parts.append(f" {node.tail}" if node.tag in ("br", "div", "p") else node.tail)
        elif node.tag in ("div", "p", "br"):
            parts.append(" ")
    return " ".join(_INVISIBLE.sub("", "".join(parts)).split())


def choose_headline(
    head: Head, structured: Structured, lines: Iterable[str], site_names: Iterable[str]
) -> str | None:
    """The line with the most support among all places that name a headline; None where no place does."""
    names = {fold(n) for n in site_names if n}
    shown = list(lines)
    declared = {
        "json-ld": structured.first_text("headline", "name"),
        "alternative": structured.first_text("alternativeHeadline"),
        "og": head.first("og:title"),
        "twitter": head.first("twitter:title"),
        "title": head.title,
        "itemprop": head.first("itemprop:headline"),
    }
    known = {fold(t) for t in (*shown, declared["json-ld"]) if t}
    candidates = [(WEIGHTS[k], _without_site(v, names, known)) for k, v in declared.items() if v]
    heading = closest(shown, [t for _, t in candidates])
    if heading:
        candidates.insert(0, (WEIGHTS["h1"], _without_site(heading, names, set())))
    candidates = [
        (w, t[:LONGEST_HEADLINE].strip()) for w, t in candidates if fold(t) and fold(t) not in names
    ]
    if not candidates:
        return heading or head.title
    support: dict[str, float] = {}
    for weight, text in candidates:
        support[fold(text)] = support.get(fold(text), 0.0) + weight
    best = max(support, key=lambda key: support[key])
    return next(text for _, text in candidates if fold(text) == best)


def closest(lines: list[str], others: list[str]) -> str | None:
    """The line that shares most of its words with what is declared elsewhere; the first among equals."""
    words = [set(re.findall(r"\w+", normalize("NFKC", o).casefold())) for o in others]

    def share(line: str) -> float:
        own = set(re.findall(r"\w+", normalize("NFKC", line).casefold()))
        return max((len(own & w) / len(own | w) for w in words if own | w), default=0.0)

    return max(lines, key=share) if lines else None


def _without_site(text: str, names: set[str], known: set[str]) -> str:
    """A declared title without the site's name at its end or start."""
    if fold(text) in known:
        return text
    gaps = list(SEPARATOR.finditer(text))
    for gap in gaps:
        if fold(text[: gap.start()]) in known:
            return text[: gap.start()]
        if fold(text[gap.end() :]) in known:
            return text[gap.end() :]
    for gap in gaps:
        rest = fold(text[gap.end() :])
        if (
            rest
            and gap.start() >= 8
            and any(rest == n or (len(rest) > 3 and (rest in n or n in rest)) for n in names)
        ):
            return text[: gap.start()]
    if gaps and fold(text[: gaps[0].start()]) in names:
        return text[gaps[0].end() :]
    return text
