"""One request to servers that mean no good."""

import asyncio
import gzip
import time
from dataclasses import replace

import pytest

from newsstand.net import Fetched, Fetcher, FetchSettings, Validators
from tests.net.server import QUICK, Reply, Server, endless, hang, ok, says, status

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
LONG = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


def ask(
    reply: Reply,
    settings: FetchSettings = QUICK,
    *,
    max_bytes: int = 100_000,
    validators: Validators | None = None,
) -> Fetched:
    async def run() -> Fetched:
        async with Server(replies={"/": reply}) as server, Fetcher(settings) as fetcher:
            return await fetcher.get(server.url(), max_bytes=max_bytes, robots=False, validators=validators)

    return asyncio.run(run())


def test_a_good_answer_is_told_whole() -> None:
    answer = ask(
        ok(
            b"<p>\xe9</p>",
            Content_Type="text/html; charset=ISO-8859-1",
            ETag='W/"7"',
            Last_Modified="Sun, 01 Mar 2026 12:00:00 GMT",
            Cache_Control="max-age=60",
            Expires="Sun, 01 Mar 2026 12:00:00 GMT",
            Link="<https://hub.example/>; rel=hub",
        )
    )
    assert (answer.outcome, answer.status, answer.body) == ("fetched", 200, b"<p>\xe9</p>")
    assert (answer.content_type, answer.charset, answer.max_age) == ("text/html", "iso-8859-1", 60)
    assert answer.validators == Validators(etag='W/"7"', last_modified="Sun, 01 Mar 2026 12:00:00 GMT")
    assert answer.expires is not None
    assert answer.headers == (("link", "<https://hub.example/>; rel=hub"),)
    assert (answer.redirects, answer.permanent_url, answer.detail) == ((), None, "")


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("203 Other", "fetched"),
        ("204 No Content", "no_content"),
        ("206 Partial Content", "bad_response"),
        ("300 Multiple Choices", "bad_response"),
        ("304 Not Modified", "bad_response"),  # nobody said what we have
        ("400 Bad Request", "client_error"),
        ("401 Unauthorized", "unauthorised"),
        ("402 Payment Required", "payment_required"),
        ("403 Forbidden", "forbidden"),
        ("404 Not Found", "not_found"),
        ("410 Gone", "gone"),
        ("418 Teapot", "client_error"),
        ("429 Too Many Requests", "rate_limited"),
        ("451 Unavailable", "forbidden"),
        ("500 Oops", "server_error"),
        ("503 Busy", "server_error"),
        ("599 Odd", "server_error"),
        ("700 Odd", "bad_response"),
    ],
)
def test_each_status_has_its_outcome(line: str, outcome: str) -> None:
    answer = ask(status(line, b"" if line[:3] in ("204", "304") else b"page"))
    assert (answer.outcome, answer.status) == (outcome, int(line[:3]))
    assert (answer.body == b"page") == (outcome == "fetched")
    assert bool(answer.detail) == (outcome != "fetched")


def test_a_304_to_our_validators_says_not_modified() -> None:
    answer = ask(status("304 Not Modified", ETag='"8"'), validators=Validators(etag='"7"'))
    assert (answer.outcome, answer.detail, answer.validators.etag) == ("not_modified", "", '"8"')


def test_a_body_of_http_1_0_ends_with_its_connection() -> None:
    assert ask(says(b"HTTP/1.0 200 OK\r\n\r\n", b"all of it")).body == b"all of it"


