"""Archives read whole, packed, chunked, damaged; one bad record costs itself."""

import gzip
import io
from datetime import UTC, datetime

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.net.warc import Archived, Damaged, join_chunks, read_warc

PAGE = "<html><body><p>The ferry sails again, says the harbour’s master.</p></body></html>".encode()
MOST = 100_000


def record(
    url: str, block: bytes, *, kind: str = "response", date: str = "2026-03-12T09:00:00Z", more: str = ""
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n{more}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: bytes, *, status: str = "200 OK", media: str = "text/html; charset=utf-8", more: str = ""
) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def page(number: int, body: bytes = PAGE, more: str = "") -> bytes:
    return record(f"https://herald.example/{number}", answer(body, more=more))


def read(archive: bytes, most: int = MOST) -> list[Archived | Damaged]:
    return list(read_warc(io.BytesIO(archive), max_bytes=most))


def urls(found: list[Archived | Damaged]) -> list[str]:
    return [f.url.rpartition("/")[2] if isinstance(f, Archived) else "damaged" for f in found]


def test_a_page_comes_with_all_that_is_known_of_it() -> None:
    (found,) = read(page(1))
    assert found == Archived(
        url="https://herald.example/1",
        body=PAGE,
        charset="utf-8",
        fetched_at=datetime(2026, 3, 12, 9, tzinfo=UTC),
        offset=0,
    )


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "one member"])
def test_records_in_order(pack: type[bytes]) -> None:
    archive = record("", b"software: test\r\n", kind="warcinfo") + page(1) + page(2) + page(3)
    assert urls(read(pack(archive))) == ["1", "2", "3"]


def test_a_member_for_each_record() -> None:
    assert urls(read(b"".join(gzip.compress(page(n)) for n in range(5)))) == ["0", "1", "2", "3", "4"]


def test_what_is_no_page_is_passed_over() -> None:
    archive = b"".join(
        (
            record("https://herald.example/1", b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record("https://herald.example/2", answer(b"\x89PNG", media="image/png")),
            record("https://herald.example/3", answer(PAGE, status="404 Not Found")),
            record("https://herald.example/4", answer(b"", status="301 Moved")),
            record("dns:herald.example", b"20260312 1.2.3.4"),
            record("https://herald.example/5", b"no HTTP at all"),
            page(6),
        )
    )
    assert urls(read(archive)) == ["6"]


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;x=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (chunked(PAGE), "Transfer-Encoding: chunked\r\n"),
        (PAGE, "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
        (brotli.compress(PAGE), "Content-Encoding: br\r\n"),
        (chunked(gzip.compress(PAGE)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        (PAGE, "Content-Encoding: gzip\r\n"),
    ],
    ids=["chunks", "joined chunks", "gzip", "brotli", "gzip in chunks", "unpacked gzip"],
)
def test_a_body_as_it_was_sent_or_as_it_was_meant(body: bytes, more: str) -> None:
    (found,) = read(page(1, body, more))
    assert isinstance(found, Archived)
    assert found.body == PAGE


def test_the_target_in_angle_brackets() -> None:
    assert urls(read(record("<https://herald.example/1>", answer(PAGE)))) == ["1"]


@pytest.mark.parametrize("date", ["yesterday", "", "2026-03-12T09:00:00"])
def test_a_date_that_is_none(date: str) -> None:
    (found,) = read(record("https://herald.example/1", answer(PAGE), date=date))
    assert isinstance(found, Archived)
    assert found.fetched_at == (datetime(2026, 3, 12, 9, tzinfo=UTC) if date.startswith("2026") else None)


def test_rubbish_between_records_costs_itself() -> None:
    found = read(page(1) + b"rubbish\r\nmore rubbish\r\n" + page(2))
    assert urls(found) == ["1", "damaged", "2"]
    assert found[1] == Damaged(offset=len(page(1)), why="no record begins here")


def test_a_record_without_a_length_costs_itself() -> None:
    bad = page(1).replace(b"Content-Length: ", b"Content-Length: x")
    assert urls(read(bad + page(2))) == ["damaged", "damaged", "2"]


def test_the_end_that_is_missing() -> None:
    found = read(page(1) + page(2)[:-40])
    assert urls(found) == ["1", "damaged"]
    assert isinstance(found[1], Damaged)
    assert found[1].why == "the record ends early"


def test_a_broken_member_costs_itself() -> None:
    members = [gzip.compress(page(n)) for n in range(3)]
    broken = members[1][:40] + bytes(30) + members[1][70:]
    found = read(members[0] + broken + members[2])
    assert urls(found) == ["0", "damaged", "2"]
    assert isinstance(found[1], Damaged)
    assert found[1].offset == len(members[0])


def test_a_packed_file_that_was_cut_off() -> None:
    members = [gzip.compress(page(n)) for n in range(2)]
    assert urls(read(members[0] + members[1][:-60])) == ["0", "damaged"]


def test_a_page_that_is_too_large_costs_itself() -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 3_000_000)
    found = read(page(1, b"x" * 2_000) + page(2, bomb, "Content-Encoding: gzip\r\n") + page(3), most=8_000)
    assert urls(found) == ["1", "damaged", "3"]
    assert urls(read(page(1, b"x" * 300_000) + page(2), most=1_000)) == ["damaged", "2"]


def test_an_impossible_length_is_no_reason_to_wait() -> None:
    bad = page(1).replace(b"Content-Length: ", b"Content-Length: 99999999")
    assert urls(read(bad + page(2)))[-1] == "2"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000).map(lambda rest: b"WARC/1.0\r\n" + rest) | st.binary(max_size=300))
def test_any_bytes_are_read_to_their_end(archive: bytes) -> None:
    assert all(isinstance(found, (Archived, Damaged)) for found in read(archive))
    assert all(isinstance(found, (Archived, Damaged)) for found in read(b"\x1f\x8b\x08" + archive))


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=1, max_size=500), st.integers(1, 50))
def test_chunks_are_joined(body: bytes, size: int) -> None:
    assert join_chunks(chunked(body, size)) == body


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 255))
def test_one_wrong_byte_leaves_the_others(body: bytes, place: int, byte: int) -> None:
    middle = bytearray(gzip.compress(page(1, PAGE + body)))
    middle[place % len(middle)] = byte
    found = urls(read(gzip.compress(page(0)) + bytes(middle) + gzip.compress(page(2))))
    assert found[0] == "0"
    assert found[-1] == "2"
