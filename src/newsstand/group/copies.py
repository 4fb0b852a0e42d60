"""Copies: which earlier report's text an article carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsstand.group.sketch import Sketch
from newsstand.text.fingerprints import containment

LEAST_SHARE = 0.4
LEAST_PRINTS = 20
"""Fingerprints, one in eight: about 160 runs of words."""
FORMULAE = 12
"""Reports in which a run of words makes it a formula of the trade (a footer, a disclaimer), not a sign of a copy."""
_SAMPLE = 4


class CopyIndex:
    """Which fingerprints stand in which of the last reports; one in four of the kept ones is enough to find them."""

    def __init__(self) -> None:
        self._places: dict[int, int | list[int]] = {}  # most stand in one report only: a bare number is smaller

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


def shared_text(later: Sketch, earlier: Sketch) -> float | None:
    """How much of the shorter text stands in the other, None where that makes no copy."""
    one, other = frozenset(later.prints), frozenset(earlier.prints)
    if len(one & other) < LEAST_PRINTS:
        return None
    share = max(containment(one, other), containment(other, one))
    return share if share >= LEAST_SHARE else None
