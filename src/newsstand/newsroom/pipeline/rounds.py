"""All steps in their order: once through until nothing is left to do, or on and on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from newsstand.newsroom.pipeline.briefs import write_briefs
from newsstand.newsroom.pipeline.daily import make_daily_editions
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.editions import is_outdated, make_edition
from newsstand.newsroom.pipeline.front_pages import observe_front_pages
from newsstand.newsroom.pipeline.gather import gather
from newsstand.newsroom.pipeline.pages import fetch_pages
from newsstand.newsroom.pipeline.pictures import fetch_pictures
from newsstand.newsroom.pipeline.reading import read_pages
from newsstand.newsroom.pipeline.signals import ask_sites, obey_terms
from newsstand.newsroom.pipeline.standings import keep_standings
from newsstand.newsroom.pipeline.stories import group_articles
from newsstand.newsroom.pipeline.threads import Writer
from newsstand.newsroom.pipeline.topics import find_story_topics

Report = Callable[[str, int], None]
GROUP_AT_ONCE = 200  # what comes in a flood is grouped in the order of publication, not by who was read first
PAUSE = 1.0  # seconds that a step rests when it found nothing to do
IDLE = 60.0  # seconds without a page to read after which the workers are let go


def say_nothing(step: str, count: int) -> None:
    """The report of a pipeline that nobody watches."""


async def run_once(desk: Desk, report: Report = say_nothing) -> None:
    """One pass: everything that is due now, step by step, until nothing is left; the same rows whoever interrupts it."""
    writer = Writer()
    try:
        report("feeds", await gather(desk, writer))
        await _exhaust("signals", lambda: ask_sites(desk, writer), report)
        await _exhaust("pages", lambda: fetch_pages(desk, writer), report)
        await _exhaust("articles", lambda: read_pages(desk, writer), report)
        await _exhaust("grouped", lambda: writer.do(group_articles, desk), report)
        await _exhaust("topics", lambda: writer.do(find_story_topics, desk), report)
        report("terms", await writer.do(obey_terms, desk))
        await _exhaust("briefs", lambda: writer.do(write_briefs, desk), report)
        if desk.settings.front_pages:
            await _exhaust("front pages", lambda: observe_front_pages(desk, writer), report)
            report("standings", await writer.do(keep_standings, desk))
        edition = await writer.do(make_edition, desk)
        report("editions", int(edition is not None) + await writer.do(make_daily_editions, desk))
        await _exhaust("pictures", lambda: fetch_pictures(desk, writer), report)
    finally:
        desk.workers.close()
        writer.close()


async def _exhaust(name: str, step: Callable[[], Awaitable[int]], report: Report) -> None:
    while count := await step():
        report(name, count)


async def run_on(desk: Desk, stop: asyncio.Event, report: Report = say_nothing) -> None:
    """Gather, fetch and edit side by side until `stop` is set; whatever is under way then is finished or left as it was."""
    writer = Writer()

    async def edit() -> int:
        read = 0
        while read < GROUP_AT_ONCE and (some := await read_pages(desk, writer)):
            read += some
            report("articles", some)
        grouped = await writer.do(group_articles, desk)
        topics = await writer.do(find_story_topics, desk)
        report("terms", await writer.do(obey_terms, desk))
        briefs = await writer.do(write_briefs, desk)
        report("grouped", grouped)
        report("topics", topics)
        report("briefs", briefs)
        if grouped or briefs or await writer.do(is_outdated, desk):
            report("editions", int(await writer.do(make_edition, desk) is not None))
        return read + grouped + topics + briefs

    async def look() -> int:
        seen = await observe_front_pages(desk, writer) if desk.settings.front_pages else 0
        report("front pages", seen)
        report("standings", await writer.do(keep_standings, desk) if seen else 0)
        report("editions", int(await writer.do(make_edition, desk) is not None))
        report("editions", await writer.do(make_daily_editions, desk))
        return 0

    steps: list[tuple[str, Callable[[], Awaitable[int]], float]] = [
        ("feeds", lambda: gather(desk, writer), PAUSE),
        ("pages", lambda: fetch_pages(desk, writer), PAUSE),
        ("signals", lambda: ask_sites(desk, writer), 10 * PAUSE),
        ("", edit, PAUSE),
        ("", look, 10 * PAUSE),
        ("pictures", lambda: fetch_pictures(desk, writer), 3 * PAUSE),
    ]
    tasks = [asyncio.ensure_future(_repeat(name, step, pause, stop, report)) for name, step, pause in steps]
    tasks.append(asyncio.ensure_future(_let_workers_go(desk, stop)))
    try:
        done, _ = await asyncio.wait(
            [*tasks, asyncio.ensure_future(stop.wait())], return_when=asyncio.FIRST_COMPLETED
        )
        for task in done:
            task.result()  # a step that broke ends the run, with its reason
    finally:
        stop.set()
        for task in tasks:
            task.cancel()
        desk.workers.close()
        await asyncio.gather(*tasks, return_exceptions=True)
        writer.close()


async def _repeat(
    name: str, step: Callable[[], Awaitable[int]], pause: float, stop: asyncio.Event, report: Report
) -> None:
    while not stop.is_set():
        count = await step()
        if name:
            report(name, count)
        if not count:
            await asyncio.sleep(pause)


async def _let_workers_go(desk: Desk, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await asyncio.sleep(IDLE / 4)
        desk.workers.rest(IDLE)