HOSTILE: list[tuple[str, Reply, str]] = [
    ("says nothing", hang, "too_slow"),
    ("hangs up", says(), "connection_failed"),
    ("no HTTP at all", says(b"SSH-2.0-OpenSSH_9.2\r\n"), "bad_response"),
    ("a bad status line", says(b"HTTP/1.1 OK 200\r\n\r\n"), "bad_response"),
    ("dribbles its head", endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05), "too_slow"),
    ("a head without end", endless(b"HTTP/1.1 200 OK\r\n", b"X: yyyyyyyyyyyyyyyyyyyyyy\r\n"), "bad_response"),
    ("one endless header", endless(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 4096), "bad_response"),
    ("dribbles its body", endless(LONG, b"x", 0.05), "too_slow"),
    ("dribbles chunks", endless(CHUNKED, b"1\r\nx\r\n", 0.05), "too_slow"),
    ("chunks without end", endless(CHUNKED, b"1000\r\n" + b"x" * 4096 + b"\r\n"), "too_large"),
    ("a body without end", endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536), "too_large"),
    ("a length beyond bounds", says(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\nx"), "too_large"),
    ("less than its length", says(LONG, b"half a page"), "truncated"),
    ("chunks that break off", says(CHUNKED, b"5\r\nhello\r\n"), "truncated"),
    ("a chunk that breaks off", says(CHUNKED, b"ff\r\nhello"), "truncated"),
    ("broken chunk sizes", says(CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n"), "bad_response"),
    ("a chunk size of many digits", says(CHUNKED + b"f" * 5000 + b"\r\nhello"), "bad_response"),
    ("negative length", says(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"), "bad_response"),
    ("packed, broken off", says(b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"a" * 99)[:-5]), "truncated"),
    ("packed in name only", ok(b"<html>plain</html>", Content_Encoding="gzip"), "bad_encoding"),
    ("packed by nobody knows what", ok(b"x", Content_Encoding="snappy"), "bad_encoding"),
    ("informs for ever", endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.01), "too_slow"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "outcome"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_a_hostile_server_costs_little_and_gets_its_name(reply: Reply, outcome: str) -> None:
    begun = time.monotonic()
    answer = ask(reply, replace(QUICK, total_seconds=0.4))
    assert answer.outcome == outcome
    assert answer.body == b""
    assert len(answer.detail) < 500
    assert time.monotonic() - begun < 4  # all of an exchange may take three


def test_a_bomb_over_the_wire_stops_at_its_first_pieces() -> None:
    bomb = gzip.compress(b"\0" * 64 * 2**20)
    begun = time.process_time()
    answer = ask(ok(bomb, Content_Encoding="gzip"), max_bytes=16 * 2**20)
    assert answer.outcome == "too_large"
    assert time.process_time() - begun < 0.5


def test_validators_cannot_carry_another_header() -> None:
    async def run() -> dict[str, str]:
        async with Server(replies={"/": ok(b"x")}) as server, Fetcher(QUICK) as fetcher:
            evil = Validators(etag='"x"\r\nX-Evil: 1', last_modified="Sun, 01 Mar 2026 12:00:00 GMT")
            answer = await fetcher.get(server.url(), max_bytes=99, robots=False, validators=evil)
            assert answer.outcome == "fetched"
            return server.requests[0].headers

    said = asyncio.run(run())
    assert "X-Evil" not in said
    assert "If-None-Match" not in said
    assert said["If-Modified-Since"] == "Sun, 01 Mar 2026 12:00:00 GMT"


def test_we_say_who_we_are_and_send_nothing_else() -> None:
    async def run() -> dict[str, str]:
        async with (
            Server(replies={"/": ok(b"x", Set_Cookie="spy=1; Path=/")}) as server,
            Fetcher(replace(QUICK, contact="https://desk.example/")) as fetcher,
        ):
            for _ in range(2):
                await fetcher.get(server.url(), max_bytes=99, robots=False)
            assert server.connections == 1
            return server.requests[1].headers

    said = asyncio.run(run())
    assert said.pop("User-Agent").startswith("Newsstand/")
    assert set(said) == {"Host", "Accept", "Accept-Encoding"}


def test_the_user_agent_names_a_contact_and_can_be_given_whole() -> None:
    assert FetchSettings(contact="desk@news.example").agent.endswith(" (+desk@news.example)")
    assert FetchSettings(user_agent="Desk/2").agent == "Desk/2"


def test_a_server_without_tls_fails_as_tls() -> None:
    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Speak plainly\r\n\r\n")
        await writer.drain()
        writer.close()

    async def run() -> Fetched:
        async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server, Fetcher(QUICK) as fetcher:
            port = server.sockets[0].getsockname()[1]
            return await fetcher.get(f"https://127.0.0.1:{port}/", max_bytes=99, robots=False)

    assert asyncio.run(run()).outcome == "tls_failed"


def test_a_closed_port_is_a_connection_that_failed() -> None:
    async def run() -> Fetched:
        async with Server() as server:
            url = server.url()
        async with Fetcher(QUICK) as fetcher:
            return await fetcher.get(url, max_bytes=99, robots=False)

    assert asyncio.run(run()).outcome == "connection_failed"
