"""`newsstand backup FILE`: the whole store in one file."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after the command."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="the file to write; an older one is replaced when it is whole"
    )


def run(args: argparse.Namespace) -> int:
    """Write the backup, and say how large it is."""
    from newsstand.site.wiring import open_store

    open_store()
    from newsstand.newsroom.backup import write_backup

    rows = write_backup(args.file)
    print(f"{rows:,} rows in {args.file} ({args.file.stat().st_size / 1e6:,.1f} MB)")
    return 0
