"""Newsstand as its operator runs it: a process of its own, on a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a process, with nothing of the tests' own settings."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("NEWSSTAND_", "DATABASE_URL", "DJANGO_"))
    }
    return {**kept, "NEWSSTAND_DATA": str(data), "COLUMNS": "200", **more}


def newsstand(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "newsstand", *words],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
