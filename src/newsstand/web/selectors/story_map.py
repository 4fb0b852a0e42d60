"""Where a story happens, drawn: its places on a map cut to their surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from newsstand.web.languages import listed
from newsstand.web.selectors.topics import Place
from newsstand.web.worldmap import WIDTH, Coast, draw_coast, window_around

LEAST_WEIGHT = 0.2
"""Weight of the weightiest place from which a map is worth its room."""
LEAST_SHARE = 0.3
"""And of any other, as a share of that one's."""
MOST_PLACES = 8
LETTER, LINE, GAP = 6.6, 12, 6

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in the drawing; `label` is False where there is no room for its name."""

    place: Place
    x: int
    y: int
    label_x: int = 0
    label_y: int = 0
    anchor: Anchor = "start"
    label: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMap:
    """Coasts, borders and spots in a drawing of `width` by `height` units."""

    width: int
    height: int
    coast: Coast
    spots: tuple[Spot, ...]
    is_world: bool

    @property
    def names(self) -> str:
        """The places in words."""
        return listed(s.place.name for s in self.spots)


def story_map(places: Sequence[Place]) -> StoryMap | None:
    """A map of a story's places, the weightiest first; None where none of them has weight enough."""
    known = [p for p in places if abs(p.latitude) <= 90 and abs(p.longitude) <= 180]
    if not known or known[0].weight < LEAST_WEIGHT:
        return None
    shown = [p for p in known if p.weight >= LEAST_SHARE * known[0].weight][:MOST_PLACES]
    window = window_around((p.longitude, p.latitude) for p in shown)
    spots: list[Spot] = []
    taken: list[tuple[float, float, float, float]] = []
    points = [window.place(p.longitude, p.latitude) for p in shown]
    taken += [(x - 4, y - 4, x + 4, y + 4) for x, y in points]
    for own, (place, (x, y)) in enumerate(zip(shown, points, strict=True)):
        spots.append(_labelled(place, x, y, taken, own, window.height))
    return StoryMap(
        width=WIDTH,
        height=window.height,
        coast=draw_coast(window),
        spots=tuple(spots),
        is_world=window.is_world,
    )


def _labelled(
    place: Place,
    x: float,
    y: float,
    taken: list[tuple[float, float, float, float]],
    own: int,
    height: int,
) -> Spot:
    """The spot with its name right, left, above or below it, wherever nothing stands yet."""
    wide = len(place.name) * LETTER
    tries: tuple[tuple[Anchor, float, float], ...] = (
        ("start", x + GAP, y + 4),
        ("end", x - GAP, y + 4),
        ("middle", x, y - GAP - 2),
        ("middle", x, y + GAP + 11),
    )
    for anchor, label_x, label_y in tries:
        west = label_x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        box = (west, label_y - LINE + 2, west + wide, label_y + 2)
        others = [b for n, b in enumerate(taken) if n != own]
        if box[0] < 3 or box[2] > WIDTH - 3 or box[1] < 3 or box[3] > height - 3:
            continue
        if any(_overlap(box, b) for b in others):
            continue
        taken.append(box)
        return Spot(
            place=place, x=round(x), y=round(y), label_x=round(label_x), label_y=round(label_y), anchor=anchor, label=True
        )  # fmt: skip
    return Spot(place=place, x=round(x), y=round(y))


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
