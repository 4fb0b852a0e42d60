"""Which picture a line stands by, so that it may be its caption."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsstand.extract.body.lines import Line

LONGEST_CAPTION = 700


def picture_beside(line: Line) -> HtmlElement | None:
    """The picture that the line stands by alone: in one figure, or in one small box with nothing else in it."""
    if len(line.text) > LONGEST_CAPTION:
        return None
    element: HtmlElement | None = line.owner
    for _ in range(4):
        if element is None or element.tag in ("body", "article", "main", "td"):
            return None
        pictures = element.findall(".//img")
        if pictures:
            # A picture set into a paragraph is not that paragraph's.
            if element.tag == "p" or (element.tag != "figure" and _holds_more(element, line)):
                return None
            return pictures[0] if len(pictures) == 1 or element.tag == "figure" else None
        element = element.getparent()
    return None


def _holds_more(element: HtmlElement, line: Line) -> bool:
    return len(" ".join(element.text_content().split())) > len(line.text) * 1.5 + 80
