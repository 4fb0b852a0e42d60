"""A newsroom for tests: a desk on a clock that is set by hand, and a title on loopback that says what it is told."""

from __future__ import annotations

import asyncio
import email.utils
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from newsstand.model import Article, Discarded
from newsstand.net import Fetcher, FetchSettings
from newsstand.newsroom.models import Entry, Feed, Page, Poll, Publisher
from newsstand.newsroom.pipeline.apart import read_page
from newsstand.newsroom.pipeline.briefs import write_briefs
from newsstand.newsroom.pipeline.desk import Desk, DeskSettings, ToRead, Workers
from newsstand.newsroom.pipeline.front_pages import observe_front_pages
from newsstand.newsroom.pipeline.gather import gather
from newsstand.newsroom.pipeline.pages import fetch_pages
from newsstand.newsroom.pipeline.pictures import fetch_pictures
from newsstand.newsroom.pipeline.reading import read_pages
from newsstand.newsroom.pipeline.stories import group_articles
from newsstand.newsroom.pipeline.threads import Writer
from newsstand.newsroom.titles import add_feed
from tests.net.server import QUICK, Reply, Server, ok
from tests.newsroom.making import NOW, make_publisher

A = TypeVar("A")
B = TypeVar("B")

PATIENT = replace(QUICK, total_seconds=10.0, connect_seconds=5.0, hosts_at_once=4)
FEED = "/rss"

BARGE = (
    "A gravel barge struck a pier of the Old Quay Bridge on Wednesday morning, injuring 12 people and closing the "
    "main road between Port Alder and Westmouth, the fire service said.",
    "Fire chief Dora Lindqvist said the barge had lost its steering minutes before the collision, and that none of "
    "the injured was in danger.",
    "The bridge, which was built in 1931, will stay closed for at least six weeks while engineers look at the pier, "
    "Mayor Tomas Reyes said.",
    "Ferries carried about 4,000 people across the river on Wednesday evening, according to the port authority.",
)


class Here:
    """Reads in this process: the workers' own functions without the workers."""

    def read(self, pages: Sequence[ToRead]) -> list[Article | Discarded]:
        return self.run(read_page, pages)

    def run(self, work: Callable[[A], B], pieces: Sequence[A]) -> list[B | Discarded]:
        return [work(piece) for piece in pieces]

    def rest(self, idle: float) -> None:
        pass

    def close(self) -> None:
        pass


@dataclass(slots=True)
class Clock:
    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@dataclass(slots=True, kw_only=True)
class Newsroom:
    """The use cases, one call each; between calls the test looks at the rows."""

    runner: asyncio.Runner
    server: Server
    desk: Desk
    clock: Clock
    writer: Writer = field(default_factory=Writer)

    def run(self, work: Coroutine[Any, Any, B]) -> B:
        return self.runner.run(work)

    def later(self, **span: float) -> datetime:
        self.clock.at += timedelta(**span)
        return self.clock.at

    def url(self, path: str) -> str:
        return self.server.url(path)

    def says(self, path: str, reply: Reply) -> None:
        self.server.replies[path] = reply

    def feed(self, path: str = FEED, publisher: Publisher | None = None) -> Feed:
        """A feed that is due, of a title that has no other."""
        if publisher is None:
            publisher = make_publisher()
            publisher.feeds.exclude(url__startswith=self.url("/")).delete()
        return add_feed(publisher, self.url(path), now=self.clock.at)

    def gather(self) -> int:
        return self.run(gather(self.desk, self.writer))

    def poll(self, feed: Feed, reply: Reply | None = None) -> Poll:
        """Ask a feed whether it is due or not, and say what came of it."""
        if reply is not None:
            self.says("/" + feed.url.split("/", 3)[3], reply)
        Poll.objects.filter(feed=feed).update(due_at=self.clock.at)
        assert self.gather() >= 1
        return Poll.objects.get(feed=feed)

    def fetch(self) -> int:
        return self.run(fetch_pages(self.desk, self.writer))

    def read(self) -> int:
        return self.run(read_pages(self.desk, self.writer))

    def look_at(self, page: Page, reply: Reply | None = None) -> Page:
        """Fetch and read a page now, whether it is due or not; returns its row after that."""
        if reply is not None:
            self.says("/" + page.url.split("/", 3)[3], reply)
        Page.objects.filter(pk=page.pk).update(due_at=self.clock.at)
        self.fetch()
        self.read()
        return Page.objects.select_related("article").get(pk=page.pk)

    def group(self) -> int:
        return self.run(self.writer.do(group_articles, self.desk))

    def brief(self) -> int:
        return self.run(self.writer.do(write_briefs, self.desk))

    def look_at_front_pages(self) -> int:
        return self.run(observe_front_pages(self.desk, self.writer))

    def fetch_pictures(self) -> int:
        return self.run(fetch_pictures(self.desk, self.writer))


