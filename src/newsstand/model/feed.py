"""What a feed says of itself and of its entries, before anything is fetched or extracted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FeedFormat = Literal["rss", "rdf", "atom", "json", "news_sitemap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as a feed gives it.

    id:         the feed's own id (guid, atom:id), else the URL, else a fingerprint of what it says; never empty
    url:        absolute http(s) address, or None where the feed gives none
    headline:   plain text, markup and control characters taken out; may be empty
    summary:    plain text of the feed's own description, bounded; may be empty
    content:    HTML of a full text carried by the feed itself (content:encoded), or None: sanitised, unless
                `parse_feed(sanitise=False)` was asked for, then as the feed has it and not to be shown
    published:  aware, as the feed says it; None where absent or impossible (year 0, year 3000)
    image:      absolute URL or None
    """

    id: str
    url: str | None
    headline: str
    summary: str = ""
    content: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    image: str | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed's bytes, read: its own facts, its entries in the feed's order, and what was wrong but bearable.

    hub and ttl_minutes are hints on how to be told of news or when to ask again; None where absent.
    """

    format: FeedFormat
    title: str | None
    link: str | None
    language: str | None
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    hub: str | None = None
    ttl_minutes: int | None = None
