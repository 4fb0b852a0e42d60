"""The window: the last reports, and which words stand in which of them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from heapq import nlargest
from math import log
from operator import mul

from newsstand.group.sketch import Sketch

PRIOR = 500
"""Reports without any known word that are thought to stand before the first, so that a young window weighs words sanely."""

MOST_POSTINGS = 2_000
"""Places looked at to find whom to compare with, the rarest words first."""

ASKED = 40
"""Words of a report, the strongest, by which its neighbours are found."""


FADE = 10.0
"""Days after which a report is half as likely to be asked whether it tells of the same event."""


def days_apart(one: Sketch, other: Sketch) -> float:
    """Days between two reports; half a day where one of them has no date."""
    return 0.5 if one.day is None or other.day is None else abs(one.day - other.day)


class _Logs(dict[str, float]):
    def __missing__(self, word: str) -> float:
        return 0.0


class Rarity:
    """In how many of the remembered reports each word stands, and how much that makes it tell."""

    def __init__(self) -> None:
        self.frequency: dict[str, int] = {}
        self._logs = _Logs()
        self._table = [0.0]

    def add(self, words: Iterable[str]) -> None:
        """Count a report's words."""
        for word in words:
            self._set(word, self.frequency.get(word, 0) + 1)

    def forget(self, words: Iterable[str]) -> None:
        """Take a report's words off again."""
        for word in words:
            self._set(word, self.frequency[word] - 1)

    def _set(self, word: str, count: int) -> None:
        if count == 0:
            del self.frequency[word], self._logs[word]
            return
        while len(self._table) <= count:
            self._table.append(log(len(self._table) + 1))
        self.frequency[word] = count
        self._logs[word] = self._table[count]

    def of(self, words: Iterable[str], total: float) -> list[float]:
        """The logarithm of one over the share of reports that have the word; `total` is that of all reports."""
        return [total - known for known in map(self._logs.__getitem__, words)]


class Window:
    """The last `limit` sketches in order of arrival; everything it answers follows from them alone."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._sketches: deque[Sketch] = deque()
        self._first = 0  # the number of the oldest report kept
        self.words = Rarity()
        self.names = Rarity()
        self._postings: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._sketches)

    def __getitem__(self, number: int) -> Sketch:
        return self._sketches[number - self._first]

    @property
    def total(self) -> float:
        """The logarithm of how many reports are remembered, those before the first included."""
        return log(len(self._sketches) + PRIOR)

    def add(self, sketch: Sketch) -> tuple[int, tuple[int, Sketch] | None]:
        """Remember a sketch: its number, and the one that had to be forgotten for it."""
        number = self._first + len(self._sketches)
        self._sketches.append(sketch)
        self.words.add(sketch.terms)
        self.names.add(sketch.names)
        for word in sketch.terms:
            self._postings.setdefault(word, []).append(number)
        if len(self._sketches) <= self._limit:
            return number, None
        return number, self._forget()

    def _forget(self) -> tuple[int, Sketch]:
        number, sketch = self._first, self._sketches.popleft()
        self._first += 1
        self.words.forget(sketch.terms)
        self.names.forget(sketch.names)
        for word in sketch.terms:
            left = self.words.frequency.get(word, 0)
            if left == 0:
                del self._postings[word]
            elif len(self._postings[word]) > 2 * left + 8:
                self._postings[word] = self._postings[word][-left:]
        return number, sketch

    def nearest(self, sketch: Sketch, most: int, days: float) -> list[int]:
        """The numbers of reports that share most of what tells most, none further off than `days`, likeliest first."""
        likely: list[tuple[float, int]] = []
        for score, number in nlargest(3 * most, [(s, n) for n, s in self._shared(sketch).items()]):
            apart = days_apart(sketch, self[number])
            if apart <= days:
                likely.append((-score / (1 + apart / FADE), -number))
        return [-number for _, number in sorted(likely)[:most]]

    def _shared(self, sketch: Sketch) -> dict[int, float]:
        """What the reports that share the strongest words share of them, by their numbers."""
        known = self.words.frequency
        weighed = zip(
            map(mul, self.words.of(sketch.terms, self.total), sketch.weights), sketch.terms, strict=True
        )
        telling = nlargest(ASKED, [pair for pair in weighed if pair[1] in known])
        asked = [(known[word], word, weight) for weight, word in telling]
        scores: defaultdict[int, float] = defaultdict(float)
        looked = 0
        for frequency, word, weight in sorted(asked):
            looked += frequency
            if looked > MOST_POSTINGS and scores:
                break
            for number in self._postings[word][-frequency:]:
                scores[number] += weight
        return scores
