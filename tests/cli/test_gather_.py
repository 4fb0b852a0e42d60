"""`newsstand gather` as its operator runs it: what it prints, and how it ends while a server says nothing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.cli.house import environment
from tests.net.server import Reply, Server, hang, ok

PARAGRAPHS = (
    "The harbour board of Wend voted on Tuesday to dredge the northern channel, which has silted up since the "
    "winter storms and keeps larger ferries outside.",
    "Work begins in May and takes eleven weeks, the board's chair, Ilse Marwick, said after the meeting. The cost of "
    "2.4 million is shared with the county.",
    "Fishing crews had asked for the channel to be cleared before the herring season. Their boats have had to wait "
    "for high water for most of the spring.",
)
Row = tuple[object, ...]


def page(headline: str) -> Reply:
    told = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return ok(
        f"<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{told}</article></body></html>".encode(),
        Content_Type="text/html; charset=utf-8",
    )


def feed(headline: str, path: str) -> Reply:
    said_at = format_datetime(datetime.now(UTC))
    return ok(
        f"<rss version='2.0'><channel><title>The Wend Herald</title><item><title>{headline}</title>"
        f"<link>{path}</link><guid>{path}</guid><pubDate>{said_at}</pubDate></item></channel></rss>".encode(),
        Content_Type="application/rss+xml",
    )


def write_catalogue(data: Path, server: Server, *feeds: str) -> Path:
    data.mkdir(exist_ok=True)
    file = data / "titles.toml"
    addresses = ", ".join(f'"{server.url(path)}"' for path in feeds)
    file.write_text(
        f'[wend-herald]\nname = "The Wend Herald"\nhome_page = "{server.url("/")}"\ncountry = "GB"\n'
        f'language = "en"\nkind = "newspaper"\nfeeds = [{addresses}]\n'
    )
    return file


@asynccontextmanager
async def gathering(data: Path, *words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """`newsstand gather` under way, in a group of processes of its own, as a terminal starts it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "newsstand", "gather", *words,
        env=environment(data, NEWSSTAND_ALLOWED_NETWORKS="127.0.0.0/8", NEWSSTAND_FETCH_SECONDS="60"),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def said(process: asyncio.subprocess.Process) -> tuple[str, str]:
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return out.decode(), err.decode()


async def until(claim: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.05)


def rows(data: Path, question: str) -> list[Row]:
    try:
        with closing(sqlite3.connect(f"file:{data / 'newsstand.sqlite3'}?mode=ro", uri=True)) as store:
            return store.execute(question).fetchall()
    except sqlite3.OperationalError:
        return []  # not there yet


def test_once_says_what_came_of_it(tmp_path: Path) -> None:
    async def meet() -> None:
        replies = {
            "/rss": feed("Harbour to be dredged", "/dredged"),
            "/dredged": page("Harbour to be dredged"),
        }
        async with Server(replies=replies) as server:
            titles = write_catalogue(tmp_path, server, "/rss", "/moved-away")
            async with gathering(tmp_path, "--once", "--titles", str(titles)) as process:
                out, err = await said(process)
        assert process.returncode == 0, err
        assert [line.split() for line in out.splitlines()] == [["1", "new"], ["1", "not_found"]]
        assert "2 feeds asked, 1 pages asked for, 1 pages read, 1 articles grouped" in err

    asyncio.run(meet())
    assert rows(tmp_path, "SELECT headline FROM newsroom_article") == [("Harbour to be dredged",)]


def test_feeds_only_leaves_the_pages_for_later(data: Path) -> None:
    async def meet() -> list[str]:
        replies = {
            "/rss": feed("Harbour to be dredged", "/dredged"),
            "/dredged": page("Harbour to be dredged"),
        }
        async with Server(replies=replies) as server:
            titles = write_catalogue(data, server, "/rss")
            async with gathering(data, "--once", "--feeds-only", "--titles", str(titles)) as process:
                out, _ = await said(process)
            assert out.split() == ["1", "new"]
            return server.paths

    assert asyncio.run(meet()) == ["/rss"]
    assert rows(data, "SELECT state FROM newsroom_page") == [("wanted",)]


def test_a_store_without_titles_says_how_to_follow_some(data: Path) -> None:
    async def meet() -> tuple[str, str]:
        async with gathering(data, "--once") as process:
            spoken = await said(process)
        assert process.returncode == 0
        return spoken

    out, err = asyncio.run(meet())
    assert out == ""
    assert "--titles starter" in err
    assert "newsstand add" in err


@pytest.mark.parametrize(
    ("words", "hangs", "number"),
    [
        ([], "/slow", signal.SIGINT),
        (["--once"], "/slow", signal.SIGINT),
        (["--once"], "/dredged", signal.SIGINT),
        (["--once"], "/dredged", signal.SIGTERM),
        (["--once", "--feeds-only"], "/slow", signal.SIGINT),
    ],
)
def test_it_ends_within_five_seconds_while_a_server_hangs(
    data: Path, words: list[str], hangs: str, number: signal.Signals
) -> None:
    async def meet() -> None:
        replies = {
            "/rss": feed("Harbour to be dredged", "/dredged"),
            "/dredged": page("Harbour to be dredged"),
        }
        replies["/slow"] = feed("Ferry late", "/late")
        answering = replies[hangs]
        replies[hangs] = hang
        async with Server(replies=replies) as server:
            titles = write_catalogue(data, server, "/rss", "/slow")
            async with gathering(data, *words, "--titles", str(titles)) as process:
                await until(
                    lambda: hangs in server.paths and bool(rows(data, "SELECT 1 FROM newsroom_entry"))
                )
                os.killpg(process.pid, number)
                asked = time.monotonic()
                _, err = await asyncio.wait_for(process.communicate(), 5)
                assert time.monotonic() - asked < 5
            assert process.returncode == (0 if not words else 130), err.decode()
            assert "Traceback" not in err.decode()
            assert rows(data, "PRAGMA integrity_check") == [("ok",)]
            server.replies[hangs] = answering
            async with gathering(data, "--once") as again:
                out, err_again = await said(again)
        assert again.returncode == 0, err_again
        assert out.split() == ["2", "new"]

    asyncio.run(meet())
    assert sorted(rows(data, "SELECT headline FROM newsroom_entry")) == [
        ("Ferry late",),
        ("Harbour to be dredged",),
    ]
