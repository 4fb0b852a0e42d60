"""Feeds: how many are read as feedparser reads them, field by field, and what it costs beside the peers.

NEWSSTAND_BENCH_DATA=FOLDER python -m benchmarks.feed_parsing
"""

from __future__ import annotations

import calendar
import json
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
from benchmarks.replay import corpus_folder, read_corpus
from lxml import etree

from newsstand.errors import FeedUnreadable
from newsstand.feeds import parse_feed
from newsstand.model import Entry, ParsedFeed
from newsstand.text.markup import plain_text

Corpus = list[tuple[dict[str, Any], bytes]]


def measure(data: Path) -> dict[str, Any]:
    """Agreement with feedparser and CPU seconds of each parser on every feed under `data`."""
    corpus = read_corpus(data)
    ours, spent = _timed(corpus, _read)
    _, spent_raw = _timed(corpus, _read_raw)
    theirs, spent_by_feedparser = _timed(corpus, _read_by_feedparser)
    _, spent_by_fastfeedparser = _timed(corpus, _read_by_fastfeedparser)
    _, spent_by_lxml = _timed(corpus, _read_by_lxml)
    return {
        "feeds": len(corpus),
        "megabytes": round(sum(len(body) for _, body in corpus) / 1e6, 1),
        "entries": sum(len(feed.entries) for feed in ours if feed),
        **_agreement(ours, theirs),
        "cpu_seconds": {
            "newsstand, sanitised": spent,
            "newsstand, content left raw": spent_raw,
            "feedparser, sanitised": spent_by_feedparser,
            "fastfeedparser": spent_by_fastfeedparser,
            "lxml's tree alone": spent_by_lxml,
        },
    }


def _timed(corpus: Corpus, read: Callable[[dict[str, Any], bytes], Any]) -> tuple[list[Any], float]:
    start = time.process_time()
    found = [read(row, body) for row, body in corpus]
    return found, round(time.process_time() - start, 2)


def _address(row: dict[str, Any]) -> str:
    return f"https://{row.get('domain') or 'feeds.example'}/feed"


def _read(row: dict[str, Any], body: bytes) -> ParsedFeed | None:
    try:
        return parse_feed(body, url=_address(row))
    except FeedUnreadable:
        return None


def _read_raw(row: dict[str, Any], body: bytes) -> ParsedFeed | None:
    try:
        return parse_feed(body, url=_address(row), sanitise=False)
    except FeedUnreadable:
        return None


def _read_by_feedparser(row: dict[str, Any], body: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return feedparser.parse(body, response_headers={"content-location": _address(row)})


def _read_by_fastfeedparser(_: dict[str, Any], body: bytes) -> Any:
    try:
        return fastfeedparser.parse(body)
    except ValueError:
        return None


def _read_by_lxml(_: dict[str, Any], body: bytes) -> Any:
    try:
        return etree.fromstring(body, etree.XMLParser(huge_tree=True, resolve_entities=False)) is not None
    except etree.XMLSyntaxError:
        return None


def _agreement(ours: list[ParsedFeed | None], theirs: list[Any]) -> dict[str, Any]:
    """Feeds with as many entries as feedparser finds, of those in which it finds any; fields of their entries."""
    readable = same = beyond = 0
    fields: Counter[tuple[str, bool]] = Counter()
    for feed, reading in zip(ours, theirs, strict=True):
        entries = feed.entries if feed else ()
        if not reading.get("version"):
            beyond += bool(entries)
            continue
        readable += 1
        if len(entries) == len(reading.entries):
            same += 1
            for entry, other in zip(entries, reading.entries, strict=True):
                fields.update(_fields(entry, other))
    names = dict.fromkeys(name for name, _ in fields)
    return {
        "readable by feedparser": readable,
        "same number of entries": round(same / max(1, readable), 4),
        "read beyond feedparser": beyond,
        "fields alike": {
            name: round(fields[name, True] / (fields[name, True] + fields[name, False]), 4) for name in names
        },
    }


def _fields(entry: Entry, other: Any) -> list[tuple[str, bool]]:
    given = other.get("published_parsed") or other.get("updated_parsed")
    moment = entry.published or entry.updated
    names = [person.get("name") for person in other.get("authors", ()) if person.get("name")]
    return [
        ("headline", plain_text(other.get("title") or "", 1_000) == entry.headline),
        ("address", (other.get("link") or "").strip() == (entry.url or "")),
        ("id", (other.get("id") or other.get("link") or entry.id) == entry.id),
        (
            "date",
            (calendar.timegm(given) if given else None) == (int(moment.timestamp()) if moment else None),
        ),
        ("authors", set(names) == set(entry.authors)),
    ]


def main() -> int:
    """Print what was measured."""
    folder = corpus_folder()
    if folder is None:
        print("NEWSSTAND_BENCH_DATA names no folder; nothing to measure", file=sys.stderr)
        return 0
    print(json.dumps(measure(folder), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
