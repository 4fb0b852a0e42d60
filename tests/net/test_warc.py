"""Web archives, good and bad."""

import contextlib
import gzip
import io
import time
from datetime import UTC, datetime

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from newsstand.errors import InputError
from newsstand.net.warc import Capture, Unread, join_chunks, read_warc

URL = "https://echo.example/harbour"
PAGE = b"<html><p>The harbour is open again.</p></html>"
CHUNKED = b"5\r\nharbo\r\n2;x=y\r\nur\r\n0\r\n\r\n"


def record(
    kind: str,
    block: bytes,
    url: str | None = URL,
    media: str = "application/http;msgtype=response",
    **more: str,
) -> bytes:
    headers = {"WARC-Type": kind, "WARC-Date": "2026-03-01T12:00:00Z", "Content-Type": media}
    if url is not None:
        headers["WARC-Target-URI"] = url
    headers |= {"Content-Length": str(len(block))} | {
        name.replace("_", "-"): value for name, value in more.items()
    }
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(body: bytes, **headers: str) -> bytes:
    said = {"Content_Type": "text/html; charset=utf-8"} | headers
    lines = ["HTTP/1.1 200 OK", *(f"{name.replace('_', '-')}: {value}" for name, value in said.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def read(archive: bytes, max_bytes: int = 100_000) -> list[Capture | Unread]:
    return list(read_warc(io.BytesIO(archive), max_bytes=max_bytes))


GOOD = (
    record("warcinfo", b"software: a test\r\n", url=None, media="application/warc-fields")
    + record("request", b"GET /harbour HTTP/1.1\r\n\r\n", media="application/http;msgtype=request")
    + record("response", response(PAGE))
    + record("response", b"echo.example 1.2.3.4", url="dns:echo.example", media="text/dns")
    + record("resource", PAGE, url="https://echo.example/stored", media="text/html")
    + record("revisit", b"HTTP/1.1 200 OK\r\n\r\n")
)


@pytest.mark.parametrize(
    "packed",
    [GOOD, gzip.compress(GOOD), b"".join(gzip.compress(GOOD[at : at + 400]) for at in range(0, len(GOOD), 400)), zstd.compress(GOOD)],
    ids=["plain", "gzip", "gzip members", "zstd"],
)  # fmt: skip
def test_the_pages_of_an_archive_and_nothing_else(packed: bytes) -> None:
    page, stored = read(packed)
    assert page == Capture(
        url=URL,
        captured_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
        status=200,
        content_type="text/html",
        charset="utf-8",
        body=PAGE,
    )
    assert isinstance(stored, Capture)
    assert (stored.url, stored.status, stored.body) == ("https://echo.example/stored", None, PAGE)


@pytest.mark.parametrize(
    ("block", "body"),
    [
        (response(gzip.compress(PAGE), Content_Encoding="gzip"), PAGE),
        (response(CHUNKED, Transfer_Encoding="chunked"), b"harbour"),
        (response(PAGE, Transfer_Encoding="chunked"), PAGE),  # joined by the archiver, header left
        (b"HTTP/1.0 404 Not Found\n\nnone", b"none"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
    ],
)
def test_bodies_as_they_went_over_the_wire(block: bytes, body: bytes) -> None:
    (page,) = read(record("response", block))
    assert isinstance(page, Capture)
    assert page.body == body


@pytest.mark.parametrize(
    ("block", "url", "reason"),
    [
        (b"no HTTP", URL, "bad_response"),
        (b"", URL, "bad_response"),
        (response(b"plain", Content_Encoding="gzip"), URL, "bad_encoding"),
        (response(gzip.compress(PAGE)[:-4], Content_Encoding="gzip"), URL, "truncated"),
        (response(gzip.compress(b"\0" * 2_000_000), Content_Encoding="gzip"), URL, "too_large"),
        (response(b"x" * 200_000), URL, "too_large"),
        (response(PAGE), "https://a:b@echo.example/", "bad_address"),
    ],
)
def test_a_record_that_cannot_be_read_costs_only_itself(block: bytes, url: str, reason: str) -> None:
    bad, good = read(record("response", block, url=url) + record("response", response(PAGE)))
    assert isinstance(bad, Unread)
    assert (bad.record, bad.reason) == (1, reason)
    assert bad.detail
    assert isinstance(good, Capture)


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        (b"<html>", "record 1 of the archive: does not begin"),
        (GOOD + b"garbage\r\n", "record 7 of the archive: does not begin"),
        (GOOD[:-60], "record 6 of the archive"),
        (record("response", b"", Content_Length="-1"), "Content-Length"),
        (record("response", b"", Content_Length="9" * 400), "Content-Length"),
        (record("response", b"x", Content_Length="99999"), "the file ends within it"),
        (record("request", b"x", Content_Length="99999999999999"), "the file ends within it"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 1000, "more than 256 headers"),
        (b"WARC/1.0\r\n" + b"a" * 200_000, "headers break off"),
        (gzip.compress(GOOD)[:-30], "cannot be unpacked"),
        (b"\x1f\x8bnonsense", "cannot be unpacked"),
        (b"\x28\xb5\x2f\xfdnonsense", "cannot be unpacked"),
    ],
)
def test_a_file_that_is_no_archive_any_more(archive: bytes, why: str) -> None:
    with pytest.raises(InputError, match="record") as caught:
        read(archive)
    assert why in str(caught.value)
    assert caught.value.kind == "archive_unreadable"


def test_an_empty_file_holds_no_pages() -> None:
    assert read(b"") == []


def test_an_archive_that_is_a_bomb_is_read_in_bounded_memory_and_time() -> None:
    archive = gzip.compress(record("request", b"\0" * 20_000_000) + record("response", response(PAGE)))
    begun = time.process_time()
    (page,) = read(archive)
    assert isinstance(page, Capture)
    assert time.process_time() - begun < 1.5


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused(noise: bytes) -> None:
    for archive in (noise, GOOD + noise, record("response", noise), GOOD[: len(noise) * 5] + noise):
        with contextlib.suppress(InputError):
            assert all(isinstance(page, Capture | Unread) for page in read(archive))


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8))
def test_chunks_are_joined(parts: list[bytes]) -> None:
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert join_chunks(chunked) == b"".join(parts)
