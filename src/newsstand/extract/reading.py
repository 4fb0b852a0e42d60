"""A page while it is being read: what every stage may look at, and what the stages before it found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from newsstand.extract.body.lines import Line
from newsstand.extract.meta import Head
from newsstand.extract.structured import Structured
from newsstand.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The tree with its declarations, and the article as far as it has been read.

    heading:    the element of the headline, where it is shown
    site_names: names under which the site itself goes
    near:       elements around the headline, nearest first
    lines:      the page's lines; `taken` are the indices of those that the body is made of
    """

    tree: HtmlElement
    url: str | None
    head: Head
    structured: Structured
    article: Article
    heading: HtmlElement | None = None
    site_names: tuple[str, ...] = ()
    near: tuple[HtmlElement, ...] = ()
    lines: tuple[Line, ...] = ()
    taken: frozenset[int] = frozenset()

    def with_article(self, **changes: object) -> Reading:
        """The same reading with some fields of the article filled in."""
        return replace(self, article=replace(self.article, **changes))  # type: ignore[arg-type]
