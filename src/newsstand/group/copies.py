"""Copies: which earlier report's text an article carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsstand.group.sketch import Sketch
from newsstand.group.window import Window

LEAST_SHARE = 0.4
LEAST_TAKEN_IN = 0.75
"""Share of the earlier text that makes a longer one its copy; less is a quotation, of a speech or a press release."""
LEAST_SHARE_AT_HOME = 0.7
"""Reports of one source share its furniture (sidebars, biographies, calls to subscribe); a new version shares nearly all."""
FURNITURE = 3
"""Earlier texts of one source in which a run of words makes it furniture."""
LEAST_PRINTS = 20
"""Fingerprints, one in eight: about 160 runs of words."""
FORMULAE = 12
"""Reports in which a run of words makes it a formula of the trade (a footer, a disclaimer), not a sign of a copy."""
_SAMPLE = 4


class CopyIndex:
    """Which fingerprints stand in which of the last reports; one in four of the kept ones is enough to find them."""

    def __init__(self) -> None:
        self._places: dict[
            int, int | list[int]
        ] = {}  # most stand in one report only: a bare number is smaller

    def add(self, number: int, sketch: Sketch) -> None:
        """Remember a report's fingerprints."""
        for value in _sampled(sketch.prints):
            places = self._places.get(value)
            if places is None:
                self._places[value] = number
            elif isinstance(places, list):
                places.append(number)
            else:
                self._places[value] = [places, number]

    def forget(self, number: int, sketch: Sketch) -> None:
        """Forget the oldest report."""
        for value in _sampled(sketch.prints):
            places = self._places[value]
            if not isinstance(places, list) or len(places) == 1:
                del self._places[value]
            else:
                places.remove(number)

    def of(self, value: int) -> list[int]:
        """The numbers of the reports in which a fingerprint stands, in the order of arrival."""
        places = self._places.get(value, [])
        return places if isinstance(places, list) else [places]

    def suspects(self, sketch: Sketch) -> list[int]:
        """The numbers of reports that may hold this one's text, the likeliest first, then the earliest."""
        counts: Counter[int] = Counter()
        for value in _sampled(sketch.prints):
            places = self.of(value)
            if len(places) < FORMULAE:
                counts.update(places)
        return [n for n, c in sorted(counts.items(), key=lambda i: (-i[1], i[0]))[:8] if c >= 2]


def _sampled(prints: Iterable[int]) -> list[int]:
    return [p for p in prints if p % (8 * _SAMPLE) == 0]


def carried(sketch: Sketch, window: Window, index: CopyIndex) -> tuple[float, int] | None:
    """How much of the shorter text is shared with the report that this one copies, and its number; None for no copy."""
    best: tuple[float, int] | None = None
    for number in index.suspects(sketch):
        share = _share(sketch, window[number], _furniture_of(sketch, window, index))
        if share is not None and (best is None or (share, -number) > (best[0], -best[1])):
            best = share, number
    return best


def _furniture_of(sketch: Sketch, window: Window, index: CopyIndex) -> float:
    """Which part of a text's findable fingerprints stand in several texts of its own source: its furniture."""
    found = [index.of(value) for value in _sampled(sketch.prints)]
    return sum(
        sum(window[n].source == sketch.source for n in places[-2 * FURNITURE :]) >= FURNITURE
        for places in found
    ) / max(1, len(found))


def _share(later: Sketch, earlier: Sketch, furniture: float) -> float | None:
    """How much of the later text stands in the earlier, or the other way round where it took in nearly all of it."""
    one, other = frozenset(later.prints), frozenset(earlier.prints)
    shared = len(one & other)
    least = LEAST_SHARE
    if later.source == earlier.source != "":
        shared -= round(furniture * len(one))
        least = LEAST_SHARE_AT_HOME
    if shared < LEAST_PRINTS:
        return None
    of_later, of_earlier = shared / len(one), shared / len(other)
    if of_later >= least:
        return min(of_later, 1.0)
    return min(of_earlier, 1.0) if of_earlier >= LEAST_TAKEN_IN else None
