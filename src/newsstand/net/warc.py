"""Web archives: the pages of a WARC file (ISO 28500, 1.0 and 1.1; plain, gzip or zstd), one after another.

A file of any size is read in bounded memory. A record that is no page is passed over, one that cannot be read costs
only itself; where one record ends and the next begins must be right, for nothing could be found again otherwise.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import IO, BinaryIO, Literal, cast

from backports import zstd
from multidict import CIMultiDict

from newsstand.errors import InputError
from newsstand.net.address import read_address
from newsstand.net.decode import Body
from newsstand.net.headers import read_content_type

MAX_LINE = 64 * 1024
MAX_HEADERS = 256
PIECE = 2**20
BROKEN = (OSError, EOFError, zstd.ZstdError)
VERSION = re.compile(rb"WARC/1\.[01]\s*")
STATUS = re.compile(rb"HTTP/[0-9.]{1,5} ([0-9]{3})\b")
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1024})?\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page as it was archived: what a server answered (with its status) or a stored file (status None)."""

    url: str
    captured_at: datetime | None
    status: int | None
    content_type: str | None
    charset: str | None
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A record that should hold a page and cannot be read, and why; records count from 1."""

    record: int
    url: str | None
    reason: Literal["too_large", "bad_response", "bad_encoding", "truncated", "bad_address"]
    detail: str


def read_warc(file: BinaryIO, *, max_bytes: int) -> Iterator[Capture | Unread]:
    """The pages of an archive in its order; max_bytes bounds each body, packed and unpacked.

    InputError (archive_unreadable) names the record from which on the file is no WARC.
    """
    with closing(unpacked(file)) as stream:
        for number in count(1):
            try:
                head = read_head(stream, number)
                if head is None:
                    return
                page = read_record(stream, head, number, max_bytes)
            except BROKEN as error:
                raise unreadable(number, f"the file cannot be unpacked ({error})") from error
            if page is not None:
                yield page


def unreadable(number: int, why: str) -> InputError:
    """The error that ends the reading of an archive."""
    return InputError(f"record {number} of the archive: {why}", kind="archive_unreadable")


def unpacked(file: BinaryIO) -> IO[bytes]:
    """The same file without its packing, which its first bytes give away."""
    reader = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, file))
    magic = reader.peek(4)[:4]
    if magic[:2] == b"\x1f\x8b":
        return cast(IO[bytes], gzip.GzipFile(fileobj=reader))
    if magic == b"\x28\xb5\x2f\xfd":
        return cast(IO[bytes], zstd.ZstdFile(reader))
    return reader


def read_head(stream: IO[bytes], number: int) -> CIMultiDict[str] | None:
    """The headers of the next record, None at the end of the file."""
    line = stream.readline(MAX_LINE)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(MAX_LINE)
    if not line:
        return None
    if not VERSION.fullmatch(line):
        raise unreadable(number, "does not begin with “WARC/1.0” or “WARC/1.1”")
    headers: CIMultiDict[str] = CIMultiDict()
    for _ in range(MAX_HEADERS):
        line = stream.readline(MAX_LINE)
        if line in (b"\r\n", b"\n"):
            return headers
        name, colon, value = line.partition(b":")
        if not colon or not line.endswith(b"\n"):
            raise unreadable(number, "its headers break off")
        headers[name.decode("latin-1").strip()] = value.decode("utf-8", "replace").strip()
    raise unreadable(number, f"has more than {MAX_HEADERS} headers")


def read_record(
    stream: IO[bytes], head: CIMultiDict[str], number: int, max_bytes: int
) -> Capture | Unread | None:
    """The page of a record, None for a record of another kind; the stream stands behind it afterwards."""
    length = head.get("Content-Length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise unreadable(number, "says no Content-Length")
    kind = head.get("WARC-Type", "").lower()
    media = head.get("Content-Type", "").lower()
    wanted = kind == "resource" or (kind == "response" and media.startswith("application/http"))
    url = head.get("WARC-Target-URI", "").strip("<>")
    if not wanted or not url.lower().startswith(("http:", "https:")):
        skip(stream, int(length), number)
        return None
    if int(length) > max_bytes + MAX_LINE:
        skip(stream, int(length), number)
        return Unread(record=number, url=url, reason="too_large", detail=f"It has {int(length):,} bytes.")
    block = stream.read(int(length))
    if len(block) < int(length):
        raise unreadable(number, "the file ends within it")
    address = read_address(url)
    if isinstance(address, str):
        return Unread(record=number, url=url[:500], reason="bad_address", detail=address)
    captured_at = read_moment(head.get("WARC-Date", ""))
    if kind == "resource":
        content_type, charset = read_content_type(head.get("Content-Type"))
        return Capture(
            url=str(address),
            captured_at=captured_at,
            status=None,
            content_type=content_type,
            charset=charset,
            body=block,
        )
    return read_response(block, str(address), captured_at, number, max_bytes)


def skip(stream: IO[bytes], length: int, number: int) -> None:
    """Pass over so many bytes."""
    while length > 0:
        passed = len(stream.read(min(length, PIECE)))
        if not passed:
            raise unreadable(number, "the file ends within it")
        length -= passed


def read_response(
    block: bytes, url: str, captured_at: datetime | None, number: int, max_bytes: int
) -> Capture | Unread:
    """The page of a response as it went over the wire: status line, headers, body with its encodings."""
    head, body = split_head(block)
    lines = head.splitlines()
    status = STATUS.match(lines[0]) if lines else None
    if status is None:
        detail = "It does not begin with a status of HTTP."
        return Unread(record=number, url=url, reason="bad_response", detail=detail)
    headers: CIMultiDict[str] = CIMultiDict()
    for line in lines[1 : MAX_HEADERS + 1]:
        name, _, value = line.partition(b":")
        headers.add(name.decode("latin-1").strip(), value.decode("latin-1").strip())
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        body = join_chunks(body)
    unpacking = Body(",".join(headers.getall("Content-Encoding", ())), max_bytes=max_bytes)
    if unpacking.problem is None:
        unpacking.take(body)
    whole = unpacking.finish()
    if unpacking.problem is not None:
        outcome, detail = unpacking.problem
        reason = cast(Literal["too_large", "bad_encoding", "truncated"], outcome)
        return Unread(record=number, url=url, reason=reason, detail=detail)
    content_type, charset = read_content_type(headers.get("Content-Type"))
    return Capture(
        url=url,
        captured_at=captured_at,
        status=int(status[1]),
        content_type=content_type,
        charset=charset,
        body=whole,
    )


def split_head(block: bytes) -> tuple[bytes, bytes]:
    """The head and the body of a message of HTTP; all is head where no blank line parts them."""
    for mark in (b"\r\n\r\n", b"\n\n"):
        head, found, body = block.partition(mark)
        if found:
            return head, body
    return block, b""


def join_chunks(body: bytes) -> bytes:
    """A chunked body in one piece; some archivers joined it and left the header, so what has no chunks stays."""
    parts: list[bytes] = []
    at = 0
    while size := CHUNK_SIZE.match(body, at):
        start, length = size.end(), int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[start : start + length])
        at = start + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(parts) if parts and at >= len(body) else body


def read_moment(text: str) -> datetime | None:
    """A WARC-Date as aware UTC, None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
