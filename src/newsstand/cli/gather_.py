"""`newsstand gather`: ask the feeds and run the pipeline, once through or on and on, without the pages."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections import Counter
from typing import TYPE_CHECKING

from newsstand.cli.titles import add_titles_argument, choose_catalogue

if TYPE_CHECKING:
    from newsstand.cli.watch import Watch
    from newsstand.newsroom.pipeline.desk import Desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after the command."""
    parser.add_argument("--once", action="store_true", help="everything that is due now, then stop")
    parser.add_argument(
        "--feeds-only", action="store_true", help="ask the feeds and store their entries, no more"
    )
    add_titles_argument(parser, default="stored", help_="stored, starter, or a catalogue's FILE")


def run(args: argparse.Namespace) -> int:
    """Gather, and say what came of it."""
    from newsstand.site.wiring import make_desk, open_store, take_in_titles

    open_store()
    if args.titles != "stored":
        take_in_titles(choose_catalogue(args.titles))
    warn_without_titles()
    from newsstand.cli.watch import Watch

    with Watch() as watch:
        asyncio.run(_gather(make_desk(), watch, args))
    if args.once or args.feeds_only:
        print_outcomes()
    return 0


async def _gather(desk: Desk, watch: Watch, args: argparse.Namespace) -> None:
    # A polite kill ends one pass as Ctrl-C does: what is under way is given up, workers and threads are let go.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, signal.raise_signal, signal.SIGINT)
    async with desk.fetcher:
        if (
            args.feeds_only
        ):  # without the later steps' modules: asking for nothing new is done before they are read
            from newsstand.newsroom.pipeline.gather import gather_once

            watch.count("feeds", await gather_once(desk))
            return
        from newsstand.cli.watch import stop_on_signals
        from newsstand.newsroom.pipeline.rounds import run_on, run_once

        if args.once:
            await run_once(desk, watch.count)
        else:
            await run_on(desk, stop_on_signals(), watch.count)


def warn_without_titles() -> None:
    """Say how titles are followed where none is; what was imported is worked on all the same."""
    from newsstand.newsroom.models import Feed

    if not Feed.objects.filter(state=Feed.State.ACTIVE).exists():
        print(
            "No title is followed yet: --titles starter takes in the starter catalogue, newsstand add follows one by any address of it.",
            file=sys.stderr,
        )


def print_outcomes() -> None:
    """How many feeds are in which state, the most frequent first."""
    from newsstand.newsroom.models import Poll

    outcomes = Counter(Poll.objects.values_list("outcome", flat=True))
    for outcome, count in outcomes.most_common():
        print(f"{count:6}  {outcome or 'not asked yet'}")
