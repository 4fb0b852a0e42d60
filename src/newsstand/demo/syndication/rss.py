"""RSS 2.0, and the older 0.91 and 0.92."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from newsstand.demo.syndication.items import FeedItem
from newsstand.demo.syndication.xml import cdata, declaration, element, escape_for
from newsstand.demo.titles import FeedHabit, Title
from newsstand.demo.wording import write_date

_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def write_rss2(title: Title, feed: FeedHabit, items: Sequence[FeedItem], now: datetime, origin: str) -> str:
    """An RSS 2.0 feed."""
    escaped = escape_for(feed)
    return "\n".join(
        [
            declaration(feed),
            f'<rss version="2.0" {_SPACES}><channel>',
            element("title", title.name, escaped),
            f"<link>{origin}/</link>",
            element("description", title.tagline, escaped),
            f"<language>{title.language.lower()}</language>",
            f"<lastBuildDate>{format_datetime(now)}</lastBuildDate>",
            f'<atom:link href="{origin}{feed.path}" rel="self" type="application/rss+xml"/>',
            "<ttl>5</ttl>",
            *(_item(item, feed, title) for item in items),
            "</channel></rss>",
        ]
    )


def write_rss09(title: Title, feed: FeedHabit, items: Sequence[FeedItem], now: datetime, origin: str) -> str:
    """An RSS 0.91 or 0.92 feed: headline, link, description, and in some a date."""
    escaped = escape_for(feed)
    version = "0.91" if feed.kind == "rss091" else "0.92"
    rows = []
    for item in items:
        rows += [
            "<item>",
            element("title", item.headline, escaped),
            element("link", item.url, escaped),
            element("description", item.summary, escaped),
            _date(item, feed, title),
            "</item>",
        ]
    head = [
        f'<rss version="{version}"><channel>',
        element("title", title.name, escaped),
        element("description", title.tagline, escaped),
        f"<link>{origin}/</link><language>{title.language.lower()}</language>",
    ]
    return "\n".join([declaration(feed), *head, *rows, "</channel></rss>"])


def _item(item: FeedItem, feed: FeedHabit, title: Title) -> str:
    escaped = escape_for(feed)
    summary = item.summary
    if summary is not None and "html-summary" in feed.quirks:
        picture = f'<img src="{item.picture}" alt="" width="320"/>' if item.picture else ""
        summary = f'{picture}<p>{escaped(summary)} <a href="{item.url}">…</a></p>'
        description = f"<description>{cdata(summary)}</description>"
    else:
        description = element("description", summary, escaped)
    return "\n".join(
        [
            "<item>",
            element("title", item.headline, escaped),
            element("link", item.url, escaped),
            description,
            f"<content:encoded>{cdata(item.content)}</content:encoded>" if item.content else "",
            *(element("dc:creator", author, escaped) for author in item.authors),
            element("category", item.category, escaped),
            _date(item, feed, title),
            _guid(item, feed),
            f'<media:content url="{item.picture}" medium="image" type="image/svg+xml"/>'
            if item.picture
            else "",
            "</item>",
        ]
    )


def _guid(item: FeedItem, feed: FeedHabit) -> str:
    if "no-guid" in feed.quirks:
        return ""
    permanent = "true" if item.id.startswith("http") else "false"
    return f'<guid isPermaLink="{permanent}">{item.id}</guid>'


def _date(item: FeedItem, feed: FeedHabit, title: Title) -> str:
    if "no-dates" in feed.quirks:
        return ""
    if "odd-dates" in feed.quirks:
        odd = write_date("{d} {month} {yyyy} {HH}:{MM} {zone}", item.published, title.language)
        return f"<pubDate>{odd}</pubDate>"
    return f"<pubDate>{format_datetime(item.published)}</pubDate>"
