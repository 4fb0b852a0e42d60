"""A news sitemap: addresses, headlines and dates, nothing of the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsstand.demo.syndication.items import FeedItem
from newsstand.demo.syndication.xml import declaration, element, escape_for
from newsstand.demo.titles import FeedHabit, Title


def write_sitemap(
    title: Title, feed: FeedHabit, items: Sequence[FeedItem], now: datetime, origin: str
) -> str:
    """A news sitemap of the last two days."""
    escaped = escape_for(feed)
    rows = []
    for item in items:
        picture = f"<image:image><image:loc>{item.picture}</image:loc></image:image>" if item.picture else ""
        rows += [
            f"<url><loc>{escaped(item.url)}</loc><lastmod>{item.updated.isoformat()}</lastmod>",
            f"<news:news><news:publication>{element('news:name', title.name, escaped)}"
            f"<news:language>{title.speaks}</news:language></news:publication>",
            f"<news:publication_date>{item.published.isoformat()}</news:publication_date>",
            element("news:title", item.headline, escaped),
            element("news:keywords", ", ".join(item.keywords) or None, escaped),
            f"</news:news>{picture}</url>",
        ]
    head = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
    )
    return "\n".join([declaration(feed), head, *rows, "</urlset>"])
