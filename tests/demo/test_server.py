"""The server over real HTTP: hosts, paths, compression, a busy moment, a clock that can be set."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import aiohttp
import brotli
import pytest

from newsstand.demo.clock import SettableClock, moment
from newsstand.demo.newsroom import DemoNewsroom
from newsstand.demo.server import Running, serve

Use = Callable[[aiohttp.ClientSession, Running], Awaitable[None]]


def run(newsroom: DemoNewsroom, use: Use, *, settable: bool = False, at: str = "12:00") -> None:
    async def whole() -> None:
        running = await serve(newsroom, SettableClock(moment(at)), settable=settable)
        try:
            plain = {"Accept-Encoding": "identity"}
            async with aiohttp.ClientSession(auto_decompress=False, headers=plain) as client:
                await use(client, running)
        finally:
            await running.close()

    asyncio.run(whole())


async def get(
    client: aiohttp.ClientSession, running: Running, slug: str, path: str, **headers: str
) -> tuple[int, bytes, Mapping[str, str]]:
    wanted = {"Host": f"{slug}.demo.localhost:{running.port}", "Accept-Encoding": "identity"}
    wanted |= {name.replace("_", "-"): value for name, value in headers.items()}
    url = f"http://127.0.0.1:{running.port}{path}"
    async with client.get(url, headers=wanted, allow_redirects=False) as response:
        return response.status, await response.read(), response.headers


def test_titles_are_told_apart_by_host_and_by_path(newsroom: DemoNewsroom) -> None:
    async def use(client: aiohttp.ClientSession, running: Running) -> None:
        status, body, _ = await get(client, running, "beacon", "/")
        assert status == 200
        assert b"Beacon Broadcasting" in body
        async with client.get(f"http://127.0.0.1:{running.port}/t/le-fanal/") as response:
            text = await response.text()
            assert "Le Fanal" in text
            assert 'href="/t/le-fanal/section/' in text
        async with client.get(f"http://127.0.0.1:{running.port}/") as response:
            assert "27 invented titles" in await response.text()
        assert (await get(client, running, "nobody", "/"))[0] == 404
        async with client.get(f"http://127.0.0.1:{running.port}/elsewhere") as response:
            assert response.status == 404

    run(newsroom, use)


def test_addresses_carry_the_port_that_was_bound(newsroom: DemoNewsroom) -> None:
    async def use(client: aiohttp.ClientSession, running: Running) -> None:
        _, body, _ = await get(client, running, "beacon", "/news/feed.atom")
        assert f"http://beacon.demo.localhost:{running.port}/news/".encode() in body
        links = {p.home_page for p in newsroom.publishers(running.port)}
        assert f"http://beacon.demo.localhost:{running.port}/" in links

    run(newsroom, use)


def test_bodies_are_compressed_as_the_title_does_it(newsroom: DemoNewsroom) -> None:
    async def use(client: aiohttp.ClientSession, running: Running) -> None:
        _, plain, headers = await get(client, running, "beacon", "/")
        assert "Content-Encoding" not in headers
        _, packed, headers = await get(client, running, "beacon", "/", Accept_Encoding="gzip, br")
        assert headers["Content-Encoding"] == "br"
        assert brotli.decompress(packed) == plain
        _, packed, headers = await get(client, running, "albion-ledger", "/", Accept_Encoding="gzip, br")
        assert headers["Content-Encoding"] == "gzip"
        _, _, headers = await get(client, running, "box-score", "/", Accept_Encoding="gzip, br")
        assert "Content-Encoding" not in headers

    run(newsroom, use)


def test_not_modified_over_the_wire(newsroom: DemoNewsroom) -> None:
    async def use(client: aiohttp.ClientSession, running: Running) -> None:
        _, _, headers = await get(client, running, "beacon", "/news/feed.atom")
        status, body, _ = await get(
            client, running, "beacon", "/news/feed.atom", If_None_Match=headers["ETag"]
        )
        assert (status, body) == (304, b"")

    run(newsroom, use)


def test_a_head_has_no_body(newsroom: DemoNewsroom) -> None:
    async def use(client: aiohttp.ClientSession, running: Running) -> None:
        async with client.head(f"http://127.0.0.1:{running.port}/t/beacon/") as response:
            assert response.status == 200
            assert await response.read() == b""

    run(newsroom, use)


def test_one_title_is_busy_once(newsroom: DemoNewsroom) -> None:
    async def use(client: aiohttp.ClientSession, running: Running) -> None:
        path = "/services/rss/home.xml"
        status, _, headers = await get(client, running, "harborview-times", path)
        assert (status, headers["Retry-After"]) == (503, "2")
        assert (await get(client, running, "harborview-times", path))[0] == 200
        assert (await get(client, running, "harborview-times", "/"))[0] == 200

    run(newsroom, use)


def test_every_front_page_and_feed_answers(newsroom: DemoNewsroom) -> None:
    async def use(client: aiohttp.ClientSession, running: Running) -> None:
        for title in newsroom.titles:
            assert (await get(client, running, title.slug, "/"))[0] == 200
            for feed in title.feeds:
                status, _, _ = await get(client, running, title.slug, feed.path)
                assert status in {200, 503}

    run(newsroom, use)


def test_the_clock_can_be_set_only_where_that_is_allowed(newsroom: DemoNewsroom) -> None:
    async def walk(client: aiohttp.ClientSession, running: Running) -> None:
        url = f"http://127.0.0.1:{running.port}/__clock"
        _, early, _ = await get(client, running, "beacon", "/news/feed.atom")
        async with client.post(url, data=moment("18:00").isoformat()) as response:
            assert response.status == 200
        _, late, _ = await get(client, running, "beacon", "/news/feed.atom")
        assert early.count(b"<entry>") < late.count(b"<entry>")
        for wrong in ("18:00", "2026-03-12T18:00:00"):
            async with client.post(url, data=wrong) as response:
                assert response.status == 400

    async def refuse(client: aiohttp.ClientSession, running: Running) -> None:
        async with client.post(f"http://127.0.0.1:{running.port}/__clock", data="x") as response:
            assert response.status == 405

    run(newsroom, walk, settable=True, at="07:00")
    run(newsroom, refuse)


def test_a_running_clock_cannot_be_made_settable(newsroom: DemoNewsroom) -> None:
    with pytest.raises(ValueError, match="SettableClock"):
        asyncio.run(serve(newsroom, lambda: moment("12:00"), settable=True))


def test_a_port_that_is_taken_is_said(newsroom: DemoNewsroom) -> None:
    async def use(_: aiohttp.ClientSession, running: Running) -> None:
        with pytest.raises(OSError, match="address already in use"):
            await serve(newsroom, SettableClock(), port=running.port)

    run(newsroom, use)
