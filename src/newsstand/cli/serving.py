"""The processes of `newsstand up`: this one gathers and edits, a second one serves the pages, workers read."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from rich.console import Console

from newsstand.cli.watch import Watch, stop_on_signals
from newsstand.errors import NewsstandError

if TYPE_CHECKING:
    from newsstand.newsroom.pipeline.desk import Desk

GRACE = 3.0  # seconds that the server of the pages has to end by itself
CHORE_GRACE = 1.0  # seconds that a chore under way has to end by itself
CHORES_EVERY = 1.0  # seconds between two rounds of chores
PR_SET_PDEATHSIG = 1


async def run_everything(host: str, port: int, *, demo: bool = False) -> int:
    """Serve the pages and run the pipeline until Ctrl-C; 1 where one of them broke."""
    from newsstand.site.wiring import collect_static, make_desk

    await asyncio.to_thread(collect_static)
    stop = stop_on_signals()
    console = Console(stderr=True, highlight=False)
    async with contextlib.AsyncExitStack() as stack:
        pages = await stack.enter_async_context(serve_pages(host, port))
        watcher = asyncio.ensure_future(pages.wait())
        watcher.add_done_callback(lambda _: stop.set())
        stack.callback(watcher.cancel)
        if demo:
            await stack.enter_async_context(publish_demo())
        desk: Desk = make_desk(loopback=demo)
        await stack.enter_async_context(desk.fetcher)
        shown = f"[{host}]" if ":" in host else host
        console.print(f"Your paper: [bold]http://{shown}:{port}/[/bold]   (Ctrl-C stops it)")
        if demo:
            console.print(
                "The demo newsroom: fictional titles on a played day, since it was asked for or no title's site answers.",
                soft_wrap=True,
            )
        from newsstand.newsroom.pipeline.rounds import run_on

        await stack.enter_async_context(doing_chores())
        with Watch() as watch:
            await run_on(desk, stop, watch.count)
        if watcher.done() and watcher.result():
            raise NewsstandError(f"the server of the pages ended by itself (exit code {watcher.result()})")
    return 0


@contextlib.asynccontextmanager
async def doing_chores() -> AsyncIterator[None]:
    """What members need done, round after round, on a thread of its own: a slow mail server holds up no news."""
    from django.conf import settings

    from newsstand.members.chores import Round

    rounds, ended = Round(now=settings.NOW), threading.Event()

    def go_on() -> None:
        while not ended.is_set():
            rounds.go()
            ended.wait(CHORES_EVERY)

    # A daemon: a mail server that keeps us waiting does not keep the house from closing. What was under way is found again.
    thread = threading.Thread(target=go_on, name="newsstand-chores", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        await asyncio.to_thread(thread.join, CHORE_GRACE)


@contextlib.asynccontextmanager
async def serve_pages(host: str, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """The pages' server as processes of its own, ended with this one."""
    from django.conf import settings

    hosts = " ".join(dict.fromkeys([*settings.NEWSSTAND["NEWSSTAND_HOSTS"], host]))
    process = await asyncio.create_subprocess_exec(
        *server_command(host, port, settings.NEWSSTAND["NEWSSTAND_PAGE_WORKERS"]),
        env={**os.environ, "NEWSSTAND_HOSTS": "*" if host in ("0.0.0.0", "::") else hosts},  # noqa: S104 - compared, not bound
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), GRACE)
            except TimeoutError:
                process.kill()
                await process.wait()


def server_command(host: str, port: int, workers: int) -> list[str]:
    """What starts the pages' server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "newsstand.site.wsgi:application",
    ]  # fmt: skip


def end_with_parent() -> None:
    """On Linux, ask the kernel to end this process when its parent ends, however that comes about."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextlib.asynccontextmanager
async def publish_demo() -> AsyncIterator[None]:
    """The demo newsroom on a port of its own, its titles taken in."""
    from django.conf import settings

    from newsstand.demo.newsroom import DemoNewsroom
    from newsstand.demo.server import serve
    from newsstand.site.wiring import take_in_titles

    newsroom = DemoNewsroom.load()
    server = await serve(newsroom, settings.NOW, host="127.0.0.1", port=0)
    try:
        publishers = newsroom.publishers(server.port)
        await asyncio.to_thread(take_in_titles, publishers, is_demo=True)
        yield
    finally:
        await server.close()
