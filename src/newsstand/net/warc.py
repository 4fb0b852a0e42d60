"""WARC files (ISO 28500), packed or not, whole or not: the pages that their response records hold."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from newsstand.net.decode import Body
from newsstand.net.headers import read_content_type

GZIP = b"\x1f\x8b\x08"
HTML = frozenset({"text/html", "application/xhtml+xml"})
PIECE = 64 * 1024
LONGEST_LINE = 64 * 1024
LONGEST_HEAD = 64 * 1024
MOST_HEADERS = 200
LONGEST_RECORD = 2**33  # a length beyond is damage, not a record
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")

Headers = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A page as an archive holds it: HTML that was answered with status 200, unpacked."""

    url: str
    body: bytes
    charset: str | None
    fetched_at: datetime | None
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A record, or a stretch of the file, that cannot be read; `offset` counts bytes of the unpacked file,
    of the packed one where a packed stretch is broken."""

    offset: int
    why: str


def read_warc(file: BinaryIO, *, max_bytes: int) -> Iterator[Archived | Damaged]:
    """The pages of a WARC file in its order; what is damaged costs itself, and is named.

    max_bytes bounds a page, packed and unpacked. Records of other kinds and answers that are no HTML are passed over.
    """
    packed = file.read(len(GZIP)) == GZIP
    start: int | None = 0
    while start is not None:
        file.seek(start)
        members = Members(file) if packed else None
        try:
            yield from read_records(io.BufferedReader(members, PIECE) if members else file, max_bytes)
            return
        except (zlib.error, EOFError) as error:
            assert members is not None
            yield Damaged(offset=members.begun_at, why=f"the packed data is broken: {error}")
            start = next_member(file, members.begun_at + 1)


class Members(io.RawIOBase):
    """The gzip members of a file, unpacked one after the other as they are read; zlib.error and EOFError for broken ones."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.begun_at = file.tell()
        self._stream: zlib._Decompress | None = None
        self._rest = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; 0 at the end of the last member."""
        while True:
            if not self._rest:
                self._rest = self._file.read(PIECE)
            if self._stream is None:
                self._rest = self._rest.lstrip(b"\0")  # padding
                if not self._rest:
                    return 0
                self.begun_at = self._file.tell() - len(self._rest)
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            at_end = not self._rest
            unpacked = self._stream.decompress(self._rest, len(buffer))
            self._rest = self._stream.unconsumed_tail
            if self._stream.eof:
                self._rest = self._stream.unused_data
                self._stream = None
            elif at_end and not unpacked:
                raise EOFError("it ends early")
            if unpacked:
                buffer[: len(unpacked)] = unpacked
                return len(unpacked)


def next_member(file: BinaryIO, start: int) -> int | None:
    """Where the next gzip member that begins like a record begins; None where there is none."""
    file.seek(start)
    tail, at = b"", start
    while piece := file.read(2**20):
        window = tail + piece
        place = window.find(GZIP)
        while place >= 0:
            found = at - len(tail) + place
            if begins_a_record(file, found):
                return found
            place = window.find(GZIP, place + 1)
        at += len(piece)
        tail = window[-2:]
        file.seek(at)
    return None


def begins_a_record(file: BinaryIO, place: int) -> bool:
    """Whether what is packed at a place of the file begins with a record: the three bytes of gzip's sign occur by chance."""
    file.seek(place)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(1024), 5) == b"WARC/"
    except zlib.error:
        return False


def read_records(file: BinaryIO | io.BufferedReader, max_bytes: int) -> Iterator[Archived | Damaged]:
    """The pages of the unpacked records."""
    offset = 0
    lost = False
    while line := file.readline(LONGEST_LINE):
        begun_at = offset
        offset += len(line)
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            if not lost:
                yield Damaged(offset=begun_at, why="no record begins here")
            lost = True
            continue
        lost = False
        headers, size = read_headers(file)
        offset += size
        length = record_length(headers)
        if length is None:
            yield Damaged(offset=begun_at, why="the record does not say how long it is")
            continue
        kept, read = read_block(file, length, most=max_bytes + LONGEST_HEAD if is_answer(headers) else 0)
        offset += read
        if read < length:
            yield Damaged(offset=begun_at, why="the record ends early")
            return
        page = read_page(headers, kept, begun_at, max_bytes=max_bytes, whole=len(kept) == length)
        if page is not None:
            yield page


