"""A map of our own: coasts and borders around some places, as paths that a page can draw without a script or a tile.

Plate carrée with its true scale at the middle of the window (P. Snyder, Map Projections, 1987, section 12).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

WIDTH, HEIGHT = 320, 220
FINENESS = 4
"""Steps of a path in one unit of the drawing."""
CLOSEST = 8.0
"""Degrees from the upper to the lower edge, at the least: the coast is no finer."""
WORLD = 75.0
"""Degrees from which the whole world is drawn."""
AROUND = 1.7
"""How much more than the places themselves is shown."""
MOST_CHARACTERS = 14_000
"""Of the paths together; a denser coast is drawn with longer steps."""

_NORTH, _SOUTH = 80.0, -56.0  # of the world as a whole: where people live
_BEYOND = 0.04  # share of the window that is drawn outside it, so that no cut edge is seen

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """What part of the world is drawn, in degrees, and how many units a degree north has."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> float:
        """What a degree east measures of a degree north."""
        if self.is_world:
            return 1.0
        return max(0.1, math.cos(math.radians((self.north + self.south) / 2)))

    @property
    def is_world(self) -> bool:
        """Whether all of the world is drawn."""
        return self.east - self.west >= 360

    @property
    def scale(self) -> float:
        """Units a degree north."""
        return WIDTH / ((self.east - self.west) * self.middle)

    @property
    def height(self) -> int:
        """Units of the drawing from top to bottom."""
        return round((self.north - self.south) * self.scale)

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a point stands in the drawing."""
        return (longitude - self.west) * self.middle * self.scale, (self.north - latitude) * self.scale


@dataclass(frozen=True, slots=True)
class Coast:
    """Paths in steps of 1/FINENESS of a unit."""

    land: str
    borders: str


@dataclass(frozen=True, slots=True)
class _World:
    land: tuple[tuple[Point, ...], ...]
    borders: tuple[tuple[Point, ...], ...]
    boxes: tuple[tuple[float, float, float, float], ...]


def window_around(points: Iterable[Point]) -> Window:
    """The window that shows some points (degrees east, north) with what lies around them; the world where they are far apart."""
    given = list(points)
    xs, ys = [x for x, _ in given], [y for _, y in given]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    narrowing = max(0.1, math.cos(math.radians(middle_y)))
    tall = max(
        CLOSEST,
        (max(ys) - min(ys)) * AROUND,
        (max(xs) - min(xs)) * narrowing * AROUND * HEIGHT / WIDTH,
    )
    if tall > WORLD:
        return Window(-180.0, _SOUTH, 180.0, _NORTH)
    tall = round(tall, 1)
    middle_y = min(max(round(middle_y, 1), -90 + tall / 2), 90 - tall / 2)
    wide = tall * WIDTH / HEIGHT / max(0.1, math.cos(math.radians(middle_y)))
    if wide >= 300 or wide < (max(xs) - min(xs)) * 1.05:
        return Window(-180.0, _SOUTH, 180.0, _NORTH)
    middle_x = min(max(round(middle_x, 1), -180 + wide / 2), 180 - wide / 2)
    return Window(middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2)


@lru_cache(maxsize=256)
def draw_coast(window: Window) -> Coast:
    """Land and borders within a window."""
    step = 2.0
    while True:
        coast = _drawn(window, step)
        if len(coast.land) + len(coast.borders) <= MOST_CHARACTERS:
            return coast
        step *= 1.5


def _drawn(window: Window, step: float) -> Coast:
    world = _world()
    across, up = (window.east - window.west) * _BEYOND, (window.north - window.south) * _BEYOND
    box = (window.west - across, window.south - up, window.east + across, window.north + up)
    land = []
    for ring, (west, south, east, north) in zip(world.land, world.boxes, strict=True):
        if west > box[2] or east < box[0] or south > box[3] or north < box[1]:
            continue
        inside = west >= box[0] and east <= box[2] and south >= box[1] and north <= box[3]
        clipped = ring if inside else _clipped(ring, box)
        land.append(_path(clipped, window, step, closed=True))
    borders = [_path(run, window, step, closed=False) for line in world.borders for run in _runs(line, box)]
    return Coast("".join(land), "".join(borders))


def _path(line: Sequence[Point], window: Window, step: float, *, closed: bool) -> str:
    """A path of relative steps; "" for what would be no more than a dot."""
    found: list[tuple[int, int]] = []
    for longitude, latitude in line:
        x, y = window.place(longitude, latitude)
        point = round(x * FINENESS), round(y * FINENESS)
        if not found or abs(point[0] - found[-1][0]) + abs(point[1] - found[-1][1]) >= step:
            found.append(point)
    if len(found) < (3 if closed else 2):
        return ""
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(found)]
    return f"M{found[0][0]} {found[0][1]}l{' '.join(steps)}{'z' if closed else ''}"


def _clipped(ring: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """A ring cut at the edges of a box (Sutherland and Hodgman, 1974)."""
    found = list(ring)
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        given, found = found, []
        for a, b in zip(given, [*given[1:], *given[:1]], strict=True):
            a_in, b_in = (a[axis] - limit) * sign >= 0, (b[axis] - limit) * sign >= 0
            if a_in:
                found.append(a)
            if a_in != b_in:
                share = (limit - a[axis]) / (b[axis] - a[axis])
                found.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
    return found


def _runs(line: Sequence[Point], box: tuple[float, float, float, float]) -> Iterator[list[Point]]:
    """The parts of a line that lie in a box, each with its first point outside."""
    run: list[Point] = []
    before: Point | None = None
    for point in line:
        if box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]:
            run += [point] if run or before is None else [before, point]
        elif run:
            yield [*run, point]
            run = []
        before = point
    if run:
        yield run


@cache
def _world() -> _World:
    raw = json.loads(files(__package__).joinpath("world.json").read_text(encoding="utf-8"))
    units = raw["units"]
    land = tuple(_walked(steps, units) for steps in raw["land"])
    borders = tuple(_walked(steps, units) for steps in raw["borders"])
    boxes = tuple(
        (min(x for x, _ in r), min(y for _, y in r), max(x for x, _ in r), max(y for _, y in r)) for r in land
    )
    return _World(land, borders, boxes)


def _walked(steps: Sequence[int], units: int) -> tuple[Point, ...]:
    found = []
    x = y = 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / units, y / units))
    return tuple(found)
