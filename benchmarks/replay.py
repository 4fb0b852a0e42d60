"""A replay server: the corpus's raw feeds and pages over loopback HTTP, as their own servers would answer.

    python -m benchmarks.replay --port 0 --multiply 1 --list feeds.opml

Each feed stands at `http://NAME.feeds.localhost:PORT/feed` and at `http://127.0.0.1:PORT/feeds/NAME`; pages at
`/pages/N` on any host. Answers carry an ETag and a Last-Modified date, 304 where nothing changed, gzip where it is
asked for. `/__counts` tells how often each status was answered, `/__urls` lists the feeds' addresses.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import zstandard

from newsstand.feeds import Outline, write_opml

LAST_MODIFIED = b"Thu, 01 Jan 2026 00:00:00 GMT"
STATUSES = {200: b"OK", 304: b"Not Modified", 404: b"Not Found", 405: b"Method Not Allowed"}
# What makes an entry itself, in RSS, RDF, Atom and JSON: its ids and its links.
IDENTITY = re.compile(
    rb"(<(?:guid|id|link|feedburner:origLink)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?\s*)([^<>\s\]]+)"
    rb"|(<(?:link|item)\s[^<>]*?(?:href|rdf:about)=[\"'])([^\"'<>]+)"
    rb"|(\"(?:id|url)\"\s*:\s*\")([^\"]+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedFeed:
    """One feed of the corpus, or a copy of one, under the name by which it is asked for."""

    name: str
    body: bytes
    content_type: bytes

    @property
    def etag(self) -> bytes:
        return b'"' + blake2b(self.body, digest_size=12).hexdigest().encode() + b'"'


def corpus_folder() -> Path | None:
    """The folder that NEWSSTAND_BENCH_DATA names, if it is there."""
    named = os.environ.get("NEWSSTAND_BENCH_DATA")
    return Path(named) if named and Path(named).is_dir() else None


def read_corpus(folder: Path) -> list[tuple[dict[str, Any], bytes]]:
    """The raw feeds with what the manifest says of each, in the manifest's order."""
    manifest = json.loads((folder / "feeds" / "manifest.json").read_bytes())
    bodies: dict[str, bytes] = {}
    with (folder / "feeds" / "feeds.tar.zst").open("rb") as packed:
        unpacked = zstandard.ZstdDecompressor().stream_reader(packed)
        with tarfile.open(fileobj=unpacked, mode="r|") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is not None:
                    bodies[member.name] = content.read()
    return [(row, bodies[row["file"]]) for row in manifest]


def name_feeds(corpus: list[tuple[dict[str, Any], bytes]], multiply: int) -> Iterator[ReplayedFeed]:
    """Every feed `multiply` times, each copy under a name and with entries of its own."""
    for copy in range(multiply):
        for number, (row, body) in enumerate(corpus):
            slug = re.sub(r"[^a-z0-9]+", "-", (row.get("domain") or row["file"]).lower()).strip("-")[:40]
            name = f"f{number:03}-{slug.strip('-')}" + (f"-{copy + 1}" if copy else "")
            yield ReplayedFeed(
                name=name, body=_copied(body, copy + 1) if copy else body, content_type=_content_type(body)
            )


def _copied(body: bytes, copy: int) -> bytes:
    def renamed(found: re.Match[bytes]) -> bytes:
        start, identity = (group for group in found.groups() if group is not None)
        mark = b"copy=%d" % copy
        if not identity.startswith(b"http"):
            return start + identity + b"-" + mark
        return start + identity + (b"&amp;" if b"?" in identity else b"?") + mark

    return IDENTITY.sub(renamed, body)


def _content_type(body: bytes) -> bytes:
    head = body[:2000].lower()
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return b"application/feed+json"
    if b"<rdf" in head:
        return b"application/rdf+xml"
    return b"application/atom+xml" if b"<feed" in head else b"application/rss+xml"


