"""All steps in their order: once through, or on and on until told to stop, which takes no longer than a breath."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pytest

from newsstand.model import Article as Read
from newsstand.model import Discarded
from newsstand.newsroom.models import Article, Edition, Entry, Feed, Page, Slot, Story
from newsstand.newsroom.pipeline.desk import ToRead
from newsstand.newsroom.pipeline.rounds import run_on, run_once
from newsstand.newsroom.pipeline.workers import WorkerPool
from tests.net.server import hang, status
from tests.newsroom.pipeline.newsroom import (
    FEED,
    Here,
    Newsroom,
    article_page,
    feed_answer,
    item,
    open_newsroom,
)
from tests.newsroom.pipeline.test_workers import behave

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]

A = TypeVar("A")
B = TypeVar("B")
A_BREATH = 1.0


def publish(newsroom: Newsroom) -> Feed:
    newsroom.says(FEED, feed_answer(item("1", url=newsroom.url("/barge"))))
    newsroom.says("/barge", article_page())
    return newsroom.feed()


async def until(claim: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not claim():  # noqa: ASYNC110 - what is waited for are rows and requests, which set no event
            await asyncio.sleep(0.01)


async def stopped(newsroom: Newsroom, ready: Callable[[], bool], report: Any = None) -> float:
    """Seconds that it takes to stop a pipeline that runs until `ready`; nothing of it is left after that."""
    stop = asyncio.Event()
    before = asyncio.all_tasks()
    running = asyncio.ensure_future(run_on(newsroom.desk, stop, *([report] if report else [])))
    await until(lambda: ready() or running.done())
    assert not running.done(), running.result()
    began = time.monotonic()
    stop.set()
    await asyncio.wait_for(running, 20)
    took = time.monotonic() - began
    of_others = ("Server", "Robots")  # the test's own, and the fetcher's, which ends them when it is closed
    left = {t for t in asyncio.all_tasks() - before if not any(name in repr(t) for name in of_others)}
    looking_up = {t for t in left if "_resolve_host" in repr(t)}  # no one can call it back: it ends by itself
    assert left - looking_up == set()
    async with asyncio.timeout(10):
        await asyncio.gather(*looking_up, return_exceptions=True)
    return took


def test_one_pass_goes_from_feeds_to_an_edition() -> None:
    steps: Counter[str] = Counter()

    def count(step: str, number: int) -> None:
        steps[step] += number

    with open_newsroom() as newsroom:
        publish(newsroom)
        newsroom.run(run_once(newsroom.desk, count))
        assert Slot.objects.get().story == Story.objects.get(headline="Barge hits Old Quay Bridge")
        assert {steps[s] for s in ("feeds", "pages", "articles", "grouped", "editions")} == {1}

        def rows() -> list[Any]:
            models = (Feed, Entry, Page, Article, Story, Edition, Slot)
            return [list(model._default_manager.order_by("pk").values_list()) for model in models]

        before = rows()
        newsroom.run(run_once(newsroom.desk))
        assert rows() == before, "a pass without news changes nothing"


def test_on_and_on_does_the_same_and_stops() -> None:
    with open_newsroom() as newsroom:
        publish(newsroom)
        grouped: Counter[str] = Counter()

        def note(step: str, number: int) -> None:
            grouped[step] += number

        took = newsroom.run(stopped(newsroom, lambda: grouped["grouped"] >= 1, note))
        assert took < A_BREATH
        assert Article.objects.get().grouped_version == 1


@pytest.mark.parametrize("where", [FEED, "/barge", "/home"])
def test_a_server_that_hangs_holds_nobody_up(where: str) -> None:
    with open_newsroom() as newsroom:
        feed = publish(newsroom)
        feed.publisher.front_page.url = newsroom.url("/home")
        feed.publisher.front_page.save()
        newsroom.says(where, hang)
        assert newsroom.run(stopped(newsroom, lambda: where in newsroom.server.paths)) < A_BREATH
        newsroom.says("/home", status("404 Not Found"))
        newsroom.says(FEED, feed_answer(item("1", url=newsroom.url("/barge"))))
        newsroom.says("/barge", article_page())
        newsroom.run(run_once(newsroom.desk))
        assert Article.objects.count() == 1, "nothing was lost"


class Stuck(Here):
    """Workers that never come to an end with a page, until they are stopped."""

    def __init__(self) -> None:
        self.pool = WorkerPool(workers=1, seconds=60.0)
        self.at_work = False

    def read(self, pages: Sequence[ToRead]) -> list[Read | Discarded]:
        self.pool.run(behave, ["begin"])
        self.at_work = True
        self.pool.run(behave, ["hang"])
        raise AssertionError("it does not come to this")

    def close(self) -> None:
        self.pool.close()


def test_a_page_that_hangs_in_its_worker_holds_nobody_up() -> None:
    workers = Stuck()
    with open_newsroom(workers=workers) as newsroom:
        publish(newsroom)
        assert newsroom.run(stopped(newsroom, lambda: workers.at_work)) < A_BREATH
        page = Page.objects.get()
        assert (page.state, bool(page.body)) == ("fetched", True), "it is read by the next run"


class Broken(Here):
    def read(self, pages: Sequence[ToRead]) -> list[Read | Discarded]:
        raise ZeroDivisionError("the reading room is broken")


def test_a_step_that_breaks_ends_the_run_with_its_reason() -> None:
    with open_newsroom(workers=Broken()) as newsroom:
        publish(newsroom)

        async def run() -> None:
            with pytest.raises(ZeroDivisionError, match="reading room"):
                await asyncio.wait_for(run_on(newsroom.desk, asyncio.Event()), 10)

        newsroom.run(run())
        assert Page.objects.get().state == "fetched"
