"""`newsstand manage …`: our own commands for operators and Django's, on Newsstand's settings."""

from __future__ import annotations

import argparse

from newsstand.errors import StoreUnusable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whatever follows goes to Django as it is."""
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="…", help="e.g. `check`, `shell`, `dbshell`, `migrate`"
    )


def run(args: argparse.Namespace) -> int:
    """Hand over to Django; StoreUnusable where our own commands would find no tables, or none of this version."""
    from newsstand.site.wiring import checked_store, open_store

    open_store(migrate=False)
    from django.core.management import execute_from_command_line

    words = list(args.words)
    with checked_store():
        if words and is_ours(words[0]) and not {"-h", "--help"} & set(words):
            refuse_other_tables()
            # Django's checks import every page, half a second of each round of a timer; `check` and `up` go on making them.
            words.insert(1, "--skip-checks")
        execute_from_command_line(["newsstand manage", *words])
    return 0


def is_ours(command: str) -> bool:
    """Whether a command comes with Newsstand, not with Django or another library."""
    from django.core.management import get_commands

    return str(get_commands().get(command, "")).startswith("newsstand.")


def refuse_other_tables() -> None:
    """Refuse a store without the tables of this version; StoreUnusable says what makes them."""
    from django.conf import settings

    from newsstand.site.wiring import is_current

    if not is_current():
        raise StoreUnusable(
            f"the store {settings.DATABASES['default']['NAME']} has not the tables of this version; "
            "newsstand manage migrate makes them, and so does newsstand up (NEWSSTAND_DATA names the folder of the store)"
        )