@lru_cache(maxsize=1)
def read_pages(folder: Path) -> tuple[bytes, ...]:
    """The HTML of every page of the corpus."""
    pages = []
    for path in sorted((folder / "pages").glob("*.jsonl.zst")):
        text = zstandard.ZstdDecompressor().stream_reader(path.read_bytes()).read()
        pages += [json.loads(line)["html"].encode("utf-8", "replace") for line in text.splitlines()]
    return tuple(pages)


class Shelf:
    """What is served, and the count of what was answered."""

    def __init__(self, feeds: list[ReplayedFeed], folder: Path) -> None:
        self.feeds = {feed.name: feed for feed in feeds}
        self.etags = {feed.name: feed.etag for feed in feeds}
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.port = 0
        # Packed before the first request, so that what is measured later is the client and not this.
        self._packed = {feed.name: gzip.compress(feed.body, 1, mtime=0) for feed in feeds}
        self._cpu_at_start = time.process_time()

    def answer(self, path: str, host: str, headers: dict[bytes, bytes]) -> bytes:
        """The whole response to one GET."""
        if path.startswith("/__"):
            return self._own(path)
        if path.startswith("/pages/") and path[7:].isdigit():
            pages = read_pages(self.folder)
            return self._send(200, pages[int(path[7:]) % len(pages)], b"text/html; charset=utf-8", "page")
        name = path.removeprefix("/feeds/") if path.startswith("/feeds/") else ""
        if host.endswith(".feeds.localhost") and path == "/feed":
            name = host.removesuffix(".feeds.localhost")
        feed = self.feeds.get(name)
        if feed is None:
            return self._send(404, b"no such feed or page\n", b"text/plain", "other")
        return self._feed(feed, headers)

    def _feed(self, feed: ReplayedFeed, headers: dict[bytes, bytes]) -> bytes:
        etag = self.etags[feed.name]
        extra = b"ETag: " + etag + b"\r\nLast-Modified: " + LAST_MODIFIED + b"\r\n"
        known = headers.get(b"if-none-match")
        if known == etag or (known is None and headers.get(b"if-modified-since") == LAST_MODIFIED):
            return self._send(304, b"", feed.content_type, "feed", extra)
        body = feed.body
        if b"gzip" in headers.get(b"accept-encoding", b""):
            body = self._packed[feed.name]
            extra += b"Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n"
        return self._send(200, body, feed.content_type, "feed", extra)

    def _own(self, path: str) -> bytes:
        if path == "/__counts":
            body = json.dumps(
                {**self.counts, "cpu_seconds": round(time.process_time() - self._cpu_at_start, 3)}
            ).encode()
            return _response(200, body, b"application/json")
        if path == "/__urls":
            return _response(200, json.dumps(self.urls()).encode(), b"application/json")
        return _response(404, b"", b"text/plain")

    def urls(self) -> list[str]:
        """The address of every feed, on its own host."""
        return [f"http://{name}.feeds.localhost:{self.port}/feed" for name in self.feeds]

    def _send(self, status: int, body: bytes, content_type: bytes, kind: str, extra: bytes = b"") -> bytes:
        self.counts[f"{kind} {status}"] += 1
        self.counts["bytes"] += len(body)
        return _response(status, body, content_type, extra)


def _response(status: int, body: bytes, content_type: bytes, extra: bytes = b"") -> bytes:
    return b"HTTP/1.1 %d %s\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s" % (
        status,
        STATUSES[status],
        content_type,
        extra,
        len(body),
        body,
    )


