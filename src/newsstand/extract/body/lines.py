"""A page as lines: one for each paragraph, heading, item, row or caption, in reading order, with where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from newsstand.extract.headline import fold
from newsstand.text.markup import fold_text

LineKind = Literal["paragraph", "heading", "item", "row", "caption", "code"]

MOST_LINES = 20_000
LONGEST_LINE = 200_000

_UNSEEN = frozenset(
    """
    script style template noscript svg math iframe title object embed button select option textarea input
    audio video canvas dialog datalist map nav
    """.split()  # noqa: SIM905
)
_SWALLOWING = frozenset({"nav", "button", "object", "select", "map", "canvas", "video", "audio", "dialog"})
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark meter output picture progress
    q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr label amp-img o:p nobr
    """.split()  # noqa: SIM905
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong"})
_HIDDEN = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of the page.

    owner:   the innermost block element that holds it
    links:   share of its letters that are link texts, 0 to 1
    bold:    all its letters are set bold
    quoted:  it stands in a block quotation
    hidden:  the page's own markup hides it
    fold:    its letters and digits alone
    group:   the list or table that it is an item or a row of
    """

    index: int
    text: str
    kind: LineKind
    owner: HtmlElement
    links: float
    bold: bool
    quoted: bool
    hidden: bool
    fold: str
    group: HtmlElement | None = None


class _Walker:
    """Gathers the text between block boundaries; what is inline adds to a line, all else ends it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.link_letters = 0
        self.bold_letters = 0
        self.breaks = 0
        self.blocks: list[HtmlElement] = []
        self.depth = {"a": 0, "bold": 0, "quote": 0, "caption": 0, "hidden": 0}
        self.groups: list[HtmlElement] = []
        self.cells = 0

    def add(self, text: str | None) -> None:
        if not text:
            return
        if text.strip():
            self.breaks = 0
            letters = len(text.strip())
            self.link_letters += letters if self.depth["a"] else 0
            self.bold_letters += letters if self.depth["bold"] else 0
        self.parts.append(text)

    def end_line(self) -> None:
        text = fold_text("".join(self.parts), LONGEST_LINE)
        if text and self.blocks and len(self.lines) < MOST_LINES:
            letters = max(1, len("".join(self.parts).strip()))
            owner = self.blocks[-1]
            self.lines.append(
                Line(
                    index=len(self.lines),
                    text=text,
                    kind=self.kind_of(owner),
                    owner=owner,
                    links=min(1.0, self.link_letters / letters),
                    bold=self.bold_letters >= 0.9 * letters,
                    quoted=self.depth["quote"] > 0,
                    hidden=self.depth["hidden"] > 0,
                    fold=fold(text),
                    group=self.groups[-1] if self.groups else None,
                )
            )
        self.parts, self.link_letters, self.bold_letters, self.breaks = [], 0, 0, 0

    def kind_of(self, owner: HtmlElement) -> LineKind:
        if self.depth["caption"]:
            return "caption"
        for block in reversed(self.blocks[-4:]):
            if block.tag in _HEADINGS:
                return "heading"
            if block.tag in ("li", "dd", "dt"):
                return "item"
            if block.tag == "tr":
                return "row"
            if block.tag == "pre":
                return "code"
        return "paragraph"


def read_lines(tree: HtmlElement) -> list[Line]:
    """The lines of the page's body in reading order; what a browser never shows as text is left out."""
    body = _root(tree)
    walker = _Walker()
    skipped: set[HtmlElement] = set()
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else "svg"
        if event == "start":
            if tag in _UNSEEN and not (tag in _SWALLOWING and _swallowed_article(element)):
                skipped.add(element)
                if tag in _SWALLOWING:
                    walker.end_line()
                walk.skip_subtree()
                continue
            _enter(walker, element, tag)
            walker.add(element.text)
        else:
            if element not in skipped:
                _leave(walker, element, tag)
            walker.add(element.tail if element is not body else None)
    walker.end_line()
    return walker.lines


def _root(tree: HtmlElement) -> HtmlElement:
    """The body, or the whole tree where broken markup left text outside of it."""
    body = tree.find("body")
    head = tree.find("head")
    if body is None or (
        head is not None and any(head.find(f".//{tag}") is not None for tag in ("p", "h1", "div"))
    ):
        return tree
    return body


def _long_paragraphs(element: HtmlElement) -> int:
    return sum(len(p.text or "") > 80 for p in element.iter("p"))


def _swallowed_article(element: HtmlElement) -> bool:
    """The element was never closed, and the parser put the rest of the page into it."""
    if element.find(".//h1") is not None:
        return True
    return _long_paragraphs(element) >= 3


def _enter(walker: _Walker, element: HtmlElement, tag: str) -> None:
    if tag == "br":
        walker.breaks += 1
        # Two breaks part paragraphs; one parts words.
        if walker.breaks >= 2 and not walker.cells:
            walker.end_line()
            walker.breaks = 2
        else:
            walker.parts.append(" ")
    elif tag in _INLINE:
        walker.depth["a"] += tag == "a"
        walker.depth["bold"] += tag in _BOLD
    elif tag in ("td", "th") and walker.cells:
        walker.parts.append(" | ")
    elif not walker.cells:
        walker.end_line()
        walker.blocks.append(element)
        walker.depth["quote"] += tag == "blockquote"
        walker.depth["caption"] += tag == "figcaption"
        if tag in ("ul", "ol", "dl", "table"):
            walker.groups.append(element)
    else:
        walker.parts.append(" ")
    if tag == "tr" and not walker.cells and _is_data_row(element):
        walker.cells = 1
    elif walker.cells and tag == "tr":
        walker.cells += 1
    walker.depth["hidden"] += _hides(element)


def _leave(walker: _Walker, element: HtmlElement, tag: str) -> None:
    if tag == "tr" and walker.cells:
        walker.cells -= 1
    if tag in _INLINE:
        walker.depth["a"] -= tag == "a"
        walker.depth["bold"] -= tag in _BOLD
    elif not walker.cells and walker.blocks and walker.blocks[-1] is element:
        walker.end_line()
        walker.blocks.pop()
        walker.depth["quote"] -= tag == "blockquote"
        walker.depth["caption"] -= tag == "figcaption"
        if walker.groups and walker.groups[-1] is element:
            walker.groups.pop()
    else:
        walker.parts.append(" ")
    walker.depth["hidden"] -= _hides(element)


def _hides(element: HtmlElement) -> bool:
    style = element.get("style")
    return "hidden" in element.attrib or bool(style and _HIDDEN.search(style))


def _is_data_row(row: HtmlElement) -> bool:
    """A row of figures, not of a page laid out as a table: several cells, none of which holds blocks of its own."""
    cells = [c for c in row if c.tag in ("td", "th")]
    return len(cells) > 1 and not any(
        len(c.text_content()) > 300 or c.find(".//table") is not None for c in cells
    )
