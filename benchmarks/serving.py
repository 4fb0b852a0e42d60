"""Serving: pages a second and search times on a store of 100,000 articles, beside `reader`'s web app in the same run.

    python -m benchmarks.serving [--articles N] [--alone]

The pages' server runs as `newsstand up` starts it, on a real port; the client holds 16 connections and reads every byte.
Client and server share this machine's processors. `ratio` is how much slower ours is with ten times the articles.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.filled_store import NOW
from benchmarks.first_look import largest_paints
from rich.console import Console
from rich.table import Table

CONNECTIONS = 16
SECONDS = 12.0
DISTINCT = 200  # stories that readers read at the same time
SEARCHES = 200
WORKERS = 2
QUERIES = (
    "council", "police", "the", "said", "workers strike", '"said on"', "harbour", "flood warning", "trial", "bridge",
    "hospital", "court", "minister", "train", "company -strike", "storm", "school", "fire", "election", "river",
)  # fmt: skip

Client = Sequence[tuple[str, dict[str, str]]]


def measure(_: Path, *, articles: int = 100_000, peer: bool = True) -> dict[str, Any]:
    """Ours with `articles` and with a tenth of them, and the peer with what it takes in within a minute."""
    folder = Path(tempfile.mkdtemp(prefix="newsstand-serving-"))
    try:
        small = serve_and_measure(folder / "small", articles // 10)
        large = serve_and_measure(folder / "large", articles)
        figures: dict[str, Any] = {
            "articles": articles,
            "newsstand": large,
            "newsstand with a tenth": small,
            "ratio": slowdown(small, large),
        }
        if peer:
            from benchmarks.serving_reader import measure_reader

            figures["reader"] = measure_reader(folder)
        return figures
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve_and_measure(folder: Path, articles: int) -> dict[str, float]:
    """Fill a store, serve it, ask."""
    env = store_of(folder, articles)
    with served(env) as address:
        cookie = signed_in(env)
        stories, reports = addresses(env)
        own = {"Cookie": cookie}
        fresh = [(path, own) for path in stories[DISTINCT:]]
        pages = {
            "front page signed out": [("/", {})],
            "front page signed in": [("/", own)],
            "story page signed out": [(path, {}) for path in stories[:DISTINCT]],
            "story page signed in": [(path, own) for path in stories[:DISTINCT]],
            "article page signed out": [(path, {}) for path in reports],
        }
        figures = {"story page never read before": round(asyncio.run(once_each(address, fresh)), 1)}
        figures |= {name: round(asyncio.run(rate(address, wanted)), 1) for name, wanted in pages.items()}
        waits = sorted(asyncio.run(search_times(address)))
        figures["search p50 ms"] = round(waits[len(waits) // 2] * 1000, 1)
        figures["search p95 ms"] = round(waits[int(len(waits) * 0.95)] * 1000, 1)
        paints = largest_paints(f"http://{address}", ["/", stories[0]])
        paints |= (
            {"/ signed in": found["/"]}
            if (found := largest_paints(f"http://{address}", ["/"], cookie))
            else {}
        )
        names = {
            "/": "front page signed out",
            stories[0]: "story page",
            "/ signed in": "front page signed in",
        }
        figures |= {f"largest paint of the {names[path]} ms": value for path, value in paints.items()}
        return figures


def store_of(folder: Path, articles: int) -> dict[str, str]:
    """The environment of a store with so many articles, made if it is not there."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("NEWSSTAND_") and k != "DATABASE_URL"}
    env = clean | {
        "NEWSSTAND_DATA": str(folder),
        "NEWSSTAND_CLOCK": f"{NOW:%Y-%m-%dT%H:%M:%SZ};speed=1;since={int(time.time())}",
        "NEWSSTAND_SINGLE_READER": "no",
        "NEWSSTAND_SECRET_KEY": "for measuring only " * 4,
        "DJANGO_SETTINGS_MODULE": "newsstand.site.settings",
    }
    if not (folder / "newsstand.sqlite3").exists():
        folder.mkdir(parents=True, exist_ok=True)
        filling = [sys.executable, "-m", "benchmarks.filled_store", str(articles), str(articles // 5)]
        subprocess.run(filling, env=env, check=True)
    return env


@contextmanager
def served(env: dict[str, str]) -> Iterator[str]:
    """The pages' server as `newsstand up` runs it."""
    from newsstand.cli.serving import server_command

    subprocess.run(
        [
            sys.executable,
            "-c",
            "from newsstand.site.wiring import open_store, collect_static; open_store(); collect_static()",
        ],
        env=env,
        check=True,
    )
    port = free_port()
    server = subprocess.Popen(server_command("127.0.0.1", port, WORKERS), env=env)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def signed_in(env: dict[str, str]) -> str:
    """The session cookie of one of the store's readers."""
    made = subprocess.run(
        [sys.executable, "-c", SIGN_IN], env=env, check=True, capture_output=True, text=True
    )
    return made.stdout.strip()


SIGN_IN = """
from newsstand.site.wiring import open_store
open_store()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from newsstand.members.models import Reader
reader = Reader.objects.filter(role="member").order_by("pk").first()
session = SessionStore()
session[SESSION_KEY] = str(reader.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
session.create()
print(f"sessionid={session.session_key}")
"""

ADDRESSES = """
import json
from newsstand.site.wiring import open_store
open_store()
from newsstand.newsroom.models import Article, Story
found = Story.objects.filter(titles__gte=3).order_by("-pk").values_list("pk", flat=True)[:600]
newest = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
print(json.dumps([[f"/story/{pk}/" for pk in found], [f"/article/{pk}/" for pk in range(newest - 4000, newest, 9)]]))
"""


def addresses(env: dict[str, str]) -> tuple[list[str], list[str]]:
    """Some hundred story pages and article pages."""
    made = subprocess.run(
        [sys.executable, "-c", ADDRESSES], env=env, check=True, capture_output=True, text=True
    )
    stories, articles = json.loads(made.stdout)
    return stories, articles


async def once_each(address: str, wanted: Client) -> float:
    """Answers a second where every page is asked for once."""
    host, _, port = address.partition(":")
    waiting = list(wanted)
    began = time.perf_counter()

    async def keep_asking() -> None:
        read, write = await asyncio.open_connection(host, int(port))
        while waiting:
            await ask(read, write, address, *waiting.pop())
        write.close()

    await asyncio.gather(*(keep_asking() for _ in range(CONNECTIONS)))
    return len(wanted) / (time.perf_counter() - began)


async def rate(address: str, wanted: Client, seconds: float = SECONDS) -> float:
    """Answers a second over so many connections, once every page was asked for; every answer must be a 200."""
    host, _, port = address.partition(":")
    await once_each(address, wanted * WORKERS)  # a page is printed in each process that serves it
    count, at = 0, 0
    counted_from = time.perf_counter()
    until = counted_from + seconds

    async def keep_asking() -> None:
        nonlocal count, at
        read, write = await asyncio.open_connection(host, int(port))
        while (now := time.perf_counter()) < until:
            path, headers = wanted[at % len(wanted)]
            at += 1
            await ask(read, write, address, path, headers)
            count += now >= counted_from
        write.close()

    await asyncio.gather(*(keep_asking() for _ in range(CONNECTIONS)))
    return count / seconds


async def ask(
    read: asyncio.StreamReader, write: asyncio.StreamWriter, address: str, path: str, headers: dict[str, str]
) -> bytes:
    """One request on a connection that stays open; returns the answer's body, as sent."""
    more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    write.write(f"GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: gzip\r\n{more}\r\n".encode())
    head = (await read.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(f"{path} was answered with {head[:40]!r}")
    if b"transfer-encoding: chunked" not in head:
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        return await read.readexactly(length)
    body = b""
    while size := int((await read.readline()).split(b";")[0], 16):
        body += (await read.readexactly(size + 2))[:-2]
    await read.readexactly(2)
    return body


async def search_times(
    address: str, path: str = "/search?q=", headers: dict[str, str] | None = None
) -> list[float]:
    """Seconds that each search took, one after the other, every query on several pages."""
    from urllib.parse import quote_plus

    host, _, port = address.partition(":")
    read, write = await asyncio.open_connection(host, int(port))
    waits = []
    for number in range(SEARCHES):
        query = QUERIES[number % len(QUERIES)]
        page = 1 + number // len(QUERIES) % 3
        began = time.perf_counter()
        await ask(
            read,
            write,
            address,
            f"{path}{quote_plus(query)}&page={page}",
            headers or {"Cookie": f"n={number}"},
        )
        waits.append(time.perf_counter() - began)
    write.close()
    return waits


def slowdown(small: dict[str, float], large: dict[str, float]) -> dict[str, float]:
    """How many times slower the larger store is, figure by figure."""
    return {
        name: round(large[name] / small[name] if name.endswith("ms") else small[name] / large[name], 2)
        for name in large
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 60.0) -> None:
    """Return once an address answers."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def show(figures: dict[str, Any], console: Console) -> None:
    """The figures as a table."""
    columns = [name for name in ("newsstand", "newsstand with a tenth", "ratio", "reader") if name in figures]
    table = Table("", *columns)
    for name in figures["newsstand"]:
        peer = {"front page signed out": "front page"}.get(name, name)
        table.add_row(name, *(str(figures[c].get(peer if c == "reader" else name, "")) for c in columns))
    console.print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--alone", action="store_true", help="without the peer")
    said = parser.parse_args()
    show(measure(Path(), articles=said.articles, peer=not said.alone), Console())
