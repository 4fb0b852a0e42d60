"""`newsstand restore FILE`: the store as a backup holds it."""

from __future__ import annotations

import argparse
from pathlib import Path

from newsstand.errors import StoreUnusable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after the command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that `newsstand backup` wrote")
    parser.add_argument("--replace", action="store_true", help="replace what is stored now")


def run(args: argparse.Namespace) -> int:
    """Read the backup into the store, which must be empty unless --replace is said."""
    from newsstand.site.wiring import open_store

    open_store()
    from newsstand.newsroom.backup import read_backup
    from newsstand.newsroom.models import Publisher

    if Publisher.objects.exists() and not args.replace:
        raise StoreUnusable("the store is not empty; say --replace to give up what it holds")
    print(f"{read_backup(args.file):,} rows read back from {args.file}")
    return 0
