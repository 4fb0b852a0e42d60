"""The parts of the docs that the code says itself: `python -m docs.build` writes them anew, `--check` only compares.

A part stands between `<!-- made: NAME -->` and `<!-- end -->`: "settings", "commands", "membership machine", or "usage COMMAND".
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from docs import catalogue
from newsstand.cli import COMMANDS, ENGINE_COMMANDS, HOUSE_COMMANDS, build_parser
from newsstand.members.membership.transitions import drawing, table
from newsstand.newsroom.catalogue import load_catalogue
from newsstand.site.environment import SETTINGS

DOCS = Path(__file__).parent
PAGES = (
    DOCS.parent / "README.md",
    *(DOCS / f"{name}.md" for name in ("commands", "guide", "membership", "privacy", "settings")),
)
PART = re.compile(r"(<!-- made: (?P<name>[^>]+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def made(name: str) -> str:
    """A part of the docs by its name; KeyError for one that nothing makes."""
    if name.startswith("usage "):
        return usage(name.removeprefix("usage "))
    return {
        "settings": settings,
        "commands": commands,
        "membership machine": membership_machine,
        "retention": retention,
    }[name]()


def retention() -> str:
    """How long what is kept, and what for."""
    with TemporaryDirectory() as folder:
        os.environ.setdefault("NEWSSTAND_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstand.site.settings")
        django.setup()
    from newsstand.members.privacy.retention import kept_for

    rows = [f"| {name} | {why} | {time} |" for name, why, time in kept_for()]
    return "\n".join(("| what | what for | how long |", "| --- | --- | --- |", *rows))


def membership_machine() -> str:
    """The drawing of a membership's states, and every way from one to another."""
    return f"```mermaid\n{drawing()}\n```\n\n{table()}"


def settings() -> str:
    """Every setting, its default and its help line."""
    rows = [f"| `{s.name}` | {f'`{s.default}`' if s.default else ''} | {s.help} |" for s in SETTINGS]
    return "\n".join(("| setting | default | what it does |", "| --- | --- | --- |", *rows))


def commands() -> str:
    """Every command with what it does, the engine's first."""
    rows = [f"| `newsstand {name}` | {what} |" for name, what in (ENGINE_COMMANDS | HOUSE_COMMANDS).items()]
    return "\n".join(("| command | what it does |", "| --- | --- |", *rows))


def usage(command: str) -> str:
    """What can be said after a command: its usage in one line, and each argument."""
    parser = build_parser(command)
    (choices,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    chosen: argparse.ArgumentParser = choices.choices[command]
    words = " ".join(w for w in chosen.format_usage().removeprefix("usage: ").split() if w != "[-h]")
    rows = [f"| {name} | {what} |" for name, what in arguments(chosen)]
    table = ("", "| argument | |", "| --- | --- |", *rows) if rows else ()
    return "\n".join((f"    {words}", *table))


def arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Each argument as it is written, and its help line."""
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        values = (
            f"{{{','.join(map(str, action.choices))}}}"
            if action.choices
            else action.metavar or action.dest.upper()
        )
        shown = str(values) if not action.option_strings else ", ".join(action.option_strings)
        if action.option_strings and action.nargs != 0:
            shown = f"{shown} {values}"
        help_ = parser._get_formatter()._expand_help(action) if action.help else ""
        yield f"`{shown}`".replace("|", "\\|"), help_


def built(page: str) -> str:
    """A page with its made parts as the code says them now."""
    return PART.sub(lambda part: f"{part[1]}\n{made(part['name'])}\n\n{part[3]}", page)


def undocumented() -> list[str]:
    """Commands without their usage on the commands' page."""
    page = (DOCS / "commands.md").read_text("utf-8")
    return [name for name in COMMANDS if f"<!-- made: usage {name} -->" not in page]


def main() -> int:
    """Write the pages, or with --check say which are out of date and return 1."""
    parser = argparse.ArgumentParser(
        prog="python -m docs.build", description="Write what the code says into the docs."
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where a page is out of date"
    )
    check = parser.parse_args().check
    pages = {page: built(page.read_text("utf-8")) for page in PAGES}
    told = catalogue.counts(load_catalogue())
    pages[catalogue.PAGE] = catalogue.with_counts(catalogue.PAGE.read_text("utf-8"), told)
    late = [page for page, text in pages.items() if text != page.read_text("utf-8")]
    missing = undocumented()
    for page in late:
        if check:
            sys.stderr.write(f"{page.relative_to(DOCS.parent)} is out of date: run python -m docs.build\n")
        else:
            page.write_text(pages[page], "utf-8")
    for name in missing:
        sys.stderr.write(f"docs/commands.md says nothing of `newsstand {name}`\n")
    return int(bool(missing) or (check and bool(late)))


if __name__ == "__main__":
    sys.exit(main())
