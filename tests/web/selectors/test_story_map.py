from __future__ import annotations

import pytest

from newsstand.web.selectors.story_map import LEAST_WEIGHT, MOST_PLACES, story_map
from newsstand.web.selectors.topics import Place
from newsstand.web.worldmap import WIDTH


def place(name: str, latitude: float, longitude: float, weight: float = 0.5) -> Place:
    return Place(
        slug=name.lower(), name=name, country="GB", latitude=latitude, longitude=longitude, weight=weight
    )


def test_no_map_where_no_place_matters() -> None:
    assert story_map([]) is None
    assert story_map([place("Leeds", 53.8, -1.5, LEAST_WEIGHT - 0.01)]) is None
    assert story_map([place("Nowhere", 953.8, -1.5)]) is None


def test_places_of_little_weight_stay_off_the_map() -> None:
    drawn = story_map([place("Leeds", 53.8, -1.5, 0.9), place("Lima", -12.0, -77.0, 0.1)])
    assert drawn
    assert drawn.names == "Leeds"
    assert not drawn.is_world


def test_names_stand_apart_from_each_other_and_inside() -> None:
    near = [place(f"Little Town {n}", 51.5 + n / 20, -0.1 + n / 20) for n in range(MOST_PLACES + 4)]
    drawn = story_map(near)
    assert drawn
    assert len(drawn.spots) == MOST_PLACES
    labelled = [s for s in drawn.spots if s.label]
    assert labelled
    rows = sorted((s.label_y, s.label_x) for s in labelled)
    assert len(rows) == len(set(rows))
    assert all(0 <= s.label_x <= WIDTH for s in labelled)


@pytest.mark.parametrize("longitude", [-179.9, 179.9])
def test_the_edge_of_the_world_is_no_edge_of_the_page(longitude: float) -> None:
    drawn = story_map([place("Suva", -18.1, longitude)])
    assert drawn
    (spot,) = drawn.spots
    assert 0 <= spot.x <= WIDTH
    assert spot.label
