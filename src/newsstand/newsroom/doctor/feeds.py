"""How the feeds do: as the store remembers it, or as they answer now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsstand.errors import FeedUnreadable
from newsstand.feeds import parse_feed
from newsstand.net import FEEDS, Fetched, Fetcher
from newsstand.newsroom.models import Feed, Poll

WELL = frozenset({"new", "nothing_new", "not_modified"})
AT_ONCE = 64  # feeds on their way at a time; how many hosts are asked at once is the fetcher's to say


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed that gave nothing when it was last asked: why, and since when."""

    title: str
    url: str
    outcome: str
    detail: str
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer:
    """What a feed answered just now: "read", "unreadable", or the fetch's outcome with its reason."""

    title: str
    url: str
    outcome: str
    detail: str = ""
    entries: int = 0


def feed_states() -> tuple[dict[str, int], list[FeedState]]:
    """How many feeds are in which state, and those that are not well, longest first."""
    counts: dict[str, int] = {}
    troubled: list[FeedState] = []
    polls = Poll.objects.select_related("feed__publisher").order_by("since", "pk")
    for poll in polls:
        retired = poll.feed.state == Feed.State.RETIRED
        state = "retired" if retired else poll.outcome or "not asked yet"
        counts[state] = counts.get(state, 0) + 1
        if poll.outcome and poll.outcome not in WELL:
            troubled.append(
                FeedState(
                    title=poll.feed.publisher.name,
                    url=poll.feed.url,
                    outcome=state,
                    detail=poll.detail,
                    since=poll.since,
                )
            )
    return dict(sorted(counts.items(), key=lambda item: -item[1])), troubled


def stored_feeds() -> list[tuple[str, str]]:
    """Title and address of every feed that is polled."""
    feeds = Feed.objects.filter(state=Feed.State.ACTIVE).select_related("publisher")
    return [(feed.publisher.name, feed.url) for feed in feeds]


async def ask_feeds(
    fetcher: Fetcher, feeds: Sequence[tuple[str, str]], *, most_bytes: int, answered: Callable[[], None]
) -> list[FeedAnswer]:
    """Ask each feed once, and read what it answers; in the order given. `answered` is called after each."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(title: str, url: str) -> FeedAnswer:
        async with gate:
            fetched = await fetcher.get(url, accept=FEEDS, max_bytes=most_bytes, robots=False)
            answer = await asyncio.to_thread(read_answer, title, url, fetched)
            answered()
            return answer

    return list(await asyncio.gather(*(ask(title, url) for title, url in feeds)))


def read_answer(title: str, url: str, fetched: Fetched) -> FeedAnswer:
    """What a fetch of a feed came to."""
    if fetched.outcome != "fetched":
        return FeedAnswer(title=title, url=url, outcome=fetched.outcome, detail=fetched.detail)
    try:
        parsed = parse_feed(fetched.body, url=fetched.final_url, charset=fetched.charset)
    except FeedUnreadable as error:
        return FeedAnswer(title=title, url=url, outcome="unreadable", detail=str(error))
    return FeedAnswer(title=title, url=url, outcome="read", entries=len(parsed.entries))