@contextmanager
def open_newsroom(
    *,
    workers: Workers | None = None,
    fetching: FetchSettings = PATIENT,
    pictures: Path | None = None,
    **settings: Any,
) -> Iterator[Newsroom]:
    """A newsroom at work, with a server that answers 404 until it is told something better."""
    clock = Clock()
    with asyncio.Runner() as runner:
        fetcher, server = Fetcher(fetching, clock=clock), Server()
        runner.run(server.__aenter__())
        runner.run(fetcher.__aenter__())
        newsroom = Newsroom(
            runner=runner,
            server=server,
            clock=clock,
            desk=Desk(
                now=clock,
                fetcher=fetcher,
                workers=workers or Here(),
                settings=DeskSettings(pictures=pictures, **settings),
            ),
        )
        try:
            yield newsroom
        finally:
            newsroom.writer.close()
            runner.run(fetcher.__aexit__(None, None, None))
            runner.run(server.__aexit__(None, None, None))


def item(
    guid: str | None = "1",
    *,
    url: str | None = None,
    headline: str | None = "Barge hits bridge",
    published: datetime | str | None = NOW - timedelta(hours=1),
    summary: str = "",
    content: str = "",
) -> str:
    """One item of an RSS feed; what is None is left out."""
    if isinstance(published, datetime):
        published = email.utils.format_datetime(published)
    parts = {"guid": guid, "link": url, "title": headline, "pubDate": published}
    texts = {"description": summary, "content:encoded": content}
    said = [f"<{name}>{escape(text)}</{name}>" for name, text in parts.items() if text is not None]
    said += [f"<{name}><![CDATA[{text}]]></{name}>" for name, text in texts.items() if text]
    return f"<item>{''.join(said)}</item>"


def rss(*items: str, title: str = "Valley Herald", more: str = "") -> bytes:
    """A feed's bytes."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><link>https://valley-herald.example/</link>{more}{''.join(items)}</channel></rss>"
    ).encode()


def feed_answer(*items: str, **headers: str) -> bytes:
    """The whole HTTP answer of a feed."""
    return ok(rss(*items), Content_Type="application/rss+xml", **headers)


def article_page(
    headline: str = "Barge hits Old Quay Bridge",
    paragraphs: Sequence[str] = BARGE,
    *,
    head: str = "",
    body: str = "",
) -> bytes:
    """The whole HTTP answer of an article's page; `body` is HTML that stands among the paragraphs."""
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline} | Valley Herald</title>{head}</head>'
        '<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>'
        f"<main><article><h1>{headline}</h1><div class='article-body'>{text}{body}</div></article></main>"
        "<footer><p>All rights reserved.</p></footer></body></html>"
    )
    return ok(html.encode(), Content_Type="text/html; charset=utf-8")


def wanted_page(newsroom: Newsroom, path: str = "/barge", **said: Any) -> Page:
    """A page that an entry of a feed names, wanted since the newsroom's now."""
    feed = Feed.objects.filter(url__startswith=newsroom.url("/")).first() or newsroom.feed()
    url = newsroom.url(path)
    page = Page.objects.create(
        publisher=feed.publisher,
        url=url,
        url_key=url,
        due_at=newsroom.clock.at,
        first_seen_at=newsroom.clock.at,
    )
    entry = {"headline": "Barge hits bridge", "first_seen_at": newsroom.clock.at} | said
    Entry.objects.create(feed=feed, key=f"key of {path}"[:40], fingerprint="", url=url, page=page, **entry)
    return page
