"""`newsstand demo`: the demo newsroom alone."""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import datetime
from typing import TYPE_CHECKING

from newsstand.errors import InputError

if TYPE_CHECKING:
    from newsstand.demo.newsroom import DemoNewsroom
    from newsstand.newsroom.clock import Clock

HELP = "run the demo newsroom alone"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens, from when and how fast the day plays, and how much is made up for load."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8100, help="the port (default: %(default)s)")
    parser.add_argument(
        "--from", dest="playing_from", type=_moment, default="11:00", metavar="HH:MM",
        help="the demo day's time (UTC) to begin with; all before it is out already (default: 11:00)",
    )  # fmt: skip
    parser.add_argument(
        "--minutes", type=_minutes, default=10.0, help="how long the rest of the day takes (default: 10)"
    )
    parser.add_argument(
        "--load",
        type=_load,
        default=0,
        metavar="N",
        help="add this many generated articles of further titles",
    )
    parser.add_argument("--seed", type=int, default=1, help="what the generated ones depend on (default: 1)")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from newsstand.demo.clock import PLAYING_UNTIL
    from newsstand.demo.newsroom import DemoNewsroom
    from newsstand.newsroom.clock import PlayedClock

    newsroom = DemoNewsroom.load()
    if args.load > 0:
        from newsstand.demo.generate import with_load

        newsroom = with_load(newsroom, args.load, args.seed, until=PLAYING_UNTIL)
    clock = PlayedClock.lasting(
        args.minutes,
        start=args.playing_from,
        until=max(PLAYING_UNTIL, args.playing_from),
        since=time.time(),
    )
    asyncio.run(_serve(newsroom, clock, args))
    return 0


async def _serve(newsroom: DemoNewsroom, now: Clock, args: argparse.Namespace) -> None:
    from newsstand.cli.watch import stop_on_signals
    from newsstand.demo.server import serve

    stop = stop_on_signals()
    try:
        running = await serve(newsroom, now, args.host, args.port)
    except OSError as error:
        raise InputError(
            f"cannot listen on {args.host}, port {args.port}: {error.strerror}", kind="port_taken"
        ) from error
    try:
        _print_titles(newsroom, running.port, now())
        await stop.wait()
    finally:
        await running.close()


def _print_titles(newsroom: DemoNewsroom, port: int, now: datetime) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"The demo newsroom, {now:%H:%M} UTC on {now:%A %d %B %Y}", title_justify="left")
    table.add_column("Title", min_width=20)
    table.add_column("Front page", overflow="fold")
    table.add_column("Out", justify="right", min_width=3)
    for publisher in newsroom.publishers(port)[:40]:
        out = len(newsroom.published(publisher.slug, now))
        table.add_row(publisher.name, publisher.home_page, str(out))
    console = Console()
    console.print(table)
    if len(newsroom.titles) > 40:
        console.print(f"… and {len(newsroom.titles) - 40} further titles")
    console.print(f"All titles: http://127.0.0.1:{port}/   Ctrl-C stops.")


def _moment(clock_face: str) -> datetime:
    from newsstand.demo.clock import moment

    try:
        return moment(clock_face)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{clock_face}” is no time of day such as 11:00") from error


def _minutes(text: str) -> float:
    minutes = float(text)
    if not 0 < minutes <= 24 * 60:
        raise argparse.ArgumentTypeError("the day takes from a moment to 1440 minutes")
    return minutes


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65_536):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535; 0 takes one that is free")
    return int(text)


def _load(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is no number of articles")
    return int(text)
