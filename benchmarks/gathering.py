"""Gathering: every raw feed of the corpus over loopback HTTP, twice, beside `reader` on the same feeds in the same run.

    python -m benchmarks.gathering [--multiply N]

CPU seconds are user + system of the whole process with its children, as the kernel counts them. `start` is what the
process takes to start and find nothing to do, so that both figures can be compared with and without it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.replay import Replay, replay
from rich.console import Console
from rich.table import Table

READER = """
import sys, warnings
warnings.simplefilter("ignore")
from reader import make_reader
reader = make_reader(sys.argv[1])
if sys.argv[2] == "add":
    for url in open(sys.argv[3]).read().split():
        reader.add_feed(url, exist_ok=True)
elif sys.argv[2] == "first":
    list(reader.update_feeds_iter(workers=10))
elif sys.argv[2] == "second":
    list(reader.update_feeds_iter(workers=10, scheduled=False))
"""
OURS = ("DATABASE_URL", "NEWSSTAND_DATA", "NEWSSTAND_CLOCK")


def measure(data: Path, *, multiply: int = 1, peer: bool = True) -> dict[str, Any]:
    """Both readers' figures on the corpus's feeds, `multiply` copies of each; {} where the corpus is not there."""
    if not (data / "feeds").exists():
        return {}
    folder = Path(tempfile.mkdtemp(prefix="newsstand-bench-"))
    try:
        with replay(data, multiply=multiply) as server:
            ours = gather_with_newsstand(server, folder)
            figures = {"feeds": len(server.urls), "newsstand": ours}
            if peer:
                figures["reader"] = gather_with_reader(server, folder)
                figures["ratios"] = ratios(ours, figures["reader"])
        return figures
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def gather_with_newsstand(server: Replay, folder: Path) -> dict[str, Any]:
    """`newsstand gather --once --feeds-only` on a new store, then again a day later by its clock."""
    data = folder / "ours"
    environment = {name: value for name, value in os.environ.items() if name not in OURS} | {
        "NEWSSTAND_DATA": str(data),
        "NEWSSTAND_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSSTAND_CONTACT": "bench@newsstand.example",
    }
    command = [sys.executable, "-m", "newsstand"]
    take_in = [sys.executable, "-m", "benchmarks.take_in", str(folder / "urls")]
    (folder / "urls").write_text("\n".join(server.urls))
    run([*command, "manage", "check"], environment)
    run(take_in, environment)
    gather = [*command, "gather", "--once", "--feeds-only"]
    figures: dict[str, Any] = {}
    figures["first"] = run(gather, environment)
    stored = rows(data)
    figures["start"] = run(gather, environment)  # nothing is due
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86_400 * 8))
    before = server.counts()
    figures["second"] = run(gather, {**environment, "NEWSSTAND_CLOCK": f"{later};speed=1"})
    after = server.counts()
    figures["answers to the second"] = {
        k: after[k] - before.get(k, 0) for k in after if k.startswith("feed ")
    }
    figures["rows changed by the second"] = sum(a != b for a, b in zip(stored, rows(data), strict=True))
    figures |= outcomes(data)
    return figures


def gather_with_reader(server: Replay, folder: Path) -> dict[str, Any]:
    """`reader` with ten workers, then again without its schedule."""
    urls, store = folder / "urls", folder / "reader.sqlite"
    command = [sys.executable, "-c", READER, str(store)]
    urls.write_text("\n".join(server.plain_urls))  # it resolves no name under localhost
    run([*command, "add", str(urls)], dict(os.environ))
    figures: dict[str, Any] = {
        "start": run([*command, "nothing"], dict(os.environ)),
        "first": run([*command, "first"], dict(os.environ)),
        "second": run([*command, "second"], dict(os.environ)),
    }
    with sqlite3.connect(store) as rows_:
        figures["entries"] = rows_.execute("SELECT count(*) FROM entries").fetchone()[0]
    return figures


def ratios(ours: dict[str, Any], peer: dict[str, Any]) -> dict[str, float]:
    """Our CPU seconds over the peer's, with and without what each takes to start."""
    out = {}
    for which in ("first", "second"):
        a, b = ours[which]["cpu"], peer[which]["cpu"]
        out[which] = round(a / b, 3)
        net = (a - ours["start"]["cpu"]) / max(1e-9, b - peer["start"]["cpu"])
        out[f"{which} without the start"] = round(max(0.0, net), 3)
    return out


def run(command: Sequence[str], environment: dict[str, str]) -> dict[str, float]:
    """CPU and wall seconds of a process with its children."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} … failed:\n{done.stderr[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": round(cpu, 3), "wall": round(time.monotonic() - began, 3)}


def rows(data: Path) -> list[Any]:
    """Every row of what was gathered: feeds, entries, pages."""
    with sqlite3.connect(data / "newsstand.sqlite3") as store:
        return [
            row
            for table in ("newsroom_feed", "newsroom_entry", "newsroom_page")
            for row in store.execute(f"SELECT * FROM {table} ORDER BY 1")
        ]


def outcomes(data: Path) -> dict[str, Any]:
    """How many entries are stored, and in which state the feeds are."""
    with sqlite3.connect(data / "newsstand.sqlite3") as store:
        states = dict(store.execute("SELECT outcome, count(*) FROM newsroom_poll GROUP BY 1").fetchall())
        entries = store.execute("SELECT count(*) FROM newsroom_entry").fetchone()[0]
        twice = store.execute(
            "SELECT count(*) FROM (SELECT 1 FROM newsroom_entry GROUP BY feed_id, key HAVING count(*) > 1)"
        ).fetchone()[0]
    return {"states after the second": states, "entries": entries, "entries stored twice": twice}


def print_figures(figures: dict[str, Any]) -> None:
    """Both side by side, with the ratios."""
    ours, peer = figures["newsstand"], figures.get("reader", {})
    table = Table(title=f"Gathering {figures['feeds']:,} feeds, CPU seconds of the whole process")
    for name in ("", "newsstand", "reader", "ratio", "ratio without the start"):
        table.add_column(name, justify="left" if not name else "right")
    for which in ("first", "second", "start"):
        found = figures.get("ratios", {})
        table.add_row(
            {"start": "start alone"}.get(which, f"{which} run"),
            f"{ours[which]['cpu']:.2f}",
            f"{peer[which]['cpu']:.2f}" if peer else "",
            str(found.get(which, "")),
            str(found.get(f"{which} without the start", "")),
        )
    Console().print(table)
    print(json.dumps(figures, indent=1))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--multiply", type=int, default=1, help="how many copies of each feed")
    parser.add_argument("--alone", action="store_true", help="without the peer, which takes its time")
    args = parser.parse_args()
    data = os.environ.get("NEWSSTAND_BENCH_DATA")
    if not data:
        print("NEWSSTAND_BENCH_DATA names no folder: nothing to measure on", file=sys.stderr)
        return 0
    print_figures(measure(Path(data), multiply=args.multiply, peer=not args.alone))
    return 0


if __name__ == "__main__":
    sys.exit(main())
