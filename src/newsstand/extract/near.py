"""What stands near the headline: the elements in which bylines, standfirsts and overlines are looked for."""

from __future__ import annotations

from lxml.html import HtmlElement

BEFORE = 40
AFTER = 120
_ELSEWHERE = frozenset(
    {"nav", "footer", "script", "style", "form", "noscript", "template", "svg", "button", "select"}
)


def near_headline(tree: HtmlElement, heading: HtmlElement | None) -> list[HtmlElement]:
    """Elements after the headline, then those before it (nearest first), without navigation and forms.

    Without a heading element: those of the page's first part.
    """
    body = tree.find("body")
    if body is None:
        return []
    if heading is None:
        heading = next(iter(tree.iter("h1")), None)
    elements: list[HtmlElement] = []
    at = None
    after = 0
    skipped: set[HtmlElement] = set()
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        if element.tag in _ELSEWHERE or parent in skipped:
            skipped.add(element)
            continue
        if element is heading:
            at = len(elements)
        elif at is not None:
            after += 1
            if after > AFTER:
                break
        elements.append(element)
    if at is None:
        return elements[: BEFORE + AFTER]
    return elements[at + 1 :] + elements[max(0, at - BEFORE) : at][::-1]
