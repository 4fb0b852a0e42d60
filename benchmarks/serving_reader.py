"""`reader`'s own web app, served and asked as ours is: the peer of `benchmarks.serving`."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

from benchmarks.serving import CONNECTIONS, QUERIES, SECONDS, free_port, store_of, wait_for

PEER_ENTRIES = 10_000

READER_FEEDS = """
import sys, warnings
warnings.simplefilter("ignore")
from reader import make_reader
reader = make_reader(sys.argv[1], feed_root=sys.argv[2])
import os
for name in sorted(os.listdir(sys.argv[2])):
    reader.add_feed(name)
reader.update_feeds()
reader.enable_search()
reader.update_search()
"""


def measure_reader(folder: Path) -> dict[str, float]:
    """`reader`'s own web app with some thousand entries of the same articles, the fair part of what it can hold.

    Its present app has no search: searches are asked of the one before it, 64 entries a page.
    """
    feeds = folder / "feeds"
    feeds.mkdir()
    env = store_of(folder / "small", PEER_ENTRIES)
    subprocess.run([sys.executable, "-c", WRITE_FEEDS, str(feeds)], env=env, check=True)
    base = folder / "reader.sqlite"
    subprocess.run([sys.executable, "-c", READER_FEEDS, str(base), str(feeds)], env=env, check=True)
    figures = {"entries": float(PEER_ENTRIES)}
    with reader_served(base, env) as address:
        figures["front page"] = round(asyncio.run(plain_rate(address)), 1)
    with reader_served(base, env, "--legacy") as address:
        waits = sorted(plain_searches(address))
        figures["search p50 ms"] = round(waits[len(waits) // 2] * 1000, 1)
        figures["search p95 ms"] = round(waits[int(len(waits) * 0.95)] * 1000, 1)
    return figures


@contextmanager
def reader_served(base: Path, env: dict[str, str], *more: str) -> Iterator[str]:
    """`reader`'s web app on a port of its own."""
    port = free_port()
    server = subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "reader",
            "--db",
            str(base),
            "web",
            *more,
            "--port",
            str(port),
        ],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/?limit=1")
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


WRITE_FEEDS = """
import sys
from xml.sax.saxutils import escape
from newsstand.site.wiring import open_store
open_store()
from newsstand.newsroom.models import ArticleVersion, Publisher
for publisher in Publisher.objects.all():
    rows = ArticleVersion.objects.filter(article__publisher=publisher).select_related("article")
    items = "".join(
        f"<item><guid>{v.article_id}</guid><link>{v.article.url}</link><title>{escape(v.headline)}</title>"
        f"<pubDate>{v.made_at:%a, %d %b %Y %H:%M:%S} GMT</pubDate><description>{escape(v.body)}</description></item>"
        for v in rows
    )
    with open(f"{sys.argv[1]}/{publisher.slug}.xml", "w") as out:
        out.write(f'<rss version="2.0"><channel><title>{escape(publisher.name)}</title>{items}</channel></rss>')
"""


async def plain_rate(address: str) -> float:
    """Answers a second of a server that closes its connections."""
    host, _, port = address.partition(":")
    count = 0
    until = time.perf_counter() + SECONDS

    async def keep_asking() -> None:
        nonlocal count
        while time.perf_counter() < until:
            read, write = await asyncio.open_connection(host, int(port))
            write.write(f"GET / HTTP/1.0\r\nHost: {address}\r\n\r\n".encode())
            await read.read()
            write.close()
            count += 1

    await asyncio.gather(*(keep_asking() for _ in range(CONNECTIONS)))
    return count / SECONDS


def plain_searches(address: str) -> list[float]:
    """Seconds that each search took."""
    waits = []
    for number in range(len(QUERIES) * 2):
        began = time.perf_counter()
        with urllib.request.urlopen(
            f"http://{address}/?limit=64&q={quote_plus(QUERIES[number % len(QUERIES)])}"
        ) as answer:
            answer.read()
        waits.append(time.perf_counter() - began)
    return waits