def read_headers(file: BinaryIO | io.BufferedReader) -> tuple[Headers, int]:
    """The named fields up to the blank line, names in lower case, and how many bytes they took."""
    headers: Headers = {}
    size = 0
    while line := file.readline(LONGEST_LINE):
        size += len(line)
        if not line.strip() or size > LONGEST_HEAD:
            break
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon and len(headers) < MOST_HEADERS:
            headers[name.strip().lower()] = value.strip()
    return headers, size


def record_length(headers: Headers) -> int | None:
    """How many bytes a record's block has; None where it does not say, or says what cannot be."""
    text = headers.get("content-length", "")
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        return None
    return int(text) if int(text) <= LONGEST_RECORD else None


def is_answer(headers: Headers) -> bool:
    """Whether a record holds what a server answered over HTTP."""
    return headers.get("warc-type", "").lower() == "response" and headers.get("warc-target-uri", "").strip(
        "<>"
    ).startswith(("http://", "https://"))


def read_block(file: BinaryIO | io.BufferedReader, length: int, *, most: int) -> tuple[bytes, int]:
    """The first `most` bytes of a block that is passed over whole, and how many bytes there were of it."""
    parts: list[bytes] = []
    read = kept = 0
    while read < length:
        piece = file.read(min(PIECE, length - read))
        if not piece:
            break
        if kept < most:
            parts.append(piece[: most - kept])
            kept += len(parts[-1])
        read += len(piece)
    return b"".join(parts), read


def read_page(
    headers: Headers, block: bytes, offset: int, *, max_bytes: int, whole: bool
) -> Archived | Damaged | None:
    """The page that a response record's block holds; None where it holds none."""
    head, gap, packed = block[:LONGEST_HEAD].partition(b"\r\n\r\n")
    status = _STATUS.match(head)
    if not is_answer(headers) or not gap or status is None or status[1] != b"200":
        return None
    answered, _ = read_headers(io.BytesIO(head.partition(b"\r\n")[2]))
    media, charset = read_content_type(answered.get("content-type"))
    if media not in HTML:
        return None
    packed = block[len(head) + len(gap) :]
    url = headers["warc-target-uri"].strip("<>")
    if not whole or len(packed) > max_bytes:
        return Damaged(offset=offset, why=f"{url[:200]} has more than {max_bytes:,} bytes")
    if "chunked" in answered.get("transfer-encoding", "").lower():
        packed = join_chunks(packed)
    body, trouble = unpack(packed, answered.get("content-encoding", ""), max_bytes)
    if trouble:
        return Damaged(offset=offset, why=f"{url[:200]}: {trouble}")
    return Archived(
        url=url,
        body=body,
        charset=charset,
        fetched_at=read_moment(headers.get("warc-date", "")),
        offset=offset,
    )


def join_chunks(packed: bytes) -> bytes:
    """A body whose chunks are joined; as it is where it has none, as some crawlers join them and keep the header."""
    parts: list[bytes] = []
    place = 0
    while True:
        end = packed.find(b"\r\n", place, place + 100)
        size = packed[place:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return packed
        if length == 0:
            return b"".join(parts)
        start = end + 2
        if length < 0 or packed[start + length : start + length + 2] != b"\r\n":
            return packed
        parts.append(packed[start : start + length])
        place = start + length + 2


def unpack(packed: bytes, encoding: str, max_bytes: int) -> tuple[bytes, str]:
    """A body unpacked, or why it cannot be; one that was unpacked before and kept its header is taken as it is."""
    body = Body(encoding, max_bytes=max_bytes)
    body.take(packed)
    unpacked = body.finish()
    if body.problem is None:
        return unpacked, ""
    if body.problem[0] == "bad_encoding" and b"<" in packed[:1024]:
        return packed, ""
    return b"", body.problem[1]


def read_moment(text: str) -> datetime | None:
    """A WARC-Date, in UTC; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
