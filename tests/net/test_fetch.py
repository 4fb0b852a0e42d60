"""Addresses followed to their end, through the guard and in turn."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from newsstand.net import Fetched, Fetcher, FetchSettings, Hop, Validators, parse_networks
from tests.net.server import QUICK, Reply, Server, hang, ok, redirect, says, status
from tests.net.test_guard import FixedResolver

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NO_RULES = {"/robots.txt": status("404 Not Found")}
T = TypeVar("T")


def run(
    replies: dict[str, Reply], do: Callable[[Server, Fetcher], Awaitable[T]], settings: FetchSettings = QUICK
) -> T:
    """What a test does with a server and a fetcher."""

    async def meet() -> T:
        async with Server(replies=replies) as server, Fetcher(settings, clock=lambda: NOW) as fetcher:
            return await do(server, fetcher)

    return asyncio.run(meet())


async def get(
    fetcher: Fetcher, url: str, *, robots: bool = False, validators: Validators | None = None
) -> Fetched:
    return await fetcher.get(url, max_bytes=10_000, robots=robots, validators=validators)


def test_redirects_are_followed_and_told() -> None:
    replies: dict[str, Reply] = {
        "/a": redirect("/b", 301),
        "/b": redirect("/c#part", 308),
        "/c": redirect("d?x=1", 302),
        "/d": ok(b"here", ETag='"7"'),
    }

    async def do(server: Server, fetcher: Fetcher) -> None:
        answer = await get(fetcher, server.url("/a"))
        assert (answer.outcome, answer.body, answer.fetched_at) == ("fetched", b"here", NOW)
        assert (answer.url, answer.final_url) == (server.url("/a"), server.url("/d?x=1"))
        assert answer.redirects == (
            Hop(status=301, url=server.url("/a")),
            Hop(status=308, url=server.url("/b")),
            Hop(status=302, url=server.url("/c")),
        )
        assert answer.permanent_url == server.url("/c")
        assert answer.validators.etag == '"7"'

    run(replies, do)


def test_validators_go_with_every_hop() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        answer = await get(fetcher, server.url("/a"), validators=Validators(etag='"7"'))
        assert (answer.outcome, answer.permanent_url) == ("not_modified", server.url("/b"))
        assert [request.headers.get("If-None-Match") for request in server.requests] == ['"7"', '"7"']

    run({"/a": redirect("/b", 301), "/b": status("304 Not Modified")}, do)


@pytest.mark.parametrize(
    ("to", "outcome"),
    [
        ("", "bad_redirect"),
        ("file:///etc/passwd", "bad_redirect"),
        ("ftp://127.0.0.1/", "bad_redirect"),
        ("javascript:alert(1)", "bad_redirect"),
        ("http://reader:secret@127.0.0.1/", "bad_redirect"),
        ("http://[bad/", "bad_redirect"),
        ("http://10.0.0.1/", "address_refused"),
        ("http://169.254.169.254/latest/meta-data/", "address_refused"),
        ("http://[::1]/", "address_refused"),
        ("http://[::ffff:127.0.0.1]/", "address_refused"),
        ("http://2130706433/", "bad_address"),
        ("http://0x7f000001/", "address_refused"),
        ("/a", "redirect_loop"),
        ("/a#again", "redirect_loop"),
        ("/b", "redirect_loop"),
    ],
)
def test_redirects_that_lead_nowhere_good(to: str, outcome: str) -> None:
    settings = replace(QUICK, allowed_networks=parse_networks(["127.0.0.1/32"]))
    if "0x7f" in to:
        settings = replace(settings, allowed_networks=parse_networks(["127.0.0.2/32"]))

    async def meet() -> None:
        async with (
            Server(
                replies={"/a": redirect("/b", 301), "/b": redirect(to)},
                address="127.0.0.2" if "0x7f" in to else "127.0.0.1",
            ) as server,
            Fetcher(settings) as fetcher,
        ):
            answer = await get(fetcher, server.url("/a", server.address))
            assert answer.outcome == outcome
            assert answer.detail
            assert answer.body == b""
            assert answer.permanent_url == server.url("/b", server.address)

    asyncio.run(meet())


def test_a_redirect_without_an_address_says_so() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        answer = await get(fetcher, server.url())
        assert (answer.outcome, answer.status, answer.detail) == (
            "bad_redirect",
            302,
            "The redirect names no address.",
        )

    run({"/": status("302 Found")}, do)


def test_redirects_without_end_come_to_one() -> None:
    def hop(n: int) -> Reply:
        return redirect(f"/{n + 1}")

    async def do(server: Server, fetcher: Fetcher) -> None:
        answer = await get(fetcher, server.url("/0"))
        assert answer.outcome == "too_many_redirects"
        assert len(answer.redirects) == QUICK.max_redirects == len(server.requests) - 1

    run({f"/{n}": hop(n) for n in range(20)}, do)


def test_all_hops_together_have_one_time_limit() -> None:
    def slow(n: int) -> Reply:
        return says(b"", redirect(f"/{n + 1}"), pause=0.15)

    async def do(server: Server, fetcher: Fetcher) -> None:
        begun = time.monotonic()
        assert (await get(fetcher, server.url("/0"))).outcome == "too_slow"
        assert time.monotonic() - begun < 2.5  # all twenty take three seconds

    run({f"/{n}": slow(n) for n in range(20)}, do, replace(QUICK, total_seconds=0.4))


@pytest.mark.parametrize(
    "url", ["", "news.example", "file:///etc/passwd", "http://a:b@127.0.0.1/", "http://127.1/"]
)
def test_addresses_that_are_not_asked(url: str) -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        answer = await get(fetcher, url)
        assert (answer.outcome, answer.url, answer.status) == ("bad_address", url, None)
        assert not await fetcher.robots_allows(url) or url == "http://127.1/"

    run({}, do)


CLOSED_HOSTS = ["127.0.0.1", "localhost", "demo.localhost", "0x7f.1", "0177.0.0.1", "127.0.0.1.", "①②⑦.0.0.1", "[::1]", "[::ffff:7f00:1]"]  # fmt: skip


@pytest.mark.parametrize("host", CLOSED_HOSTS)
def test_this_machine_is_not_asked_unless_a_setting_names_it(host: str) -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        answer = await get(fetcher, server.url("/", host))
        assert answer.outcome in ("address_refused", "bad_address")
        assert server.connections == 0

    run({"/": ok(b"secret")}, do, replace(QUICK, allowed_networks=()))


def test_a_name_of_this_machine_is_asked_once_a_setting_names_it() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        assert (await get(fetcher, server.url("/", "albion-ledger.localhost"))).body == b"news"

    run({"/": ok(b"news")}, do)


def test_a_name_that_resolves_to_something_else_a_moment_later_is_refused() -> None:
    async def meet() -> None:
        resolver = FixedResolver({"rebind.example": [["127.0.0.2"], ["127.0.0.1"]]})
        settings = replace(QUICK, allowed_networks=parse_networks(["127.0.0.2/32"]), keep_names=0)
        async with (
            Server(replies={"/": says(ok(b"public"))}, address="127.0.0.2") as server,
            Fetcher(settings, resolver=resolver) as fetcher,
        ):
            url = server.url("/", "rebind.example")
            assert (await get(fetcher, url)).body == b"public"
            again = await get(fetcher, url)
            assert again.outcome == "address_refused"
            assert "127.0.0.1" in again.detail
            assert resolver.asked == ["rebind.example"] * 2

    asyncio.run(meet())


def test_a_redirect_to_a_name_that_leads_inside_is_refused() -> None:
    async def meet() -> None:
        resolver = FixedResolver({"inside.example": [["192.168.0.1", "fd00::1"]], "nowhere.example": [[]]})
        async with (
            Server(replies={"/a": redirect("http://inside.example/")}) as server,
            Fetcher(QUICK, resolver=resolver) as fetcher,
        ):
            assert (await get(fetcher, server.url("/a"))).outcome == "address_refused"
            assert (await get(fetcher, "http://nowhere.example/")).outcome == "name_not_found"

    asyncio.run(meet())


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def meet() -> None:
        async with (
            Server(replies={"/": ok(b"proxied")}) as proxy,
            Server(replies={"/": ok(b"itself")}) as server,
        ):
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
                monkeypatch.setenv(name, proxy.url())
            async with Fetcher(QUICK) as fetcher:
                assert (await get(fetcher, server.url())).body == b"itself"
            assert proxy.connections == 0

    asyncio.run(meet())


def test_robots_txt_has_a_say_in_pages_and_none_in_feeds() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        assert (await get(fetcher, server.url("/feed"))).outcome == "fetched"
        assert server.paths == ["/feed"]
        answer = await get(fetcher, server.url("/closed"), robots=True)
        assert (answer.outcome, answer.status) == ("robots_disallowed", None)
        assert "127.0.0.1" in answer.detail
        assert (await get(fetcher, server.url("/open"), robots=True)).body == b"page"
        assert (await get(fetcher, server.url("/away"), robots=True)).outcome == "robots_disallowed"
        assert server.paths == ["/feed", "/robots.txt", "/open", "/away"]
        assert await fetcher.robots_allows(server.url("/open"))
        assert not await fetcher.robots_allows(server.url("/closed"))
        assert "GPTBot" in await fetcher.robots_text(server.url("/open"))

    rules = b"User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /closed\n"
    replies: dict[str, Reply] = {"/robots.txt": ok(rules), "/feed": ok(b"feed"), "/open": ok(b"page")}
    run(replies | {"/away": redirect("/closed")}, do)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (status("404 Not Found"), "fetched"),
        (status("503 Busy"), "robots_unreachable"),
        (hang, "robots_unreachable"),
        (says(), "robots_unreachable"),
        (redirect("/other.txt"), "robots_disallowed"),
        (redirect("/robots.txt"), "fetched"),
        (ok(b"User-agent: *\nDisallow: /\n" + b"#" * 600 * 1024), "robots_disallowed"),
    ],
)  # fmt: skip
def test_robots_txt_that_is_not_simply_there(reply: Reply, outcome: str) -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        assert (await get(fetcher, server.url("/page"), robots=True)).outcome == outcome

    replies = {"/robots.txt": reply, "/other.txt": ok(b"User-agent: *\nDisallow: /"), "/page": ok(b"page")}
    run(replies, do, replace(QUICK, total_seconds=0.3))


def test_an_operator_may_leave_robots_txt_out() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        assert (await get(fetcher, server.url("/page"), robots=True)).outcome == "fetched"
        assert server.paths == ["/page"]

    run({"/page": ok(b"page")}, do, replace(QUICK, obey_robots=False))


def times_of(server: Server) -> list[float]:
    return [request.at for request in server.requests]


def test_a_host_is_asked_one_by_one_and_some_time_apart() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        await asyncio.gather(*(get(fetcher, server.url(f"/{n}")) for n in range(4)))
        first, *_, last = times_of(server)
        assert server.most_at_once == 1
        assert last - first >= 0.29

    run({}, do, replace(QUICK, own_spacing=0.1))


def test_the_pause_of_robots_txt_holds_up_to_a_bound() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        for n in range(3):
            await get(fetcher, server.url(f"/{n}"), robots=True)
        _, first, second, third = times_of(server)
        assert 0.1 <= second - first < 1
        assert 0.1 <= third - second < 1

    rules = ok(b"User-agent: *\nCrawl-delay: 3600")
    run({"/robots.txt": rules}, do, replace(QUICK, max_crawl_delay=0.1))


def test_two_hosts_that_redirect_to_each_other_do_not_wait_for_each_other() -> None:
    async def meet() -> None:
        async with Server() as one, Server() as other, Fetcher(replace(QUICK, hosts_at_once=2)) as fetcher:
            one.replies |= {"/a": redirect(other.url("/z")), "/z": ok(b"one")}
            other.replies |= {"/a": redirect(one.url("/z")), "/z": ok(b"other")}
            pair = (get(fetcher, one.url("/a")), get(fetcher, other.url("/a")))
            answers = await asyncio.wait_for(asyncio.gather(*pair), 20)
            assert [answer.body for answer in answers] == [b"other", b"one"]

    asyncio.run(meet())


@pytest.mark.parametrize(
    ("reply", "held"),
    [
        (status("429 Slow down", Retry_After="120"), 120),
        (status("429 Slow down", Retry_After="Sun, 01 Mar 2026 12:05:00 GMT"), 300),
        (status("429 Slow down"), 60),
        (status("429 Slow down", Retry_After="99999999"), 24 * 3600),
        (status("503 Busy", Retry_After="90"), 90),
        (status("503 Busy"), 0),
        (status("404 Not Found", Retry_After="90"), 0),
    ],
)
def test_a_host_that_asks_to_be_left_alone_is(reply: bytes, held: float) -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        await get(fetcher, server.url("/a"))
        assert fetcher.held_for(server.url("/b")) == pytest.approx(held, abs=1)
        answer = await get(fetcher, server.url("/b"))
        if held:
            assert (answer.outcome, answer.status, server.paths) == ("held", None, ["/a"])
            assert answer.retry_after == pytest.approx(held, abs=1)
        else:
            assert (answer.outcome, server.paths) == ("fetched", ["/a", "/b"])

    run({"/a": reply, "/b": ok(b"b")}, do)


def test_retry_after_is_told() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        answer = await get(fetcher, server.url("/a"))
        assert (answer.outcome, answer.retry_after) == ("server_error", 90.0)

    run({"/a": status("503 Busy", Retry_After="90")}, do)


def test_connections_are_kept_and_let_go() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        for _ in range(3):
            await get(fetcher, server.url("/a"))
        assert server.connections == 1
        await asyncio.sleep(2.5)
        await get(fetcher, server.url("/b"))
        assert server.connections == 2

    run({"/a": redirect("/b"), "/b": ok(b"x")}, do, replace(QUICK, keep_alive=2.0))


def test_a_fetch_can_be_called_off_and_leaves_the_host_to_others() -> None:
    async def do(server: Server, fetcher: Fetcher) -> None:
        task = asyncio.create_task(get(fetcher, server.url("/hang")))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await get(fetcher, server.url("/b"))).body == b"x"

    run({"/hang": hang, "/b": ok(b"x")}, do)


def test_three_hundred_unchanged_feeds_cost_little() -> None:
    async def do(server: Server, fetcher: Fetcher) -> float:
        urls = [server.url("/feed", f"title{n}.localhost") for n in range(300)]
        begun = time.thread_time()
        answers = await asyncio.gather(
            *(get(fetcher, url, validators=Validators(etag='"7"')) for url in urls)
        )
        assert {answer.outcome for answer in answers} == {"not_modified"}
        return time.thread_time() - begun

    # The server's own work, on the same thread, is in the figure; the bound is for a machine under load.
    assert run({"/feed": status("304 Not Modified")}, do) < 1.0
