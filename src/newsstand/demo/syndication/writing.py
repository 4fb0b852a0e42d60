"""A feed's bytes: the form is chosen here, the faults are put in here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from newsstand.demo.syndication import atom, jsonfeed, rdf, rss, sitemap
from newsstand.demo.syndication.items import FeedItem
from newsstand.demo.titles import FeedHabit, FeedKind, Title

Write = Callable[[Title, FeedHabit, Sequence[FeedItem], datetime, str], str]

WRITERS: dict[FeedKind, Write] = {
    "rss2": rss.write_rss2,
    "rss092": rss.write_rss09,
    "rss091": rss.write_rss09,
    "rdf": rdf.write_rdf,
    "atom": atom.write_atom,
    "json": jsonfeed.write_json,
    "sitemap": sitemap.write_sitemap,
}
TYPES: dict[FeedKind, str] = {
    "rss2": "application/rss+xml",
    "rss092": "text/xml",
    "rss091": "application/xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "sitemap": "application/xml",
}


def write_feed(
    title: Title, feed: FeedHabit, items: Sequence[FeedItem], now: datetime, origin: str
) -> tuple[bytes, str]:
    """The feed's bytes and the content type under which the title serves them."""
    text = WRITERS[feed.kind](title, feed, items, now, origin)
    if "leading-blank" in feed.quirks:
        text = "\n" + text
    if "headless-type" in feed.quirks:
        return text.encode(feed.encoding, "xmlcharrefreplace"), "text/html"
    # Titles that keep an old encoding leave it to the XML declaration; the header says nothing.
    charset = "; charset=utf-8" if feed.encoding == "utf-8" and feed.kind != "json" else ""
    return text.encode(feed.encoding, "xmlcharrefreplace"), TYPES[feed.kind] + charset
