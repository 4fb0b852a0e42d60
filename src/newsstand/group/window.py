"""The window: the last reports, and which words stand in which of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from math import log

from newsstand.group.sketch import Sketch

PRIOR = 500
"""Reports without any known word that are thought to stand before the first, so that a young window weighs words sanely."""

MOST_POSTINGS = 4_000
"""Places looked at to find whom to compare with, the rarest words first."""


class Window:
    """The last `limit` sketches in order of arrival; everything it answers follows from them alone."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._sketches: deque[Sketch] = deque()
        self._first = 0  # the number of the oldest report kept
        self._frequency: dict[str, int] = {}
        self._postings: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._sketches)

    def __getitem__(self, number: int) -> Sketch:
        return self._sketches[number - self._first]

    def add(self, sketch: Sketch) -> tuple[int, tuple[int, Sketch] | None]:
        """Remember a sketch: its number, and the one that had to be forgotten for it."""
        number = self._first + len(self._sketches)
        self._sketches.append(sketch)
        for word in sketch.terms:
            self._frequency[word] = self._frequency.get(word, 0) + 1
            self._postings.setdefault(word, []).append(number)
        if len(self._sketches) <= self._limit:
            return number, None
        return number, self._forget()

    def _forget(self) -> tuple[int, Sketch]:
        number, sketch = self._first, self._sketches.popleft()
        self._first += 1
        for word in sketch.terms:
            left = self._frequency[word] - 1
            if left == 0:
                del self._frequency[word], self._postings[word]
                continue
            self._frequency[word] = left
            postings = self._postings[word]
            if len(postings) > 2 * left + 8:
                self._postings[word] = postings[-left:]
        return number, sketch

    def rarity(self, words: Iterable[str]) -> list[float]:
        """How much each word tells: the logarithm of one over the share of reports that have it."""
        total = log(len(self._sketches) + PRIOR)
        frequency = self._frequency
        return [total - log(frequency.get(w, 0) + 1) for w in words]

    def nearest(self, sketch: Sketch, most: int) -> list[int]:
        """The numbers of the reports that share most of what tells most, best first."""
        weighed = sorted(
            (
                (r * w, word)
                for r, w, word in zip(self.rarity(sketch.terms), sketch.weights, sketch.terms, strict=True)
            ),
            key=lambda v: (-v[0], v[1]),
        )[:60]
        listed = sorted(
            ((self._frequency[word], word, weight) for weight, word in weighed if word in self._frequency),
        )
        scores: dict[int, float] = {}
        looked = 0
        for frequency, word, weight in listed:
            looked += frequency
            if looked > MOST_POSTINGS and scores:
                break
            for number in self._postings[word][-frequency:]:
                scores[number] = scores.get(number, 0.0) + weight
        best = sorted(scores.items(), key=lambda s: (-s[1], -s[0]))[:most]
        return [number for number, _ in best]
