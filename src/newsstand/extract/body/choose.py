"""Which lines are the article: a sum of weighed evidence, each part of which can be shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from newsstand.extract.body.evidence import Evidence
from newsstand.extract.body.lines import Line
from newsstand.model import Reason

CUT = -0.3
"""Lines whose sum is above it are in; measured on pages whose bodies are known."""


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """How much each kind of evidence counts, fitted by logistic regression on pages whose bodies are known."""
    table: dict[str, float] = json.loads((files(__package__) / "weights.json").read_text("utf-8"))
    return table


def score(row: Evidence) -> float:
    """The sum of the evidence, each part times its weight."""
    table = weights()
    return sum(table.get(name, 0.0) * value for name, value in row.items())


def reasons_for(row: Evidence) -> tuple[Reason, ...]:
    """The parts of a line's score, the strongest first."""
    parts = [
        Reason(name=name, value=weights().get(name, 0.0) * value) for name, value in row.items() if value
    ]
    return tuple(sorted((p for p in parts if p.value), key=lambda p: -abs(p.value)))


def choose(lines: Sequence[Line], rows: Sequence[Evidence]) -> list[bool]:
    """For each line whether it is part of the body."""
    keep = [score(row) > CUT and not row.get("headline") for row in rows]
    return _without_loose_headings(lines, keep)


def _without_loose_headings(lines: Sequence[Line], keep: list[bool]) -> list[bool]:
    """A heading is kept only where something that it heads is kept before the next heading of its rank or a gap."""
    kept = list(keep)
    following: int | None = None
    for n in range(len(lines) - 1, -1, -1):
        if not kept[n]:
            continue
        if lines[n].kind == "heading" and following is None:
            kept[n] = False
            continue
        following = n
    return kept
