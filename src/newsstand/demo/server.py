"""The demo newsroom over HTTP: one aiohttp server, titles told apart by host name or by /t/<slug>/."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime

import brotli
from aiohttp import web

from newsstand.demo.answers import Answer, Ask, answer
from newsstand.demo.clock import SettableClock
from newsstand.demo.index import write_index
from newsstand.demo.newsroom import DemoNewsroom
from newsstand.demo.titles import Title
from newsstand.newsroom.clock import Clock

COMPRESSED_FROM = 512
SLOWEST_STOP_SECONDS = 2.0


class Running:
    """A server that answers until it is closed; `port` is where."""

    def __init__(self, runner: web.AppRunner, host: str, port: int) -> None:
        self._runner = runner
        self.host = host
        self.port = port

    async def close(self) -> None:
        """Stop answering; returns within two seconds."""
        await self._runner.cleanup()


class Front:
    """Answers requests for all titles; what a server remembers between them is here and nowhere else."""

    def __init__(self, newsroom: DemoNewsroom, now: Clock, port_of: Callable[[], int]) -> None:
        self._newsroom = newsroom
        self._now = now
        self._port_of = port_of
        self._were_busy: set[str] = set()

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """The answer of the title that the host name, or the path, names; else the list of titles."""
        slug, path, root = _whose(request)
        title = self._newsroom.title(slug) if slug else None
        if title is None:
            return self._index(request, slug)
        if self._is_busy(title, path):
            seconds = str(title.habits.busy_once)
            return web.Response(status=503, text="Back in a moment.", headers={"Retry-After": seconds})
        ask = Ask(
            path=path,
            query=request.query_string,
            if_none_match=request.headers.get("If-None-Match"),
            if_modified_since=request.headers.get("If-Modified-Since"),
            root=root,
        )
        found = answer(self._newsroom, title, ask, self._now(), self._port_of())
        return _respond(found, title, request.headers.get("Accept-Encoding", ""))

    async def set_clock(self, request: web.Request) -> web.Response:
        """Set a settable clock to the moment in the request's body (ISO 8601, with its offset)."""
        assert isinstance(self._now, SettableClock)
        try:
            at = datetime.fromisoformat((await request.text()).strip())
        except ValueError:
            return web.Response(status=400, text="the body is no moment in ISO 8601")
        if at.tzinfo is None:
            return web.Response(status=400, text="the moment has no offset")
        self._now.at = at
        return web.Response(text=at.isoformat())

    def _index(self, request: web.Request, slug: str | None) -> web.Response:
        if slug or request.path != "/":
            return web.Response(status=404, text="There is no such title here.")
        page = write_index(self._newsroom, self._now(), self._port_of())
        return web.Response(text=page, content_type="text/html")

    def _is_busy(self, title: Title, path: str) -> bool:
        """Whether the title sends its first caller away; only once, and only for its feed."""
        asked_feed = any(path == feed.path for feed in title.feeds)
        if title.habits.busy_once is None or not asked_feed or title.slug in self._were_busy:
            return False
        self._were_busy.add(title.slug)
        return True


async def serve(
    newsroom: DemoNewsroom,
    clock: Clock,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    settable: bool = False,
) -> Running:
    """Serve the newsroom's titles; port 0 takes a free one. `settable` opens POST /__clock, for a SettableClock."""
    bound = [port]
    front = Front(newsroom, clock, lambda: bound[0])
    app = web.Application()
    if settable:
        if not isinstance(clock, SettableClock):
            raise ValueError("only a SettableClock can be set")
        app.router.add_post("/__clock", front.set_clock)
    app.router.add_get("/{path:.*}", front.respond, allow_head=True)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SLOWEST_STOP_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    bound[0] = runner.addresses[0][1]
    return Running(runner, host, bound[0])


def _whose(request: web.Request) -> tuple[str | None, str, str]:
    """Slug, path, and what stands before the path in links."""
    host = request.host.rsplit(":", 1)[0].lower()
    if host.endswith(".demo.localhost"):
        return host.removesuffix(".demo.localhost"), request.path, ""
    if request.path.startswith("/t/"):
        slug, _, rest = request.path.removeprefix("/t/").partition("/")
        return slug, f"/{rest}", f"/t/{slug}"
    return None, request.path, ""


def _respond(found: Answer, title: Title, accepted: str) -> web.Response:
    headers = {**found.headers, "Content-Type": found.type}
    body = found.body
    wanted = title.habits.compression
    if wanted != "none" and wanted in accepted and len(body) >= COMPRESSED_FROM:
        body = gzip.compress(body, 5, mtime=0) if wanted == "gzip" else brotli.compress(body, quality=4)
        headers |= {"Content-Encoding": wanted, "Vary": "Accept-Encoding"}
    return web.Response(status=found.status, body=body, headers=headers)
