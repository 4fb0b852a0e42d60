"""`newsstand feed`: a feed's bytes in, its entries out."""

from __future__ import annotations

import argparse
from datetime import datetime

from newsstand.cli.lines import Row, add_input, print_json, read_bytes
from newsstand.feeds import parse_feed
from newsstand.model import Entry

HELP = "read a feed's bytes: RSS, RDF, Atom, JSON Feed or a news sitemap"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The input, and where it came from."""
    parser.add_argument("--url", help="where the feed came from; relative addresses are seen from there")
    add_input(parser)


def run(args: argparse.Namespace) -> int:
    """Print the feed and its entries as one JSON object."""
    parsed = parse_feed(read_bytes(args.file), url=args.url)
    feed = {"title": parsed.title, "link": parsed.link, "language": parsed.language, "format": parsed.format}
    entries = [_row(entry) for entry in parsed.entries]
    print_json({"feed": feed, "entries": entries, "problems": list(parsed.problems)})
    return 0


def _row(entry: Entry) -> Row:
    return {
        "id": entry.id,
        "url": entry.url,
        "headline": entry.headline,
        "summary": entry.summary,
        "authors": list(entry.authors),
        "published": _moment(entry.published),
        "updated": _moment(entry.updated),
        "image": entry.image,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
