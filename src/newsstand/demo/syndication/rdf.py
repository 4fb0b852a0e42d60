"""RSS 1.0, in RDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsstand.demo.syndication.items import FeedItem
from newsstand.demo.syndication.xml import declaration, element, escape_for
from newsstand.demo.titles import FeedHabit, Title


def write_rdf(title: Title, feed: FeedHabit, items: Sequence[FeedItem], now: datetime, origin: str) -> str:
    """An RSS 1.0 feed: the channel lists the items, which stand beside it."""
    escaped = escape_for(feed)
    listed = "".join(f'<rdf:li rdf:resource="{escaped(item.url)}"/>' for item in items)
    rows = []
    for item in items:
        rows += [
            f'<item rdf:about="{escaped(item.url)}">',
            element("title", item.headline, escaped),
            element("link", item.url, escaped),
            element("description", item.summary, escaped),
            element("dc:creator", ", ".join(item.authors) or None, escaped),
            element("dc:subject", item.category, escaped),
            f"<dc:date>{item.published.isoformat()}</dc:date>",
            "</item>",
        ]
    head = [
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">',
        f'<channel rdf:about="{origin}{feed.path}">',
        element("title", title.name, escaped),
        f"<link>{origin}/</link>",
        element("description", title.tagline, escaped),
        f"<dc:language>{title.language}</dc:language>",
        "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>",
        f"<items><rdf:Seq>{listed}</rdf:Seq></items>",
        "</channel>",
    ]
    return "\n".join([declaration(feed), *head, *rows, "</rdf:RDF>"])
