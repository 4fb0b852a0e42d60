"""An article made of what the feed itself carries, for pages that may not or cannot be read."""

from __future__ import annotations

import re

from newsstand import model
from newsstand.newsroom.models import Entry
from newsstand.text.markup import plain_text

_PARAGRAPH_END = re.compile(r"</(?:p|div|h[1-6]|li|blockquote)\s*>|<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
LONGEST_PARAGRAPH = 20_000


def article_from_entry(entry: Entry, *, language: str | None) -> model.Article | None:
    """The entry as an article: its full text where the feed carries one, else headline and description alone.

    None where it has no headline. The description is the standfirst, never the body: a body is a text that
    a sentence may cite.
    """
    if not entry.headline:
        return None
    paragraphs = tuple(
        model.Block(kind="paragraph", text=text)
        for part in _PARAGRAPH_END.split(entry.raw_content)
        if (text := plain_text(part, limit=LONGEST_PARAGRAPH))
    )
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
        blocks=paragraphs,
    )
