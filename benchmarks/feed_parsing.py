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
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
from benchmarks.replay import corpus_folder, read_corpus
from lxml import etree

from newsstand.errors import FeedUnreadable
from newsstand.feeds import parse_feed
from newsstand.model import ParsedFeed
from newsstand.text.markup import plain_text
from newsstand.text.urls import join_url

Corpus = list[tuple[dict[str, Any], bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry as any of the parsers sees it, on terms that are fair to all: plain headline, absolute address, Unix time."""

    headline: str
    address: str
    id: str
    date: int | None
    authors: frozenset[str]


def measure(data: Path) -> dict[str, Any]:
    """Agreement with feedparser and CPU seconds of each parser on every feed under `data`."""
    corpus = read_corpus(data)
    ours, spent = _timed(corpus, _read)
    _, spent_raw = _timed(corpus, _read_raw)
    theirs, spent_by_feedparser = _timed(corpus, _read_by_feedparser)
    fast, spent_by_fastfeedparser = _timed(corpus, _read_by_fastfeedparser)
    _, spent_by_lxml = _timed(corpus, _read_by_lxml)
    readable = [bool(reading.get("version")) for reading in theirs]
    by_feedparser = [_seen_by_feedparser(reading) for reading in theirs]
    by_us = [_seen_by_us(feed) for feed in ours]
    by_fast = [_seen_by_fastfeedparser(row, feed) for (row, _), feed in zip(corpus, fast, strict=True)]
    return {
        "feeds": len(corpus),
        "megabytes": round(sum(len(body) for _, body in corpus) / 1e6, 1),
        "entries": sum(map(len, by_us)),
        "readable by feedparser": sum(readable),
        **_agreement(by_us, by_feedparser, readable),
        "fastfeedparser": {
            "cannot read": sum(feed is None for feed in fast),
            "entries": sum(map(len, by_fast)),
            **_agreement(by_fast, by_feedparser, readable),
        },
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


def _seen_by_us(feed: ParsedFeed | None) -> list[Seen]:
    return [
        Seen(
            headline=entry.headline,
            address=entry.url or "",
            id=entry.id,
            date=int(moment.timestamp()) if (moment := entry.published or entry.updated) else None,
            authors=frozenset(entry.authors),
        )
        for entry in (feed.entries if feed else ())
    ]


def _seen_by_feedparser(reading: Any) -> list[Seen]:
    return [
        Seen(
            headline=plain_text(entry.get("title") or "", 1_000),
            address=(entry.get("link") or "").strip(),
            id=entry.get("id") or entry.get("link") or "",
            date=calendar.timegm(given)
            if (given := entry.get("published_parsed") or entry.get("updated_parsed"))
            else None,
            authors=_names(entry),
        )
        for entry in reading.entries
    ]


def _seen_by_fastfeedparser(row: dict[str, Any], feed: Any) -> list[Seen]:
    """Its entries with the mending that Newsstand would do: markup out of headlines, addresses made absolute."""
    return [
        Seen(
            headline=plain_text(entry.get("title") or "", 1_000),
            address=join_url(_address(row), entry.get("link") or "") or "",
            id=entry.get("id") or entry.get("link") or "",
            date=_unix_time(entry.get("published") or entry.get("updated")),
            authors=_names(entry),
        )
        for entry in (feed.entries if feed is not None else ())
    ]


def _names(entry: Any) -> frozenset[str]:
    return frozenset(person["name"] for person in entry.get("authors", ()) if person.get("name"))


def _unix_time(text: str | None) -> int | None:
    try:
        return int(datetime.fromisoformat(text).timestamp()) if text else None
    except ValueError:
        return None


def _agreement(found: list[list[Seen]], theirs: list[list[Seen]], readable: list[bool]) -> dict[str, Any]:
    """Feeds with as many entries as feedparser finds, of those in which it finds any; fields of their entries."""
    same = lost = added = beyond = 0
    fields: Counter[tuple[str, bool]] = Counter()
    for entries, others, known in zip(found, theirs, readable, strict=True):
        if not known:
            beyond += bool(entries)
            continue
        lost += max(0, len(others) - len(entries))
        added += max(0, len(entries) - len(others))
        if len(entries) == len(others):
            same += 1
            for entry, other in zip(entries, others, strict=True):
                fields.update(_fields_alike(entry, other))
    names = dict.fromkeys(name for name, _ in fields)
    return {
        "same number of entries": round(same / max(1, sum(readable)), 4),
        "entries lost": lost,
        "entries added": added,
        "read beyond feedparser": beyond,
        "fields alike": {
            name: round(fields[name, True] / (fields[name, True] + fields[name, False]), 4) for name in names
        },
    }


def _fields_alike(entry: Seen, other: Seen) -> list[tuple[str, bool]]:
    return [
        ("headline", entry.headline == other.headline),
        ("address", entry.address == other.address),
        ("id", not other.id or entry.id == other.id),
        ("date", entry.date == other.date),
        ("authors", entry.authors == other.authors),
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
