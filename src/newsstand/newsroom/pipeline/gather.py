"""Feeds -> entries: ask what is due, decide what changed, store it once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from newsstand import model
from newsstand.errors import FeedUnreadable
from newsstand.feeds import PollOutcome, next_poll, parse_feed, remember
from newsstand.net import Fetched, Validators
from newsstand.newsroom import records
from newsstand.newsroom.models import Feed, Poll
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.entries import store_entries
from newsstand.newsroom.pipeline.threads import Writer, in_batches

MOST_FEEDS = 5000
BATCH = 64
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
REFUSED = frozenset({"rate_limited", "held"})
WELL = frozenset({"new", "nothing_new", "not_modified"})
POLL_FIELDS = [f.name for f in Poll._meta.concrete_fields if not f.primary_key]
FEED_FIELDS = (
    "url moved_from state title format language etag last_modified body_hash problems".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a feed answered: the fetch, and what was read of it or why it could not be."""

    feed: Feed
    fetched: Fetched
    body_hash: str = ""
    parsed: model.ParsedFeed | None = None
    unreadable: str = ""


async def gather_once(desk: Desk) -> int:
    """Ask every feed that is due, and nothing after it; returns how many were asked."""
    writer = Writer()
    try:
        return await gather(desk, writer)
    finally:
        writer.close()


async def gather(desk: Desk, writer: Writer) -> int:
    """Ask every feed that is due; returns how many were asked. Each feed's news is stored in one transaction."""
    feeds = await writer.do(due_feeds, desk.now())
    async with aclosing(in_batches([ask(feed, desk) for feed in feeds], most=BATCH)) as batches:
        async for answers in batches:
            await writer.do(store_answers, answers, desk)
    return len(feeds)


def due_feeds(now: datetime) -> list[Feed]:
    """The feeds that are to be asked now, the longest waiting first; one that was never asked is due at once."""
    return list(
        Feed.objects.filter(state=Feed.State.ACTIVE, poll__due_at__lte=now)
        .select_related("poll", "publisher")
        .order_by("poll__due_at", "pk")[:MOST_FEEDS]
    )


async def ask(feed: Feed, desk: Desk) -> Answer:
    """Fetch a feed on the terms of its last answer, and read what came."""
    fetched = await desk.fetcher.get(
        feed.url,
        validators=Validators(etag=feed.etag or None, last_modified=feed.last_modified or None),
        accept=ACCEPT,
        max_bytes=desk.settings.feed_bytes,
        robots=False,
    )
    if fetched.outcome != "fetched":
        return Answer(feed=feed, fetched=fetched)
    return await asyncio.to_thread(read_answer, feed, fetched)


def read_answer(feed: Feed, fetched: Fetched) -> Answer:
    """Read a feed's bytes, unless they are those that were read before."""
    body_hash = records.digest(fetched.body)
    if body_hash == feed.body_hash:
        return Answer(feed=feed, fetched=fetched, body_hash=body_hash)
    try:
        parsed = parse_feed(fetched.body, url=fetched.final_url, charset=fetched.charset, sanitise=False)
    except FeedUnreadable as error:
        return Answer(feed=feed, fetched=fetched, unreadable=str(error))
    return Answer(feed=feed, fetched=fetched, body_hash=body_hash, parsed=parsed)


@transaction.atomic
def store_answers(answers: Sequence[Answer], desk: Desk) -> None:
    """Store what a batch of feeds answered: their entries, what changed of the feeds, and when each is asked again."""
    now = desk.now()
    polls: list[Poll] = []
    moves = {a.fetched.permanent_url for a in answers if a.fetched.permanent_url}
    followed = dict(Feed.objects.filter(url__in=moves).values_list("url", "state"))
    for answer in sorted(answers, key=lambda a: a.feed.pk):
        feed, outcome = answer.feed, outcome_of(answer)
        published: tuple[datetime | None, ...] = ()
        if answer.parsed is not None:
            published = store_entries(feed, answer.parsed, now=now, page_days=desk.settings.page_days)
            outcome = "new" if published else "nothing_new"
        if changed := renew_feed(answer, followed):  # one by one: cheaper than the SQL of bulk_update
            Feed.objects.filter(pk=feed.pk).update(**changed)
        polls.append(plan_poll(feed.poll, answer, outcome, published, now))
    Poll.objects.bulk_create(
        polls, update_conflicts=True, unique_fields=["feed"], update_fields=POLL_FIELDS, batch_size=500
    )


