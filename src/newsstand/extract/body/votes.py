"""What others make of a page: trafilatura's reading and the page's own articleBody, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement

from newsstand.extract.body.lines import Line
from newsstand.extract.headline import fold
from newsstand.extract.structured import Structured, texts_of

WINDOW = 12
MOST_WINDOWS = 60


def read_by_trafilatura(tree: HtmlElement, url: str | None, *, precise: bool = False) -> str:
    """The text that trafilatura takes for the article; "" where it finds none."""
    import trafilatura  # here: its import takes 140 ms, which commands that read no page need not pay

    document: Any = trafilatura.bare_extraction(deepcopy(tree), url=url, options=_options(precise))
    return document.text or "" if document is not None else ""


@lru_cache(maxsize=2)
def _options(precise: bool) -> Any:
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", comments=False, precision=precise)


def declared_body(structured: Structured) -> str:
    """The text that the page's JSON-LD gives as the article's body; "" where it gives none."""
    texts = [t for a in structured.articles for t in texts_of(a.get("articleBody"))]
    return max(texts, key=len, default="")


def agreement(lines: Iterable[Line], text: str) -> list[float]:
    """For each line the share of it that stands in `text`, 0 to 1; short lines count only as whole lines of it."""
    whole = fold(text)
    short = {fold(part) for part in text.splitlines()}
    return [_share(line.fold, whole, short) for line in lines]


def _share(line: str, whole: str, short: set[str]) -> float:
    if not line or not whole:
        return 0.0
    if len(line) < 18:
        return float(line in short or (len(line) >= 8 and line in whole and _is_ideographic(line)))
    if line in whole:
        return 1.0
    step = max(WINDOW, len(line) // MOST_WINDOWS)
    starts = range(0, max(1, len(line) - WINDOW + 1), step)
    return sum(line[i : i + WINDOW] in whole for i in starts) / len(starts)


def _is_ideographic(text: str) -> bool:
    return any(c >= "\u2e80" for c in text[:4])
