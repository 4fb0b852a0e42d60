"""What feeds say of their items becomes rows: news once, changes where it stands, nonsense within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from newsstand.newsroom.models import Entry, Page
from newsstand.newsroom.pipeline.entries import UNDATED_AT_FIRST
from tests.newsroom.making import NOW
from tests.newsroom.pipeline.newsroom import Newsroom, feed_answer, item, open_newsroom

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


def test_a_changed_entry_is_rewritten_and_its_page_looked_at_again(newsroom: Newsroom) -> None:
    feed, url = newsroom.feed(), newsroom.url("/1")
    newsroom.poll(
        feed, feed_answer(item("1", url=url), item("2", url=newsroom.url("/2"), headline="Rain in the hills"))
    )
    Page.objects.update(state=Page.State.READ, due_at=None)
    later = newsroom.later(hours=2)
    poll = newsroom.poll(
        feed,
        feed_answer(
            item("1", url=url, headline="Barge hits bridge: 14 hurt", summary="It was foggy.", content="<p>Fog</p>"),
            item("2", url=newsroom.url("/2"), headline="Rain in the hills"),
        ),
    )  # fmt: skip
    assert poll.outcome == "nothing_new"
    entry = Entry.objects.get(headline="Barge hits bridge: 14 hurt")
    assert (entry.summary, entry.raw_content, entry.first_seen_at) == ("It was foggy.", "<p>Fog</p>", NOW)
    assert dict(Page.objects.values_list("url", "due_at")) == {url: later, newsroom.url("/2"): None}
    assert Entry.objects.count() == 2


def test_an_entry_that_gets_its_address_later_gets_its_page(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    newsroom.poll(feed, feed_answer(item("1", url=None)))
    assert Page.objects.count() == 0
    newsroom.poll(feed, feed_answer(item("1", url=newsroom.url("/1"))))
    assert Entry.objects.get().page == Page.objects.get(url=newsroom.url("/1"), due_at=NOW)


def test_a_page_whose_bytes_wait_is_not_fetched_again_for_a_changed_entry(newsroom: Newsroom) -> None:
    feed, url = newsroom.feed(), newsroom.url("/1")
    newsroom.poll(feed, feed_answer(item("1", url=url)))
    Page.objects.update(state=Page.State.FETCHED, due_at=None)
    newsroom.poll(feed, feed_answer(item("1", url=url, headline="Another line")))
    assert Page.objects.get().due_at is None


def test_an_old_entry_is_kept_and_its_page_left_alone(newsroom: Newsroom) -> None:
    ages = {"new": timedelta(days=2, hours=23), "old": timedelta(days=3, hours=1)}
    items = [item(name, url=newsroom.url(f"/{name}"), published=NOW - age) for name, age in ages.items()]
    newsroom.poll(newsroom.feed(), feed_answer(*items))
    assert Entry.objects.count() == 2
    assert [p.url for p in Page.objects.all()] == [newsroom.url("/new")]


def test_of_an_archive_without_dates_only_the_first_are_news(newsroom: Newsroom) -> None:
    feed = newsroom.feed()
    archive = [
        item(str(n), url=newsroom.url(f"/{n}"), headline=f"Line {n}", published=None)
        for n in range(2 * UNDATED_AT_FIRST)
    ]
    newsroom.poll(feed, feed_answer(*archive))
    assert Entry.objects.count() == 2 * UNDATED_AT_FIRST
    assert {p.url for p in Page.objects.all()} == {newsroom.url(f"/{n}") for n in range(UNDATED_AT_FIRST)}
    new = item("new", url=newsroom.url("/new"), headline="New", published=None)
    newsroom.poll(feed, feed_answer(new, *archive))
    assert Page.objects.filter(url=newsroom.url("/new"), due_at=NOW).exists()
    assert Page.objects.count() == UNDATED_AT_FIRST + 1


def test_half_an_entry_is_kept_as_far_as_it_goes(newsroom: Newsroom) -> None:
    items = [
        item("1", url=None, headline="A line without a link"),
        item("2", url=newsroom.url("/2"), headline=None),
        item("3", url="javascript:alert(1)", headline="A link that is none"),
        item(None, url=newsroom.url("/4"), headline="No id"),
    ]
    newsroom.poll(newsroom.feed(), feed_answer(*items))
    assert sorted(Entry.objects.values_list("headline", "url")) == [
        ("", newsroom.url("/2")),
        ("A line without a link", ""),
        ("A link that is none", ""),
        ("No id", newsroom.url("/4")),
    ]
    assert sorted(p.url for p in Page.objects.all()) == [newsroom.url("/2"), newsroom.url("/4")]


@pytest.mark.parametrize("published", ["Sat, 01 Jan 0000 00:00:00 GMT", "Fri, 01 Jan 3000 00:00:00 GMT", "yesterday", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-11:00"])  # fmt: skip
def test_a_date_that_cannot_be_is_none(newsroom: Newsroom, published: str) -> None:
    newsroom.poll(newsroom.feed(), feed_answer(item("1", url=newsroom.url("/1"), published=published)))
    assert Entry.objects.get().published_at is None
    assert Page.objects.get().due_at == NOW


def test_nonsense_is_bounded_and_takes_nothing_with_it(newsroom: Newsroom) -> None:
    long = newsroom.url("/" + "é" * 1500)
    items = [
        item("long", url=newsroom.url("/1"), headline="A" * 10_000_000),
        item("nul", url=newsroom.url("/2"), headline="B\0C &#0; D", summary="E\0F", content="<p>G\0H</p>"),
        item("address", url=long, headline="A long address"),
        item("endless", url=newsroom.url("/" + "x" * 5000), headline="An endless address"),
        item("x" * 10_000, url=newsroom.url("/5"), headline="A long id"),
        item("lone", url=newsroom.url("/6"), headline="Half a pair &#xD800;", content="<p>&#xD800;</p>"),
    ]
    poll = newsroom.poll(newsroom.feed(), feed_answer(*items))
    assert poll.outcome == "new"
    assert Entry.objects.count() == 6
    texts = [text for row in Entry.objects.values_list("headline", "summary", "raw_content") for text in row]
    assert max(map(len, texts)) <= 1000
    assert not [text for text in texts if "\0" in text]
    assert Entry.objects.filter(headline="A long id").count() == 1
    assert Page.objects.filter(url=newsroom.url("/2")).count() == 1
