"""Feeds are asked politely and stored once, whatever they answer, on either store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from newsstand.newsroom.models import Entry, Feed, Page, Poll
from newsstand.newsroom.pipeline.gather import due_feeds, gather_once
from tests.net.server import Reply, endless, ok, redirect, says, status
from tests.newsroom.making import NOW, make_publisher
from tests.newsroom.pipeline.newsroom import FEED, Newsroom, feed_answer, item, open_newsroom, rss

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom(feed_bytes=200_000) as newsroom:
        yield newsroom


def news(newsroom: Newsroom, *numbers: int, **headers: str) -> bytes:
    items = [item(str(n), url=newsroom.url(f"/{n}"), headline=f"Barge number {n}") for n in numbers]
    return feed_answer(*items, **headers)


def stored() -> list[list[tuple[object, ...]]]:
    """Every row of feeds, entries and pages."""
    return [list(model._default_manager.order_by("pk").values_list()) for model in (Feed, Entry, Page)]


def test_entries_land_with_their_pages_due(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    poll = newsroom.poll(feed, news(newsroom, 1, 2, 3))
    assert (poll.outcome, poll.failures, poll.asked_at, poll.changed_at) == ("new", 0, NOW, NOW)
    assert sorted(Entry.objects.values_list("url", "page__url_key", "page__due_at")) == [
        (newsroom.url(f"/{n}"), newsroom.url(f"/{n}"), NOW) for n in (1, 2, 3)
    ]
    feed.refresh_from_db()
    assert (feed.title, feed.format) == ("Valley Herald", "rss")


def test_the_same_bytes_change_no_row(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    newsroom.poll(feed, news(newsroom, 1, 2))
    before = stored()
    newsroom.later(hours=1)
    assert newsroom.poll(feed).outcome == "nothing_new"
    assert stored() == before


def test_not_modified_changes_no_row(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    newsroom.poll(feed, news(newsroom, 1, 2, ETag='"seven"', Last_Modified="Thu, 12 Mar 2026 08:00:00 GMT"))
    before = stored()
    newsroom.later(hours=1)
    assert newsroom.poll(feed, status("304 Not Modified")).outcome == "not_modified"
    asked = newsroom.server.requests[-1].headers
    assert asked["If-None-Match"] == '"seven"'
    assert asked["If-Modified-Since"] == "Thu, 12 Mar 2026 08:00:00 GMT"
    assert stored() == before


def test_ids_that_change_at_each_poll_land_once(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    for turn in range(3):
        items = [
            item(f"{turn}-{n}", url=newsroom.url(f"/{n}"), headline=f"Barge number {n}") for n in range(5)
        ]
        poll = newsroom.poll(feed, feed_answer(*items))
        newsroom.later(hours=1)
    assert poll.outcome == "nothing_new"
    assert (Entry.objects.count(), Page.objects.count()) == (5, 5)


def test_two_feeds_that_name_one_page_share_it(newsroom: Newsroom) -> None:
    first, second = newsroom.feed(), newsroom.feed("/other")
    newsroom.says(FEED, feed_answer(item("a", url=newsroom.url("/1?utm_source=a"))))
    newsroom.says("/other", feed_answer(item("b", url=newsroom.url("/1#top"))))
    assert newsroom.gather() == 2
    assert {e.feed_id for e in Entry.objects.all()} == {first.pk, second.pk}
    assert Page.objects.get().entries.count() == 2


MOVED = "/moved"


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    newsroom.says(MOVED, news(newsroom, 1))
    newsroom.poll(feed, redirect(newsroom.url(MOVED), 301))
    feed.refresh_from_db()
    assert (feed.url, feed.moved_from) == (newsroom.url(MOVED), newsroom.url(FEED))
    newsroom.server.requests.clear()
    newsroom.poll(feed)
    assert newsroom.server.paths == [MOVED]
    assert Entry.objects.count() == 1


def test_a_passing_redirect_moves_nothing(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    newsroom.says(MOVED, news(newsroom, 1))
    newsroom.poll(feed, redirect(newsroom.url(MOVED), 302))
    feed.refresh_from_db()
    assert (feed.url, feed.moved_from) == (newsroom.url(FEED), "")


def test_a_move_to_an_address_that_is_followed_retires_the_feed(newsroom: Newsroom) -> None:
    moved, followed = newsroom.feed(), newsroom.feed(MOVED)
    newsroom.says(MOVED, news(newsroom, 1))
    newsroom.poll(moved, redirect(newsroom.url(MOVED), 308))
    states = dict(Feed.objects.values_list("pk", "state"))
    assert states == {moved.pk: Feed.State.RETIRED, followed.pk: Feed.State.ACTIVE}
    assert [f.pk for f in due_feeds(NOW + timedelta(days=9))] == [followed.pk]


def test_a_move_to_a_retired_address_leaves_the_feed_followed(newsroom: Newsroom) -> None:
    feed, gone = newsroom.feed(), newsroom.feed(MOVED)
    newsroom.poll(gone, status("410 Gone"))
    newsroom.says(MOVED, news(newsroom, 1))
    newsroom.poll(feed, redirect(newsroom.url(MOVED), 301))
    feed.refresh_from_db()
    assert feed.state == Feed.State.ACTIVE


def test_two_feeds_that_move_to_one_address_become_one(newsroom: Newsroom) -> None:
    first, second = newsroom.feed(), newsroom.feed("/second")
    newsroom.says(MOVED, news(newsroom, 1))
    for path in (FEED, "/second"):
        newsroom.says(path, redirect(newsroom.url(MOVED), 301))
    assert newsroom.gather() == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.url, first.state) == (newsroom.url(MOVED), Feed.State.ACTIVE)
    assert (second.url, second.state) == (newsroom.url("/second"), Feed.State.RETIRED)


def test_gone_retires(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    assert newsroom.poll(feed, status("410 Gone")).outcome == "gone"
    feed.refresh_from_db()
    assert feed.state == Feed.State.RETIRED
    newsroom.later(days=30)
    assert newsroom.gather() == 0


@pytest.mark.parametrize(
    ("answer", "name", "hours"),
    [
        (status("503 Busy", Retry_After="7200"), "server_error", 2),
        (status("429 Slow down", Retry_After="10800"), "rate_limited", 3),
        (status("429 Slow down", Retry_After="Thu, 12 Mar 2026 13:00:00 GMT"), "rate_limited", 4),
        (status("503 Busy", Retry_After="99999999999999999999"), "server_error", None),
        (status("429 Slow down", Retry_After="9999999999"), "rate_limited", 24 * 7),
    ],
)
def test_who_asks_for_a_wait_gets_it_a_week_at_most(
    newsroom: Newsroom, answer: bytes, name: str, hours: int | None
) -> None:
    poll = newsroom.poll(newsroom.feed(), answer)
    assert poll.outcome == name
    assert poll.due_at - NOW == (timedelta(hours=hours) if hours else timedelta(minutes=10))


def test_a_host_that_asked_for_peace_is_not_asked_for_its_other_feeds(newsroom: Newsroom) -> None:
    busy = newsroom.feed()
    newsroom.poll(busy, status("429 Slow down", Retry_After="3600"))
    other = newsroom.poll(newsroom.feed("/other"), feed_answer(item()))
    assert "/other" not in newsroom.server.paths
    assert other.outcome == "held"
    assert "left alone" in other.detail


HTML = ok(b"<!doctype html><html><body><h1>Maintenance</h1></body></html>", Content_Type="text/html")
BROKEN: dict[str, Reply] = {
    "not_found": status("404 Not Found"),
    "forbidden": status("403 Forbidden"),
    "server_error": status("500 Oh"),
    "unreadable": HTML,
    "truncated": says(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<rss>"),
    "too_large": endless(b"HTTP/1.1 200 OK\r\n\r\n<rss>", b" " * 50_000),
    "bad_response": says(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "bad_encoding": ok(b"not gzip at all", Content_Encoding="gzip"),
    "redirect_loop": redirect(FEED),
    "no_content": status("204 No Content"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_trouble_has_a_name_a_beginning_and_an_end(newsroom: Newsroom, name: str) -> None:
    feed = newsroom.feed()
    newsroom.poll(feed, news(newsroom, 1, 2))
    before = stored()
    began = newsroom.later(hours=1)
    first = newsroom.poll(feed, BROKEN[name])
    newsroom.later(hours=1)
    second = newsroom.poll(feed)
    assert (first.outcome, second.outcome) == (name, name)
    assert (first.since, second.since) == (began, began)
    assert (first.failures, second.failures) == (1, 2)
    assert second.due_at - second.asked_at > first.due_at - first.asked_at
    assert second.detail
    assert stored() == before, "trouble costs nothing that was there"
    well = newsroom.later(hours=1)
    mended = newsroom.poll(feed, news(newsroom, 1, 2, 3))
    assert (mended.outcome, mended.failures, mended.since, mended.detail) == ("new", 0, well, "")
    assert Entry.objects.count() == 3


def test_another_trouble_begins_anew(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    newsroom.poll(feed, status("404 Not Found"))
    changed = newsroom.later(hours=1)
    poll = newsroom.poll(feed, status("500 Oh"))
    assert (poll.since, poll.failures) == (changed, 2)


def test_nobody_listens(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    Feed.objects.filter(pk=feed.pk).update(url="http://127.0.0.1:9/rss")
    poll = newsroom.poll(feed)
    assert (poll.outcome, poll.failures) == ("connection_failed", 1)


def test_feeds_are_asked_whatever_robots_say(newsroom: Newsroom) -> None:
    newsroom.says("/robots.txt", ok(b"User-agent: *\nDisallow: /\n"))
    assert newsroom.poll(newsroom.feed(), news(newsroom, 1)).outcome == "new"
    assert "/robots.txt" not in newsroom.server.paths


def test_a_broken_feed_does_not_cost_its_neighbours(newsroom: Newsroom) -> None:
    good, bad = newsroom.feed(), newsroom.feed("/bad")
    newsroom.says(FEED, news(newsroom, 1))
    newsroom.says("/bad", ok(b"\0\xff" * 500))
    assert newsroom.gather() == 2
    assert dict(Poll.objects.filter(feed__in=[good, bad]).values_list("feed", "outcome")) == {
        good.pk: "new",
        bad.pk: "unreadable",
    }


def test_a_quick_feed_is_asked_often_and_a_silent_one_rarely(newsroom: Newsroom) -> None:
    quick, silent = newsroom.feed(), newsroom.feed("/silent")
    minutes = [item(str(n), published=NOW - timedelta(minutes=n)) for n in range(20)]
    ages = [item(str(n), published=NOW - timedelta(days=100 * n + 300)) for n in range(3)]
    newsroom.says(FEED, feed_answer(*minutes))
    newsroom.says("/silent", feed_answer(*ages))
    newsroom.gather()
    due = dict(Poll.objects.values_list("feed", "due_at"))
    assert due[quick.pk] - NOW == timedelta(minutes=5)
    assert due[silent.pk] - NOW == timedelta(hours=24)
    assert Poll.objects.get(feed=silent).why_due
    newsroom.server.requests.clear()
    newsroom.later(minutes=6)
    assert newsroom.gather() == 1
    assert newsroom.server.paths == [FEED]


def test_a_feed_that_stays_fresh_is_left_alone_so_long(newsroom: Newsroom) -> None:
    poll = newsroom.poll(
        newsroom.feed(), feed_answer(item(published=NOW), Cache_Control="public, max-age=5400")
    )
    assert poll.due_at - NOW == timedelta(minutes=90)


def test_retired_titles_and_feeds_that_are_not_due_are_not_asked(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    newsroom.poll(feed, news(newsroom, 1))
    assert newsroom.gather() == 0
    Poll.objects.update(due_at=NOW)
    Feed.objects.update(state=Feed.State.RETIRED)
    assert newsroom.gather() == 0


def test_what_a_feed_says_of_itself_is_bounded_and_clean(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    answer = ok(rss(item(), title="Herald &#0; " + "x" * 5000, more=f"<language>{'en' * 50}</language>"))
    newsroom.poll(feed, answer)
    feed.refresh_from_db()
    assert feed.title.startswith("Herald")
    assert len(feed.title) <= 500
    assert len(feed.language) <= 16


def test_gathering_by_itself_stores_the_same(newsroom: Newsroom) -> None:
    make_publisher()
    newsroom.feed()
    newsroom.says(FEED, news(newsroom, 1, 2))
    assert newsroom.run(gather_once(newsroom.desk)) == 1
    assert Entry.objects.count() == 2
