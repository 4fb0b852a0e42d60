"""JSON Feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from newsstand.demo.syndication.items import FeedItem
from newsstand.demo.titles import FeedHabit, Title


def write_json(title: Title, feed: FeedHabit, items: Sequence[FeedItem], now: datetime, origin: str) -> str:
    """A JSON Feed 1.1."""
    return orjson.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title.name,
            "home_page_url": f"{origin}/",
            "feed_url": f"{origin}{feed.path}",
            "description": title.tagline,
            "language": title.language,
            "items": [_item(item) for item in items],
        },
        option=orjson.OPT_INDENT_2,
    ).decode()


def _item(item: FeedItem) -> dict[str, Any]:
    body = {"content_html": item.content} if item.content else {"content_text": item.summary or ""}
    stated = {
        "id": item.id,
        "url": item.url,
        "title": item.headline,
        "summary": item.summary,
        "image": item.picture,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.keywords),
        **body,
    }
    return {name: value for name, value in stated.items() if value}
