"""Draws src/newsstand/web/world.json anew: `python tools/make_world.py <folder of npm's world-atlas>`.

The land and the borders are Natural Earth's at 1:50m, as world-atlas 2.0.2 packs them, thinned to what a small map shows.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "newsstand" / "web" / "world.json"
TOLERANCE = 0.035  # degrees that a line may be off
SMALLEST = 0.08  # degrees across that an island needs
UNITS = 100  # whole numbers a degree
ABOUT = (
    "Land and borders: Natural Earth 1:50m (naturalearthdata.com), public domain, by way of world-atlas 2.0.2 "
    "(Copyright 2013-2019 Michael Bostock, ISC licence); "
    "thinned. Whole hundredths of a degree east and north: the first point, then steps."
)
Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Every line of a TopoJSON file in degrees."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + tx, y * ky + ty))
        found.append(line)
    return found


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """The rings of a geometry as lists of arcs."""
    if geometry["type"] == "GeometryCollection":
        return [ring for part in geometry["geometries"] for ring in rings_of(part)]
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["arcs"] for ring in polygon]
    return []


def joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; a negative number is a line walked backwards."""
    found: list[Point] = []
    for number in ring:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += line if not found else line[1:]
    return found


def thinned(line: list[Point]) -> list[Point]:
    """Douglas and Peucker's line: no point that is left out lies further than TOLERANCE off."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        length = math.hypot(bx - ax, by - ay)
        far, at = 0.0, -1
        for i in range(first + 1, last):
            x, y = line[i]
            off = (
                abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
                if length
                else math.hypot(x - ax, y - ay)
            )
            if off > far:
                far, at = off, i
        if far > TOLERANCE:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def steps_of(line: list[Point]) -> list[int]:
    """A line as whole numbers: the first point, then steps."""
    found: list[int] = []
    px = py = 0
    for x, y in line:
        qx, qy = round(x * UNITS), round(y * UNITS)
        if not found or (qx, qy) != (px, py):
            found += [qx - px, qy - py]
        px, py = qx, qy
    return found


def is_seen(line: list[Point]) -> bool:
    """Whether an island is large enough to be drawn."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALLEST


def main(folder: Path) -> None:
    """Write the package's file."""
    land = json.loads((folder / "land-50m.json").read_text())
    countries = json.loads((folder / "countries-50m.json").read_text())
    arcs = arcs_of(land)
    rings = [joined(ring, arcs) for ring in rings_of(land["objects"]["land"])]
    shapes = [steps for ring in rings if is_seen(ring) and len(steps := steps_of(thinned(ring))) > 6]
    used: dict[int, int] = {}
    for country in countries["objects"]["countries"]["geometries"]:
        for ring in rings_of(country):
            for number in ring:
                key = number if number >= 0 else ~number
                used[key] = used.get(key, 0) + 1
    lines = arcs_of(countries)
    borders = [steps_of(thinned(lines[key])) for key, times in sorted(used.items()) if times > 1]
    world = {"about": ABOUT, "units": UNITS, "land": shapes, "borders": [b for b in borders if len(b) > 2]}
    TARGET.write_text(json.dumps(world, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
