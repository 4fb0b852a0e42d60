"""An article made of what the feed itself carries, for pages that may not or cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsstand import model
from newsstand.newsroom.models import Entry
from newsstand.text.markup import clean_html, plain_text

_BORDER = re.compile(
    r"<(/?)(p|div|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|figure|figcaption|table|tr|pre|hr)\b[^<>]*>"
    r"|<br[^<>]*>\s{0,9}<br[^<>]*>"
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_SCRIPT = re.compile(
    r"</?noscript\b[^<>]*>", re.IGNORECASE
)  # read as text where scripts run; here none do
_KINDS: dict[str, model.BlockKind] = {"figcaption": "caption", **dict.fromkeys(_HEADINGS, "subhead")}
LONGEST_PARAGRAPH = 20_000


def article_from_entry(entry: Entry, *, language: str | None) -> model.Article | None:
    """The entry as an article: its full text where the feed carries one, else headline and description alone.

    None where it has no headline. The description is the standfirst, never the body: a body is a text that
    a sentence may cite.
    """
    if not entry.headline:
        return None
    return model.Article(
        url=entry.url or None,
        headline=entry.headline,
        standfirst=entry.summary or None,
        authors=tuple(entry.authors),
        language=language or None,
        published=entry.published_at,
        updated=entry.updated_at,
        keywords=tuple(entry.categories),
        image=model.Picture(url=entry.image) if entry.image else None,
        blocks=tuple(
            read_blocks(clean_html(_NO_SCRIPT.sub("", entry.raw_content), base_url=entry.url or None))
        ),
    )


def read_blocks(html: str) -> Iterator[model.Block]:
    """The texts between the borders of blocks, in order; `html` is clean: nothing unseen, no "<" in attributes."""
    kind: model.BlockKind = "paragraph"
    at = 0
    for border in _BORDER.finditer(html):
        if text := plain_text(html[at : border.start()], limit=LONGEST_PARAGRAPH):
            yield model.Block(kind=kind, text=text)
        closing, name = border[1], border[2]
        if name in _KINDS:
            kind = "paragraph" if closing else _KINDS[name]
        at = border.end()
    if text := plain_text(html[at:], limit=LONGEST_PARAGRAPH):
        yield model.Block(kind=kind, text=text)
