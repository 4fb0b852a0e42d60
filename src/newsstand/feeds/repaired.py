"""Feeds too broken for an XML parser -> drafts, by feedparser, which repairs what it can and says nothing of it."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from newsstand.errors import FeedUnreadable
from newsstand.feeds.draft import Draft

LARGEST_REPAIR = 2 * 1024 * 1024
"""Bytes of a broken feed that are looked at: repairing takes 0.4 s for each million, of hostile ones up to 4.5 s."""
# A tag so long is an attack: feedparser's time grows with the square of a tag's attributes.
_ENDLESS_TAG = re.compile(rb"<[A-Za-z][^<>]{8000,}+>?")
# The measures of a logo, on which feedparser breaks down where an element before them was not closed.
_MEASURES = re.compile(rb"</?(?:width|height)\s*>")


# What feedparser lets through when a broken element leaves it without the value that it then converts.
_ITS_FAULTS = (TypeError, ValueError, LookupError, AttributeError, AssertionError, RecursionError)


def repair(document: bytes, *, url: str | None) -> Any:
    """feedparser's reading of UTF-8 bytes, nothing sanitised yet; FeedUnreadable where it breaks down itself."""
    import feedparser  # 30 ms, for the few feeds that need it

    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    document = _MEASURES.sub(b"", _ENDLESS_TAG.sub(b"", document[:LARGEST_REPAIR]))
    try:
        return feedparser.parse(
            b'<?xml version="1.0" encoding="utf-8"?>' + document,
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _ITS_FAULTS as error:
        raise FeedUnreadable("the XML is broken beyond repair", url=url) from error


def draft_of_reading(entry: Any) -> Draft:
    """What feedparser read of one entry."""
    return Draft(
        id=_text(entry, "id"),
        link=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        headline=_text(entry, "title"),
        summary=_text(entry, "summary"),
        content=next((c["value"] for c in entry.get("content", ()) if c.get("value")), ""),
        authors=[a["name"] for a in entry.get("authors", ()) if a.get("name")] or [_text(entry, "author")],
        published=_text(entry, "published"),
        updated=_text(entry, "updated"),
        image=_image(entry),
        categories=[escape(tag["term"]) for tag in entry.get("tags", ()) if tag.get("term")],
    )


def _image(entry: Any) -> str:
    for name in ("media_content", "media_thumbnail"):
        for medium in entry.get(name, ()):
            kind = medium.get("medium") or medium.get("type") or "image"
            if medium.get("url") and kind.startswith("image"):
                return str(medium["url"])
    for link in entry.get("links", ()):
        if link.get("rel") == "enclosure" and link.get("type", "").startswith("image/"):
            return str(link.get("href", ""))
    return ""


def _text(entry: Any, name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
