"""`newsstand add ADDRESS…`: follow a title by any address of it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsstand.newsroom.following import FoundFeed, NoFeed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after the command."""
    parser.add_argument(
        "addresses", nargs="+", metavar="ADDRESS", help="a title's home page, any page of it, or its feed"
    )


def run(args: argparse.Namespace) -> int:
    """Follow each title, and say how; 1 where no feed was found behind an address."""
    from newsstand.site.wiring import open_store

    open_store()
    from newsstand.newsroom.following import NoFeed

    found = asyncio.run(_find(args.addresses))
    for one in found:
        if isinstance(one, NoFeed):
            print(f"{one.address}: {one.why}", file=sys.stderr)
        else:
            print(_follow(one))
    return int(any(isinstance(one, NoFeed) for one in found))


async def _find(addresses: list[str]) -> list[FoundFeed | NoFeed]:
    from django.conf import settings

    from newsstand.newsroom.following import find_feed
    from newsstand.site.wiring import make_desk

    most = settings.NEWSSTAND["NEWSSTAND_FEED_BYTES"]
    async with make_desk().fetcher as fetcher:
        return list(await asyncio.gather(*(find_feed(fetcher, a, most_bytes=most) for a in addresses)))


def _follow(found: FoundFeed) -> str:
    from django.conf import settings

    from newsstand.newsroom.following import store_found

    followed = store_found(found, now=settings.NOW())
    entries = len(found.parsed.entries)
    what = f"{found.url} ({found.how}; {entries} {'entry' if entries == 1 else 'entries'})"
    if not followed.new_feed:
        return f"{followed.title} is followed already: {what}"
    if followed.new_title:
        return f"{followed.title} is followed from now on: {what}"
    return f"{followed.title} has a further feed: {what}"
