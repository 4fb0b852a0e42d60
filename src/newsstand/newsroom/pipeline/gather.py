"""Feeds -> entries: ask what is due, decide what changed, store it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from newsstand.errors import FeedUnreadable
from newsstand.feeds import (
    Changes,
    PollHistory,
    entry_fingerprint,
    next_poll,
    parse_feed,
    plan_changes,
)
from newsstand.model import ParsedFeed
from newsstand.net import Fetched, Validators
from newsstand.newsroom import records
from newsstand.newsroom.models import Entry, Feed, Page, Poll
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.threads import Writer, in_batches
from newsstand.text.urls import normalise_url

MOST_FEEDS = 5000
BATCH = 64
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)


async def gather(desk: Desk, writer: Writer) -> int:
    """Ask every feed that is due; returns how many were asked. Each feed's news is stored in one transaction."""
    feeds = await writer.do(due_feeds, desk.now())

    async def ask(feed: Feed) -> tuple[Feed, Fetched]:
        return feed, await desk.fetcher.get(
            feed.url,
            validators=Validators(etag=feed.etag or None, last_modified=feed.last_modified or None),
            accept=ACCEPT,
            max_bytes=desk.settings.feed_bytes,
            robots=False,
        )

    async for answers in in_batches([ask(feed) for feed in feeds], most=BATCH):
        await writer.do(store_answers, answers, desk)
    return len(feeds)


def due_feeds(now: datetime) -> list[Feed]:
    """The feeds that are to be asked now, the longest waiting first; one that was never asked is due at once."""
    return list(
        Feed.objects.filter(state=Feed.State.ACTIVE, poll__due_at__lte=now)
        .select_related("poll", "publisher")
        .order_by("poll__due_at", "pk")[:MOST_FEEDS]
    )
