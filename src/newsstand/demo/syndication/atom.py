"""Atom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from newsstand.demo.syndication.items import FeedItem
from newsstand.demo.syndication.xml import declaration, element, escape_for
from newsstand.demo.titles import FeedHabit, Title


def write_atom(title: Title, feed: FeedHabit, items: Sequence[FeedItem], now: datetime, origin: str) -> str:
    """An Atom feed; relative links lean on xml:base."""
    escaped = escape_for(feed)
    base = f' xml:base="{origin}/"' if "relative-links" in feed.quirks else ""
    updated = max((item.updated for item in items), default=now)
    head = [
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
        f'xml:lang="{title.language}"{base}>',
        element("title", title.name, escaped),
        element("subtitle", title.tagline, escaped),
        f"<id>tag:{title.host()},2026:feed</id>",
        f'<link rel="self" href="{origin}{feed.path}"/><link href="{origin}/"/>',
        f"<updated>{updated.isoformat()}</updated>",
    ]
    entries = [line for item in items for line in _entry(item, title, feed)]
    return "\n".join([declaration(feed), *head, *entries, "</feed>"])


def _entry(item: FeedItem, title: Title, feed: FeedHabit) -> list[str]:
    escaped = escape_for(feed)
    authors = "".join(f"<author><name>{escaped(a)}</name></author>" for a in item.authors)
    content = f'<content type="html">{escape(item.content, quote=False)}</content>' if item.content else ""
    picture = f'<media:thumbnail url="{item.picture}" width="1200" height="675"/>' if item.picture else ""
    number = item.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    return [
        "<entry>",
        element("title", item.headline, escaped),
        f'<link rel="alternate" type="text/html" href="{escape(item.url)}"/>',
        f"<id>tag:{title.host()},2026:{escaped(number)}</id>",
        f"<published>{item.published.isoformat()}</published>",
        f"<updated>{item.updated.isoformat()}</updated>",
        authors or element("author", None, escaped),
        f'<category term="{escape(item.category)}"/>',
        element("summary", item.summary, escaped),
        content,
        picture,
        "</entry>",
    ]
