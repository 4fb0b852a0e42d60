"""`newsstand manage …`: Django's own commands, on Newsstand's settings."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whatever follows goes to Django as it is."""
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="…", help="e.g. `check`, `shell`, `dbshell`, `migrate`"
    )


def run(args: argparse.Namespace) -> int:
    """Hand over to Django."""
    from newsstand.site.wiring import open_store

    open_store(migrate=False)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["newsstand manage", *args.words])
    return 0
