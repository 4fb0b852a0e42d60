"""A map of our own: the window, its projection, what is drawn in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.web.worldmap import (
    CLOSEST,
    FINENESS,
    HEIGHT,
    MOST_CHARACTERS,
    WIDTH,
    draw_coast,
    window_around,
)

POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
LONDON, PARIS, NEW_YORK, TOKYO = (-0.13, 51.51), (2.35, 48.86), (-74.0, 40.7), (139.7, 35.7)


def test_one_place_has_its_surroundings_and_stands_in_the_middle() -> None:
    window = window_around([LONDON])
    assert window.north - window.south == pytest.approx(CLOSEST)
    x, y = window.place(*LONDON)
    assert abs(x - WIDTH / 2) < 4
    assert abs(y - HEIGHT / 2) < 4
    assert window.height == HEIGHT


def test_places_far_apart_are_drawn_on_the_world() -> None:
    assert window_around([NEW_YORK, TOKYO]).is_world
    assert not window_around([LONDON, PARIS]).is_world


@given(st.lists(POINTS, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_every_place_lies_in_its_window(points: list[tuple[float, float]]) -> None:
    window = window_around(points)
    assert window.east - window.west <= 360.001
    assert window.west >= -180.001
    assert window.east <= 180.001
    assert 40 <= window.height <= HEIGHT + 1
    if window.is_world:
        return
    for point in points:
        x, y = window.place(*point)
        assert -0.5 <= x <= WIDTH + 0.5
        assert -0.5 <= y <= window.height + 0.5


@pytest.mark.parametrize(
    "points",
    [[LONDON], [LONDON, PARIS], [(23.7, 38.0)], [(5.3, 60.4), (25.0, 70.0)], [NEW_YORK, TOKYO], [(178.4, -18.1)], [(0.0, 89.0)], [(-122.0, 37.0), NEW_YORK]],
)  # fmt: skip
def test_a_drawing_is_small_and_stays_about_its_window(points: list[tuple[float, float]]) -> None:
    window = window_around(points)
    coast = draw_coast(window)
    assert 0 < len(coast.land) + len(coast.borders) <= MOST_CHARACTERS
    assert re.fullmatch(r"(?:M-?\d+ -?\d+l(?:-?\d+ -?\d+ ?)+z)*", coast.land)
    for x, y in re.findall(r"M(-?\d+) (-?\d+)", coast.land):
        assert -WIDTH * FINENESS * 0.3 <= int(x) <= WIDTH * FINENESS * 1.3
        assert -HEIGHT * FINENESS * 0.3 <= int(y) <= HEIGHT * FINENESS * 1.3


def is_land(longitude: float, latitude: float) -> bool:
    """Whether a point lies inside the drawn land: an odd number of edges to its right."""
    window = window_around([(longitude, latitude)])
    px, py = (v * FINENESS for v in window.place(longitude, latitude))
    crossings = 0
    for start_x, start_y, steps in re.findall(r"M(-?\d+) (-?\d+)l([^z]+)z", draw_coast(window).land):
        numbers = [int(n) for n in steps.split()]
        points = [(int(start_x), int(start_y))]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
            if (ay > py) != (by > py) and px < ax + (py - ay) * (bx - ax) / (by - ay):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("point", "land"),
    [
        ((2.35, 48.86), True),  # Paris
        ((-98.0, 39.0), True),  # Kansas
        ((134.0, -25.0), True),  # the middle of Australia
        ((-30.0, 45.0), False),  # the Atlantic
        ((51.0, 41.5), False),  # the Caspian, a hole in the land
        ((3.0, 56.0), False),  # the North Sea
    ],
)
def test_the_drawing_knows_land_from_sea(point: tuple[float, float], land: bool) -> None:
    assert is_land(*point) is land