def outcome_of(answer: Answer) -> PollOutcome:
    """What a poll came to as the schedule sees it, where no entries were read."""
    outcome = answer.fetched.outcome
    if outcome == "fetched":
        return "failed" if answer.unreadable else "nothing_new"
    if outcome == "not_modified":
        return "not_modified"
    if outcome == "gone":
        return "gone"
    return "refused" if outcome in REFUSED else "failed"


def renew_feed(answer: Answer, followed: dict[str, str]) -> dict[str, object]:
    """Take over what a feed says of itself now; returns what changed of its row, by field.

    followed: the state of each feed that stands at an address to which one of the batch moves; kept up to date
    """
    feed, fetched, parsed = answer.feed, answer.fetched, answer.parsed
    before = {name: getattr(feed, name) for name in FEED_FIELDS}
    if parsed is not None:
        feed.title, feed.format = records.clean(parsed.title)[:500], parsed.format
        feed.language = records.clean(parsed.language)[:16]
        feed.problems = [records.clean(p)[:300] for p in parsed.problems[:20]]
        feed.body_hash = answer.body_hash
    if fetched.outcome == "fetched" and not answer.unreadable:
        feed.etag = records.clean(fetched.validators.etag)[:500]
        feed.last_modified = records.clean(fetched.validators.last_modified)[:100]
        move_feed(feed, fetched.permanent_url, followed)
    if fetched.outcome == "gone":
        feed.state = Feed.State.RETIRED
    return {name: now for name, was in before.items() if (now := getattr(feed, name)) != was}


def move_feed(feed: Feed, moved: str | None, followed: dict[str, str]) -> None:
    """A feed that moved for good is followed there; where another is followed there already, this one retires."""
    if not moved or moved == feed.url or len(moved) > records.LONGEST_URL:
        return
    if moved not in followed:
        feed.moved_from, feed.url = feed.url, moved
        followed[moved] = feed.state
    elif followed[moved] == Feed.State.ACTIVE:
        feed.state = followed[feed.url] = Feed.State.RETIRED


def plan_poll(
    poll: Poll, answer: Answer, outcome: PollOutcome, published: tuple[datetime | None, ...], now: datetime
) -> Poll:
    """The poll's row after this answer: its outcome by name, since when, and when the feed is asked again and why."""
    fetched, parsed = answer.fetched, answer.parsed
    fresh_for = fetched.max_age if fetched.max_age is not None else None
    if fresh_for is None and fetched.expires:
        fresh_for = max(0, int((fetched.expires - fetched.fetched_at).total_seconds()))
    history = remember(
        records.history_of(poll),
        outcome,
        now=now,
        published=published,
        ttl_minutes=parsed.ttl_minutes if parsed else None,
        retry_after=timedelta(seconds=fetched.retry_after) if fetched.retry_after else None,
        fresh_for=timedelta(seconds=fresh_for) if fresh_for else None,
        moved_to=fetched.permanent_url,
    )
    plan = next_poll(history, now=now)
    name = "unreadable" if answer.unreadable else outcome if outcome in WELL else fetched.outcome
    if (name in WELL) != (poll.outcome in WELL) or (name not in WELL and name != poll.outcome):
        poll.since = now
    poll.outcome, poll.asked_at = name, now
    poll.detail = records.clean(answer.unreadable or (fetched.detail if name not in WELL else ""))[:500]
    poll.due_at, poll.why_due = plan.due_at or now, plan.reason[:200]
    poll.failures, poll.changed_at = history.failures, history.changed_at
    poll.history = records.history_row(history)
    return poll
