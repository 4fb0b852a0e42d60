"""Which titles a command works with."""

from __future__ import annotations

import argparse
from pathlib import Path

from newsstand.model import Publisher


def add_titles_argument(parser: argparse.ArgumentParser, *, default: str, help_: str) -> None:
    """The option --titles."""
    parser.add_argument("--titles", default=default, metavar="WHICH", help=f"{help_} (default: {default})")


def choose_catalogue(which: str) -> tuple[Publisher, ...]:
    """The starter catalogue, or the one in a file; CatalogueUnreadable says what is wrong with it."""
    from newsstand.newsroom.catalogue import load_catalogue

    return load_catalogue(None if which == "starter" else Path(which))
