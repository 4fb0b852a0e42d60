"""`newsstand import FILE…`: subscriptions (OPML), articles (JSONL) and archived pages (WARC) into the store."""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from newsstand.cli.lines import parse_row
from newsstand.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from newsstand.newsroom.taking_in import GivenArticle

T = TypeVar("T")

LARGEST_OUTLINES = 32 * 2**20
LONGEST_LINE = 64 * 2**20
BATCH = 100
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
WORDS = {
    "new": ("article is new", "articles are new"),
    "changed": ("has changed", "have changed"),
    "fetched": ("page waits to be read", "pages wait to be read"),
    "known": ("was known", "were known"),
    "bad": ("could not be taken in", "could not be taken in"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after the command."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE",
        help="OPML, JSONL or WARC, packed with gzip or not, told apart by what they hold; - for standard input",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Take in each file; 1 where something in one of them was bad."""
    from newsstand.site.wiring import open_store

    open_store()
    status = 0
    waiting = 0
    for name in args.files:
        try:
            counts = take_in_file(name)
        except InputError as error:
            print(f"{name}: {error}", file=sys.stderr)
            status = 1
            continue
        status = 1 if counts["bad"] else status
        waiting += counts["fetched"] + counts["new"] + counts["changed"]
    if waiting:
        print("`newsstand gather --once` or `newsstand up` goes on from there: reads, groups and briefs.")
    return status


def take_in_file(name: str) -> Counter[str]:
    """Take in one file of whichever kind, and say what it brought."""
    from django.conf import settings

    now: datetime = settings.NOW()
    page_bytes = settings.NEWSSTAND["NEWSSTAND_PAGE_BYTES"]
    with open_input(name) as file:
        kind = kind_of(file)
        if kind == "opml":
            return take_in_outlines(name, file, now)
        counts = (
            take_in_rows(name, file, now, page_bytes)
            if kind == "jsonl"
            else take_in_archive(name, file, now, page_bytes)
        )
    said = [f"{counts[what]:,} {words[counts[what] > 1]}" for what, words in WORDS.items() if counts[what]]
    print(f"{name}: {', '.join(said) or 'empty'}")
    return counts


@contextmanager
def open_input(name: str) -> Iterator[IO[bytes]]:
    """A file that can be read from its beginning again; InputError where it cannot be opened."""
    if name == "-":
        with tempfile.TemporaryFile() as spooled:
            shutil.copyfileobj(sys.stdin.buffer, spooled)
            spooled.seek(0)
            yield spooled
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below; only the opening may fail so
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", kind="unreadable_file") from error
    with file:
        yield file


def kind_of(file: IO[bytes]) -> str:
    """What a file holds, by its first bytes: "opml", "jsonl" or "warc"."""
    start = file.read(64 * 1024)
    file.seek(0)
    if start.startswith(GZIP):
        try:
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 64 * 1024)
        except zlib.error as error:
            raise InputError(f"the packed file is broken: {error}", kind="unreadable_file") from error
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"WARC/", ZSTD)):
        return "warc"
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return "opml"
    raise InputError("it is neither OPML nor JSONL nor WARC", kind="unknown_kind")


@contextmanager
def unpacked(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The file's bytes, gzip taken off; InputError where it is broken."""
    packed = file.read(2) == GZIP
    file.seek(0)
    if not packed:
        yield file
        return
    try:
        with gzip.open(file, "rb") as inner:
            yield inner  # type: ignore[misc]
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"the packed file is broken: {error}", kind="unreadable_file") from error


def take_in_outlines(name: str, file: IO[bytes], now: datetime) -> Counter[str]:
    """Take in a list of subscriptions."""
    from newsstand.feeds import read_opml
    from newsstand.newsroom.taking_in import store_outlines

    with unpacked(file) as inner:
        content = inner.read(LARGEST_OUTLINES + 1)
    if len(content) > LARGEST_OUTLINES:
        raise InputError(f"a list of subscriptions has at most {LARGEST_OUTLINES:,} bytes", kind="too_large")
    taken = store_outlines(read_opml(content), now=now)
    print(
        f"{name}: {taken.new_titles:,} titles and {taken.new_feeds:,} feeds are new, {taken.known_feeds:,} were known"
    )
    return Counter()


def take_in_rows(name: str, file: IO[bytes], now: datetime, page_bytes: int) -> Counter[str]:
    """Take in articles, one row a line; a bad line costs itself and is named."""
    from newsstand.newsroom.taking_in import read_given, store_given

    bad: Counter[str] = Counter()

    def read() -> Iterator[GivenArticle]:
        with unpacked(file) as inner:
            for number, line in bounded_lines(inner):
                try:
                    if line is None:
                        raise InputError(f"the line has more than {LONGEST_LINE:,} bytes", kind="too_large")
                    yield read_given(parse_row(line), page_bytes=page_bytes)
                except InputError as error:
                    bad["bad"] += 1
                    print(f"{name}, line {number}: {error}", file=sys.stderr)

    return store_in_batches(read(), lambda batch: store_given(batch, now=now)) + bad


def take_in_archive(name: str, file: IO[bytes], now: datetime, page_bytes: int) -> Counter[str]:
    """Take in archived pages; a damaged record costs itself and is named."""
    from newsstand.net.warc import Capture, read_warc
    from newsstand.newsroom.taking_in import is_page, store_archived

    bad: Counter[str] = Counter()

    def read() -> Iterator[Capture]:
        try:
            for found in read_warc(file, max_bytes=page_bytes):  # type: ignore[arg-type]
                if isinstance(found, Capture):
                    if is_page(found):
                        yield found
                    continue
                bad["bad"] += 1
                print(f"{name}, record {found.record}: {found.detail} ({found.url})", file=sys.stderr)
        except InputError as error:  # what came before it is stored all the same
            bad["bad"] += 1
            print(f"{name}: {error}", file=sys.stderr)

    counts = store_in_batches(read(), lambda batch: store_archived(batch, now=now)) + bad
    counts["bad"] += counts.pop("no_address", 0)
    return counts


def store_in_batches(given: Iterator[T], store: Callable[[Sequence[T]], Counter[str]]) -> Counter[str]:
    """Store what is given a batch at a time, each in a transaction of its own."""
    counts: Counter[str] = Counter()
    while batch := list(islice(given, BATCH)):
        counts += store(batch)
    return counts


def bounded_lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers, blank ones left out; None for one that is too long, of which no more is kept than that."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(2**20)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
