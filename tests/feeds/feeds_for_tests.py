"""Small feeds written for the tests."""

from __future__ import annotations

from datetime import UTC, datetime

from newsstand.model import Entry, ParsedFeed

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def rss(items: str, *, channel: str = "", attributes: str = "") -> bytes:
    """An RSS 2.0 feed of these items."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {attributes}><channel><title>The Harbour Bell</title>'
        f"<link>https://bell.example/</link><language>en-gb</language>{channel}{items}</channel></rss>"
    ).encode()


def item(headline: str = "Ferry returns", url: str = "https://bell.example/ferry", more: str = "") -> str:
    """One item of RSS."""
    return f"<item><title>{headline}</title><link>{url}</link>{more}</item>"


def entry(id_: str = "a", **fields: object) -> Entry:
    """An entry with an address and a headline of its own."""
    given: dict[str, object] = {
        "id": id_,
        "url": f"https://bell.example/{id_}",
        "headline": f"Headline {id_}",
    }
    return Entry(**(given | fields))  # type: ignore[arg-type]


def feed_of(*entries: Entry) -> ParsedFeed:
    """A parsed feed of these entries."""
    return ParsedFeed(format="rss", title=None, link=None, language=None, entries=entries)
