"""How prominently front pages show a story: the measure of the score and of the story's curve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import log2

from newsstand.model import Sighting
from newsstand.rank.lead.settings import LeadSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the front pages made of a story at one moment.

    pages:      independent front pages that showed it: one owner's count as one
    best_place: None where no page showed it
    prominence: 0 where none did; the first place of one page, long held and large, is 0.63
    """

    pages: int
    best_place: int | None
    prominence: float


def shown_at(sightings: Iterable[Sighting], at: datetime, settings: LeadSettings) -> Shown:
    """A story's prominence on the front pages at `at`: the sum of what its best place on each owner's pages is worth.

    A place is worth 1/log2(2 + place), less where it was taken only just and where the teaser is small.
    """
    pages: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        pages[sighting.publisher].append(sighting)
    best: dict[str, float] = {}
    places = []
    for seen in pages.values():
        if then := _shown_then(seen, at, settings):
            voice = then.owner or then.publisher
            best[voice] = max(best.get(voice, 0.0), _worth(then, at, settings))
            places.append(then.place)
    return Shown(pages=len(best), best_place=min(places, default=None), prominence=sum(best.values()))


def _shown_then(seen: list[Sighting], at: datetime, settings: LeadSettings) -> Sighting | None:
    """The sighting of one page that held at `at`: the last until then, or a later one that says so of itself."""
    until = [s for s in seen if s.seen_at <= at]
    if until:
        last = max(until, key=lambda s: (s.seen_at, -s.place))
        if last.seen_at >= at - settings.sighting_age and (last.left_at is None or last.left_at > at):
            return last
    later = [s for s in seen if s.seen_at > at and (s.first_seen_at is None or s.first_seen_at <= at)]
    return min(later, key=lambda s: (s.seen_at, s.place), default=None)


def _worth(sighting: Sighting, at: datetime, settings: LeadSettings) -> float:
    worth = (1 - settings.small * (1 - sighting.size)) / log2(2 + sighting.place)
    if sighting.first_seen_at is not None:
        stood = max(0.0, (at - sighting.first_seen_at) / settings.settles)
        worth *= 1 - settings.fresh_place * 0.5**stood
    return worth