class Connection(asyncio.Protocol):
    """One client; requests without bodies, one after another."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.waiting = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        assert self.transport is not None
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            request, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            first, *lines = request.split(b"\r\n")
            method, target, *_ = (*first.split(b" "), b"", b"")
            pairs = (line.partition(b":") for line in lines)
            headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
            host = headers.get(b"host", b"").decode("latin-1").rpartition(":")[0].lower()
            path = re.sub(r"^https?://[^/]*", "", target.decode("latin-1")).partition("?")[0]
            if method not in (b"GET", b"HEAD"):
                self.transport.write(_response(405, b"", b"text/plain"))
                continue
            answer = self.shelf.answer(path, host, headers)
            if method == b"HEAD" or answer.startswith(b"HTTP/1.1 304"):
                answer = answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            self.transport.write(answer)
            if headers.get(b"connection", b"").lower() == b"close":
                self.transport.close()


def write_list(shelf: Shelf, listing: Path) -> None:
    """The addresses of the feeds in a file: as OPML if it ends in .opml, else one on a line."""
    urls = shelf.urls()
    if listing.suffix == ".opml":
        outlines = [Outline(title=name, feed_url=url) for name, url in zip(shelf.feeds, urls, strict=True)]
        listing.write_bytes(write_opml(outlines, title="Replayed feeds"))
    else:
        listing.write_text("\n".join(urls) + "\n")


async def serve(shelf: Shelf, port: int, listing: Path | None) -> None:
    """Serve until the process ends; the first line printed is the port."""
    server = await asyncio.get_running_loop().create_server(lambda: Connection(shelf), "127.0.0.1", port)
    shelf.port = server.sockets[0].getsockname()[1]
    if listing is not None:
        write_list(shelf, listing)
    print(shelf.port, flush=True)
    async with server:
        await server.serve_forever()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A running replay server as its client sees it."""

    port: int
    names: tuple[str, ...]

    @property
    def urls(self) -> tuple[str, ...]:
        """Each feed on its own host; needs a resolver that knows *.localhost."""
        return tuple(f"http://{name}.feeds.localhost:{self.port}/feed" for name in self.names)

    @property
    def plain_urls(self) -> tuple[str, ...]:
        """Each feed by path, on one address."""
        return tuple(f"http://127.0.0.1:{self.port}/feeds/{name}" for name in self.names)

    def counts(self) -> dict[str, float]:
        """Answers by kind and status so far ("feed 200", "feed 304"), bytes sent, and the server's own CPU."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/__counts", timeout=10) as answer:
            counts: dict[str, float] = json.load(answer)
        return counts


@contextmanager
def replay(folder: Path, *, multiply: int = 1, port: int = 0) -> Iterator[Replay]:
    """A replay server in a process of its own, for the time of the block."""
    with tempfile.TemporaryDirectory() as place:
        listing = Path(place) / "urls.txt"
        command = [
            sys.executable,
            "-m",
            "benchmarks.replay",
            "--port",
            str(port),
            "--multiply",
            str(multiply),
        ]
        environment = os.environ | {"NEWSSTAND_BENCH_DATA": str(folder)}
        with subprocess.Popen(
            [*command, "--list", str(listing)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=Path(__file__).parents[1],
        ) as server:
            try:
                assert server.stdout is not None
                line = server.stdout.readline()
                if not line.strip().isdigit():
                    raise RuntimeError(f"the replay server did not start: {line!r}")
                urls = listing.read_text().split()
                names = tuple(url.removeprefix("http://").partition(".feeds.")[0] for url in urls)
                yield Replay(port=int(line), names=names)
            finally:
                server.terminate()


def main() -> int:
    """Serve the corpus that NEWSSTAND_BENCH_DATA names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one and prints it")
    parser.add_argument("--multiply", type=int, default=1, help="how many copies of each feed")
    parser.add_argument(
        "--list", type=Path, help="write the addresses here: OPML if it ends in .opml, else lines"
    )
    args = parser.parse_args()
    folder = corpus_folder()
    if folder is None:
        print("NEWSSTAND_BENCH_DATA names no folder; nothing to replay", file=sys.stderr)
        return 1
    feeds = list(name_feeds(read_corpus(folder), args.multiply))
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(Shelf(feeds, folder), args.port, args.list))
    return 0


if __name__ == "__main__":
    sys.exit(main())
