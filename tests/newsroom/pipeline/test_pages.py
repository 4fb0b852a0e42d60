"""Wanted pages are fetched politely until they are here or given up, and each ends with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from newsstand.newsroom.models import Article, Page
from newsstand.newsroom.pipeline.pages import MOST_OF_A_PUBLISHER, TRY_AGAIN, WAIT, due_pages
from tests.net.server import Reply, endless, ok, redirect, says, status
from tests.newsroom.making import NOW, make_publisher
from tests.newsroom.pipeline.newsroom import Newsroom, article_page, open_newsroom, wanted_page

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom(page_bytes=200_000) as newsroom:
        yield newsroom


def test_a_page_comes_with_its_bytes_and_is_read(newsroom: Newsroom) -> None:
    page = wanted_page(newsroom)
    newsroom.says("/barge", article_page())
    assert newsroom.fetch() == 1
    page.refresh_from_db()
    assert (page.state, page.outcome, page.due_at, page.fetched_at) == ("fetched", "fetched", None, NOW)
    assert newsroom.fetch() == 0
    assert newsroom.read() == 1
    page.refresh_from_db()
    assert (page.state, page.outcome, page.body) == ("read", "read", None)
    assert page.article is not None
    assert page.article.version == 1


def test_where_the_page_was_found_in_the_end_is_kept(newsroom: Newsroom) -> None:
    page = wanted_page(newsroom)
    newsroom.says("/final", article_page())
    page = newsroom.look_at(page, redirect(newsroom.url("/final")))
    assert page.final_url == newsroom.url("/final")
    assert page.article is not None
    assert page.article.url_key == newsroom.url("/barge")


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (status("410 Gone"), "gone"),
        (status("404 Not Found"), "not_found"),
        (status("403 Forbidden"), "forbidden"),
        (status("401 Who"), "unauthorised"),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n<p>", b"swell " * 9000), "too_large"),
    ],
)
def test_some_answers_are_final(newsroom: Newsroom, reply: Reply, outcome: str) -> None:
    page = newsroom.look_at(wanted_page(newsroom, headline="Barge hits bridge", summary="Fog."), reply)
    assert (page.state, page.outcome, page.due_at) == ("discarded", outcome, None)
    assert page.detail
    article = Article.objects.get()
    assert (article.read_from, article.headline, article.standfirst, article.words) == (
        "feed", "Barge hits bridge", "Fog.", 0,
    )  # fmt: skip


def test_a_page_that_robots_may_not_read_is_not_asked_for(newsroom: Newsroom) -> None:
    newsroom.says("/robots.txt", ok(b"User-agent: *\nDisallow: /barge\n"))
    full = "<p>A barge hit the bridge.</p><p>Twelve people were hurt.</p>"
    page = newsroom.look_at(wanted_page(newsroom, raw_content=full), article_page())
    assert (page.state, page.outcome) == ("discarded", "robots_disallowed")
    assert "/barge" not in newsroom.server.paths
    assert page.article is not None
    version = page.article.versions.get()
    assert version.body == "A barge hit the bridge.\n\nTwelve people were hurt."


@pytest.mark.parametrize(
    "reply",
    [
        status("500 Oh"),
        status("204 Nothing"),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<p>"),
        says(b"nonsense\r\n"),
    ],
)
def test_other_trouble_is_tried_again_ever_later_and_then_settled(newsroom: Newsroom, reply: Reply) -> None:
    page = wanted_page(newsroom)
    newsroom.says("/barge", reply)
    for attempt, wait in enumerate(TRY_AGAIN, 1):
        assert newsroom.fetch() == 1
        page.refresh_from_db()
        assert (page.state, page.attempts, page.due_at) == ("wanted", attempt, newsroom.clock.at + wait)
        newsroom.clock.at = page.due_at or NOW
    assert newsroom.fetch() == 1
    page.refresh_from_db()
    assert (page.state, page.due_at) == ("discarded", None)
    assert page.outcome in ("server_error", "no_content", "truncated", "bad_response")
    assert Article.objects.get().read_from == "feed"


def test_a_page_that_comes_at_last_is_read(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), status("500 Oh"))
    newsroom.later(minutes=6)
    page = newsroom.look_at(page, article_page())
    assert (page.state, page.attempts) == ("read", 0)
    assert Article.objects.get().read_from == "page"


def test_who_asks_for_peace_is_left_in_peace_and_it_is_no_attempt(newsroom: Newsroom) -> None:
    first, second = wanted_page(newsroom), wanted_page(newsroom, "/other")
    Page.objects.filter(pk=second.pk).update(due_at=NOW + timedelta(minutes=1))
    newsroom.look_at(first, status("429 Slow down", Retry_After="7200"))
    newsroom.later(minutes=1)
    newsroom.says("/other", article_page())
    newsroom.fetch()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, first.attempts) == ("rate_limited", 1)
    assert first.due_at == NOW + timedelta(hours=2)
    assert (second.outcome, second.state, second.attempts, second.looks) == ("held", "wanted", 0, 0)
    assert second.due_at is not None
    assert second.due_at >= newsroom.clock.at + WAIT
    assert "/other" not in newsroom.server.paths


def test_a_held_look_at_a_page_that_was_read_is_no_look(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), article_page())
    newsroom.look_at(wanted_page(newsroom, "/busy"), status("429 Slow down", Retry_After="600"))
    newsroom.later(minutes=30)
    page = newsroom.look_at(page)
    assert (page.outcome, page.looks, page.fetched_at) == ("held", 0, NOW)


def test_a_server_cannot_put_a_page_off_for_ever(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), status("503 Busy", Retry_After="9999999999"))
    assert page.due_at == NOW + timedelta(days=2)


def test_a_page_is_looked_at_again_ever_more_rarely(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), article_page())
    waits = []
    while page.due_at is not None:
        waits.append(page.due_at - newsroom.clock.at)
        newsroom.clock.at = page.due_at
        assert newsroom.fetch() == 1
        assert newsroom.read() == 0, "the same bytes are not read twice"
        page.refresh_from_db()
    assert waits == [timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8), timedelta(hours=24)]
    assert Article.objects.get().version == 1


def test_not_modified_is_a_look(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), article_page())
    Page.objects.update(etag='"one"')
    newsroom.later(minutes=30)
    page = newsroom.look_at(page, status("304 Not Modified"))
    assert newsroom.server.requests[-1].headers["If-None-Match"] == '"one"'
    assert (page.state, page.looks, page.due_at) == (
        "read", 1, newsroom.clock.at + timedelta(hours=2),
    )  # fmt: skip


def test_an_article_stays_when_its_page_goes(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom, headline="The feed's line"), article_page())
    newsroom.later(minutes=30)
    page = newsroom.look_at(page, status("410 Gone"))
    assert page.outcome == "gone"
    article = Article.objects.get()
    assert (article.headline, article.version, article.read_from) == ("Barge hits Old Quay Bridge", 1, "page")


def test_no_title_crowds_out_the_others(newsroom: Newsroom) -> None:
    many = [wanted_page(newsroom, f"/{n}") for n in range(MOST_OF_A_PUBLISHER + 10)]
    other = make_publisher("kurier", "Kurier")
    few = Page.objects.create(
        publisher=other,
        url="http://k.example/1",
        url_key="http://k.example/1",
        due_at=NOW,
        first_seen_at=NOW - timedelta(days=1),
    )
    due = due_pages(NOW)
    assert few in due
    assert len([p for p in due if p.publisher_id == many[0].publisher_id]) == MOST_OF_A_PUBLISHER
    assert due_pages(NOW - timedelta(minutes=1)) == []
