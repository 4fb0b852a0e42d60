"""A title followed by any address of it."""

import asyncio
from datetime import UTC, datetime

import pytest

from newsstand.cli import main
from newsstand.net import Fetcher
from newsstand.newsroom import models
from newsstand.newsroom.following import FoundFeed, NoFeed, find_feed, spellings, store_found
from tests.net.server import QUICK, Reply, Server, ok, redirect, status

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>The Wend Herald</title><link>{link}</link>'
    "<language>en-gb</language>{items}</channel></rss>"
)
ITEM = "<item><title>Flood</title><link>/flood</link><guid>1</guid></item>"


def feed(items: str = ITEM, link: str = "/") -> Reply:
    return ok(FEED.format(items=items, link=link).encode(), Content_Type="application/rss+xml")


def page(head: str = "", body: str = "<p>Front page</p>") -> Reply:
    return ok(f"<html><head>{head}</head><body>{body}</body></html>".encode(), Content_Type="text/html")


DECLARED = '<link rel="alternate" type="application/rss+xml" href="/{name}">'


def find(replies: dict[str, Reply], path: str) -> FoundFeed | NoFeed:
    async def meet() -> FoundFeed | NoFeed:
        async with Server(replies=replies) as server, Fetcher(QUICK) as fetcher:
            return await find_feed(fetcher, server.url(path), most_bytes=100_000)

    return asyncio.run(meet())


def path_of(found: FoundFeed | NoFeed) -> str:
    assert isinstance(found, FoundFeed), found
    return "/" + found.url.split("/", 3)[3]


@pytest.mark.parametrize(
    ("replies", "path", "feed_at", "how"),
    [
        ({"/rss": feed()}, "/rss", "/rss", "the address itself"),
        ({"/old": redirect("/rss", 301), "/rss": feed()}, "/old", "/rss", "the address itself"),
        ({"/": page(DECLARED.format(name="news.xml")), "/news.xml": feed()}, "/", "/news.xml", "named by its page"),
        ({"/": page(body='<a href="/rss.xml">RSS</a>'), "/rss.xml": feed()}, "/", "/rss.xml", "named by its page"),
        ({"/": page(), "/feed.xml": feed()}, "/", "/feed.xml", "a usual place"),
        (
            {"/": page(DECLARED.format(name="gone") + DECLARED.format(name="here")), "/here": feed()},
            "/", "/here", "named by its page",
        ),
        (
            {"/": page(DECLARED.format(name="empty") + DECLARED.format(name="here")), "/empty": feed(""), "/here": feed()},
            "/", "/here", "named by its page",
        ),
        ({"/": page(DECLARED.format(name="empty")), "/empty": feed("")}, "/", "/empty", "named by its page"),
        ({"/a/flood": page(DECLARED.format(name="news")), "/news": feed()}, "/a/flood", "/news", "named by its page"),
    ],
    ids=["feed", "moved feed", "declared", "linked", "guessed", "first is gone", "first is empty", "only empty", "deep"],
)  # fmt: skip
def test_the_feed_behind_an_address(replies: dict[str, Reply], path: str, feed_at: str, how: str) -> None:
    found = find(replies, path)
    assert path_of(found) == feed_at
    assert isinstance(found, FoundFeed)
    assert found.how == how
    assert found.home_page.endswith("/")
    assert found.parsed.title == "The Wend Herald"


@pytest.mark.parametrize(
    ("replies", "why"),
    [
        ({"/": page()}, "leads to no feed"),
        ({"/": status("404 Not Found")}, "404"),
        ({"/": status("500 Broken")}, "500"),
        ({"/": ok(b"")}, "leads to no feed"),
        ({"/": page(DECLARED.format(name="bad")), "/bad": ok(b"<rss")}, "leads to no feed"),
    ],
    ids=["plain page", "not found", "broken", "nothing", "unreadable feed"],
)
def test_no_feed_is_said_with_its_reason(replies: dict[str, Reply], why: str) -> None:
    found = find(replies, "/")
    assert isinstance(found, NoFeed)
    assert why in found.why


def test_nobody_there() -> None:
    async def meet() -> list[FoundFeed | NoFeed]:
        async with Fetcher(QUICK) as fetcher:
            return [
                await find_feed(fetcher, address, most_bytes=1000)
                for address in ("127.0.0.1:9", "http://herald.invalid/", "mailto:editor@herald.example", "")
            ]

    found = asyncio.run(meet())
    assert all(isinstance(one, NoFeed) and one.why for one in found)
    assert [one.why for one in found[2:] if isinstance(one, NoFeed)] == ["It is no web address."] * 2


def test_what_may_be_meant() -> None:
    assert list(spellings(" herald.example ")) == ["https://herald.example", "http://herald.example"]
    assert list(spellings("http://herald.example/rss")) == ["http://herald.example/rss"]
    assert list(spellings("ftp://herald.example/rss")) == []


@pytest.mark.store
@pytest.mark.django_db
def test_a_found_feed_is_stored_once_with_its_title() -> None:
    found = find({"/rss": feed(link="https://www.herald.example/news")}, "/rss")
    assert isinstance(found, FoundFeed)
    first, second = store_found(found, now=NOW), store_found(found, now=NOW)
    assert (first.title, first.new_title, first.new_feed) == ("The Wend Herald", True, True)
    assert (second.title, second.new_title, second.new_feed) == ("The Wend Herald", False, False)
    title = models.Publisher.objects.get()
    assert (title.slug, title.home_page, title.language) == (
        "herald-example",
        "https://www.herald.example/",
        "en-GB",
    )
    assert (title.feeds.get().poll.due_at, title.front_page.due_at) == (NOW, NOW)


@pytest.mark.store
@pytest.mark.django_db
def test_a_further_feed_joins_its_title() -> None:
    for path in ("/rss", "/sport"):
        found = find({path: feed(link="https://herald.example/")}, path)
        assert isinstance(found, FoundFeed)
        store_found(found, now=NOW)
    assert models.Publisher.objects.get().feeds.count() == 2


@pytest.mark.django_db
def test_the_command_says_what_stands_in_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    """Loopback is a private network: no setting of these tests allows it."""
    assert main(["add", "http://127.0.0.1:9/"]) == 1
    assert "http://127.0.0.1:9/: " in capsys.readouterr().err
    assert not models.Publisher.objects.exists()
