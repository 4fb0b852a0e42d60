"""How feeds do, as stored and as they answer."""

import asyncio
from datetime import timedelta

import pytest

from newsstand.net import Fetcher
from newsstand.newsroom.doctor import FeedAnswer, ask_feeds, feed_states, stored_feeds
from newsstand.newsroom.models import Feed, Poll
from tests.net.server import QUICK, Server, ok, status
from tests.newsroom.making import NOW, make_publisher

RSS = b'<rss version="2.0"><channel><title>T</title><item><title>A</title><link>/a</link></item></channel></rss>'


@pytest.mark.store
@pytest.mark.django_db
def test_states_with_their_reason_the_longest_first() -> None:
    for slug, outcome, days in (
        ("a", "new", 9),
        ("b", "not_found", 2),
        ("c", "unreadable", 5),
        ("d", "", 0),
        ("e", "gone", 1),
    ):
        make_publisher(slug, slug.upper())
        Poll.objects.filter(feed__publisher__slug=slug).update(
            outcome=outcome, since=NOW - timedelta(days=days) if days else None, detail=f"Why {slug}."
        )
    Feed.objects.filter(publisher__slug="e").update(state=Feed.State.RETIRED)
    counts, troubled = feed_states()
    assert counts == {"new": 1, "not_found": 1, "unreadable": 1, "not asked yet": 1, "retired": 1}
    assert [(state.title, state.outcome, state.detail) for state in troubled] == [
        ("C", "unreadable", "Why c."), ("B", "not_found", "Why b."), ("E", "retired", "Why e."),
    ]  # fmt: skip
    assert stored_feeds() == [(slug.upper(), f"https://{slug}.example/rss") for slug in "abcd"]


def test_every_feed_is_asked_once_and_read() -> None:
    async def meet() -> tuple[list[FeedAnswer], list[str], int]:
        replies = {"/good": ok(RSS), "/page": ok(b"<html><p>No feed</p></html>"), "/gone": status("410 Gone")}
        ticks: list[None] = []
        async with Server(replies=replies) as server, Fetcher(QUICK) as fetcher:
            feeds = [("A", server.url(path)) for path in ("/good", "/page", "/gone", "/none")]
            answers = await ask_feeds(fetcher, feeds, most_bytes=10_000, answered=lambda: ticks.append(None))
            return answers, [request.path for request in server.requests], len(ticks)

    answers, asked, ticks = asyncio.run(meet())
    assert [answer.outcome for answer in answers] == ["read", "unreadable", "gone", "not_found"]
    assert [answer.entries for answer in answers] == [1, 0, 0, 0]
    assert all(answer.detail for answer in answers[1:])
    assert sorted(asked) == ["/gone", "/good", "/none", "/page"]
    assert ticks == 4
