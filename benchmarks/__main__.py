"""`make bench`: every measurement on the corpora that `NEWSSTAND_BENCH_DATA` names, held against the floors.

    python -m benchmarks [NAME …]

A figure below its floor in `floors.json` fails the run; floors only rise.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console

NAMES = (
    "feed_parsing",
    "gathering",
    "extraction",
    "grouping",
    "briefs",
    "for_you",
    "front_pages",
    "serving",
    "closing",
)
FLOORS = Path(__file__).with_name("floors.json")


def main() -> int:
    """Measure what is named, or all; 1 where a figure fell below its floor."""
    names = sys.argv[1:] or NAMES
    if unknown := [name for name in names if name not in NAMES]:
        print(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    folder = os.environ.get("NEWSSTAND_BENCH_DATA")
    if not folder or not Path(folder).is_dir():
        print("NEWSSTAND_BENCH_DATA names no folder with the corpora: nothing to measure on.")
        return 0
    console = Console()
    fallen: list[str] = []
    for name in names:
        console.rule(name.replace("_", " "))
        began = time.monotonic()
        figures = import_module(f"benchmarks.{name}").measure(Path(folder))
        console.print_json(json.dumps(figures, default=str))
        console.print(f"{time.monotonic() - began:.0f} s")
        fallen += below(figures, json.loads(FLOORS.read_text()).get(name, {}), name)
    for line in fallen:
        console.print(f"[red]{line}")
    return 1 if fallen else 0


def below(figures: Any, floors: dict[str, Any], place: str) -> list[str]:
    """What lies under its floor, or over its ceiling where the floor is {"most": …}; missing figures count."""
    out: list[str] = []
    for name, floor in floors.items():
        found = figures.get(name) if isinstance(figures, dict) else None
        here = f"{place}.{name}"
        if isinstance(floor, dict) and set(floor) == {"most"}:
            if not isinstance(found, (int, float)) or found > floor["most"]:
                out.append(f"{here} is {found}, above {floor['most']}")
        elif isinstance(floor, dict):
            out += below(found or {}, floor, here)
        elif not isinstance(found, (int, float)) or found < floor:
            out.append(f"{here} is {found}, below {floor}")
    return out


if __name__ == "__main__":
    sys.exit(main())
