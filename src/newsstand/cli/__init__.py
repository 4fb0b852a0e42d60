"""The command line: one word per command.

Each command is a module of this package with `HELP`, `add_arguments(parser)` and `run(args) -> int`; it is
imported when it is called, so that the engine's commands start without Django.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from newsstand import __version__
from newsstand.errors import NewsstandError

ENGINE_COMMANDS = {
    "extract": "read the article off a page",
    "feed": "read a feed's bytes",
    "group": "group articles into stories",
    "brief": "write a brief of a story, every sentence sourced",
}
HOUSE_COMMANDS = {
    "setup": "ask what this house is for, and write its settings into one file",
    "up": "run everything on this machine: gatherer, pipeline, web",
    "gather": "ask the feeds and run the pipeline",
    "add": "follow a title by any address of it",
    "demo": "run the demo newsroom alone",
    "import": "take in OPML, WARC or JSONL files",
    "doctor": "check the store, the settings and which feeds answer",
    "backup": "write the store to one file",
    "restore": "read the store back from a backup",
    "manage": "what operators do for members, money and terms; Django's own commands",
}
COMMANDS = ENGINE_COMMANDS | HOUSE_COMMANDS


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands; arguments are filled in for `only`, or for all of them when it is None."""
    parser = argparse.ArgumentParser(prog="newsstand", description="All your news in one place.")
    parser.add_argument("--version", action="version", version=f"newsstand {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        if only in (None, name):
            module = import_module(f"newsstand.cli.{name}_")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when done, 1 when an input was bad, 2 for wrong usage."""
    gc.set_threshold(
        50_000, 20, 20
    )  # starting makes many objects that stay: a tenth less time to the first answer
    words = list(sys.argv[1:] if argv is None else argv)
    named = next((w for w in words if w in COMMANDS), None)
    args = build_parser(named or "").parse_args(words)
    try:
        return int(args.run(args))
    except NewsstandError as error:
        print(f"newsstand {args.command}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
