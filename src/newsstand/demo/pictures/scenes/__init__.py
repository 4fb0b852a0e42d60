"""What the demo can draw, by name."""

from __future__ import annotations

from collections.abc import Callable

from newsstand.demo.pictures.scenes import buildings, land, rooms, sky_and_water, town
from newsstand.demo.pictures.sheet import Sheet

SCENES: dict[str, Callable[[Sheet], None]] = {
    "sea": sky_and_water.sea,
    "storm": sky_and_water.storm,
    "rain": sky_and_water.rain,
    "flood": sky_and_water.flood,
    "harbour": sky_and_water.harbour,
    "ship": sky_and_water.ship,
    "mountain": land.mountain,
    "field": land.field,
    "tunnel": land.tunnel,
    "train": land.train,
    "bridge": land.bridge,
    "map": land.chart_of_land,
    "street": town.street,
    "city": town.city,
    "night": town.night,
    "house": town.house,
    "office": town.office,
    "factory": town.factory,
    "hospital": town.hospital,
    "parliament": buildings.parliament,
    "court": buildings.court,
    "stadium": buildings.stadium,
    "theatre": buildings.theatre,
    "lab": rooms.lab,
    "microscope": rooms.microscope,
    "score": rooms.score,
    "battery": rooms.battery,
    "chart": rooms.chart,
    "portrait": rooms.portrait,
    "runner": rooms.runner,
}
