"""`newsstand doctor`: what is well, what is not, and what to do about it."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsstand.cli.titles import add_titles_argument, choose_catalogue

if TYPE_CHECKING:
    from rich.console import Console

    from newsstand.newsroom.doctor import FeedAnswer, Finding

SIGNS = {"well": "[green]✓[/]", "note": "[yellow]·[/]", "trouble": "[red]✗[/]"}
MOST_LINES = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after the command."""
    parser.add_argument("--feeds", action="store_true", help="ask every feed once, now, and say which answer")
    add_titles_argument(
        parser, default="stored", help_="whose feeds to ask: stored, starter, or a catalogue's FILE"
    )
    parser.add_argument("--all", action="store_true", help="name every feed that is not well, however many")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 0 when all that is needed holds."""
    from rich.console import Console

    from newsstand.site.wiring import open_store

    open_store(migrate=False)
    console = Console(highlight=False, soft_wrap=True)
    findings = examine()
    for finding in findings:
        print_finding(console, finding)
    if args.feeds or args.titles != "stored":
        findings += ask(console, args)
    elif not any(f.what == "Store" and f.state == "trouble" for f in findings):
        print_states(console, most=None if args.all else MOST_LINES)
    troubles = sum(f.state == "trouble" for f in findings)
    console.print(
        f"\n{troubles} trouble{'s' * (troubles > 1)}." if troubles else "\nAll that is needed holds."
    )
    return int(troubles > 0)


def examine() -> list[Finding]:
    """The findings about machine, settings and store."""
    from django.conf import settings

    from newsstand.newsroom import doctor
    from newsstand.site.environment import SETTINGS
    from newsstand.site.wiring import is_current

    values = settings.NEWSSTAND
    store = doctor.examine_store(is_current)
    holds = any(f.what == "Holds" for f in store)
    return [
        doctor.examine_python(sys.version_info[:3]),
        doctor.examine_disk(shutil.disk_usage(settings.DATA_FOLDER).free, str(settings.DATA_FOLDER)),
        doctor.examine_clock(
            datetime.now(UTC),
            settings.NOW(),
            newest_moment() if holds else None,
            is_played=getattr(settings.NOW, "start", None) is not None,
        ),
        *doctor.examine_settings(values, {s.name: s.default for s in SETTINGS}),
        *store,
    ]


def newest_moment() -> datetime | None:
    """When the store last saw a feed answer."""
    from django.db.models import Max

    from newsstand.newsroom.models import Poll

    newest: datetime | None = Poll.objects.aggregate(newest=Max("asked_at"))["newest"]
    return newest


def print_finding(console: Console, finding: Finding) -> None:
    """One line, and what to do under it."""
    from rich.markup import escape

    console.print(f"{SIGNS[finding.state]} {finding.what:10} {escape(finding.said)}")
    if finding.to_do:
        console.print(f"             [dim]{escape(finding.to_do)}[/]")


def print_states(console: Console, *, most: int | None) -> None:
    """The feeds by state, as they were when they were last asked."""
    from newsstand.newsroom.doctor import feed_states
    from newsstand.site.wiring import is_current

    if not is_current():
        return
    counts, troubled = feed_states()
    if not counts:
        console.print(
            "\nNo title is followed yet: `newsstand up`, `newsstand add`, or `newsstand import` a list."
        )
        return
    console.print("\nFeeds when they were last asked:")
    print_counts(console, counts)
    lines = [
        f"{state.outcome.replace('_', ' ')} since {state.since:%d %b %Y}: {state.title}, {state.url}. {state.detail}"
        if state.since
        else f"{state.outcome.replace('_', ' ')}: {state.title}, {state.url}. {state.detail}"
        for state in troubled
    ]
    print_lines(console, lines, most)


def ask(console: Console, args: argparse.Namespace) -> list[Finding]:
    """Ask the feeds, say what they answered, and what follows from it."""
    from newsstand.newsroom.doctor import Finding, stored_feeds

    feeds = (
        stored_feeds()
        if args.titles == "stored"
        else [(title.name, url) for title in choose_catalogue(args.titles) for url in title.feeds]
    )
    if not feeds:
        console.print("\nNo feed to ask.")
        return []
    answers = asyncio.run(_ask(feeds))
    console.print(f"\n{len(answers)} feeds asked:")
    print_counts(console, dict(Counter(answer.outcome for answer in answers).most_common()))
    lines = [
        f"{answer.outcome.replace('_', ' ')}: {answer.title}, {answer.url}. {answer.detail}"
        for answer in sorted(answers, key=lambda answer: answer.outcome)
        if answer.outcome != "read"
    ]
    print_lines(console, lines, None if args.all else MOST_LINES)
    if any(answer.outcome == "read" for answer in answers):
        return []
    to_do = "See whether this machine reaches the Internet: a name server, a proxy or a firewall may stand in the way."
    finding = Finding(what="Feeds", said="not one of them could be read", state="trouble", to_do=to_do)
    print_finding(console, finding)
    return [finding]


async def _ask(feeds: list[tuple[str, str]]) -> list[FeedAnswer]:
    from django.conf import settings
    from rich.console import Console
    from rich.progress import Progress

    from newsstand.newsroom.doctor import ask_feeds
    from newsstand.site.wiring import make_desk

    async with make_desk().fetcher as fetcher:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Asking the feeds", total=len(feeds))
            return await ask_feeds(
                fetcher,
                feeds,
                most_bytes=settings.NEWSSTAND["NEWSSTAND_FEED_BYTES"],
                answered=lambda: progress.advance(task),
            )


def print_counts(console: Console, counts: dict[str, int]) -> None:
    """How many feeds came to what."""
    for state, count in counts.items():
        console.print(f"{count:7,}  {state.replace('_', ' ')}")


def print_lines(console: Console, lines: list[str], most: int | None) -> None:
    """Lines under a blank one; beyond `most` only how many there are."""
    from rich.markup import escape

    if lines:
        console.print()
    for line in lines[:most]:
        console.print(escape(line.strip()))
    if most is not None and len(lines) > most:
        console.print(f"… and {len(lines) - most:,} more (--all names them)")
