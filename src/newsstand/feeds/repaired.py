"""Feeds too broken for an XML parser -> drafts, by feedparser, which repairs what it can and says nothing of it."""

from __future__ import annotations

from html import escape
from typing import Any

from newsstand.feeds.draft import Draft

LARGEST_REPAIR = 4 * 1024 * 1024
"""Bytes of a broken feed that are looked at: repairing takes half a second for each million."""


def repair(document: bytes, *, url: str | None) -> Any:
    """feedparser's reading of UTF-8 bytes; nothing is sanitised yet."""
    import feedparser  # 70 ms, for the few feeds that need it

    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    return feedparser.parse(
        b'<?xml version="1.0" encoding="utf-8"?>' + document[:LARGEST_REPAIR],
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )


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
