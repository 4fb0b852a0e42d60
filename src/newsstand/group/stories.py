"""Stories as they stand: how many of the remembered reports each has, and which words their headlines use."""

from __future__ import annotations

from collections import Counter
from math import sqrt

from newsstand.group.pairs import Weighed
from newsstand.group.sketch import Sketch
from newsstand.group.window import Window


class Stories:
    """The stories of the remembered reports; one whose reports are all forgotten is forgotten too."""

    def __init__(self) -> None:
        self._sizes: Counter[str] = Counter()
        self._headlines: dict[str, Counter[str]] = {}

    def join(self, story: str, sketch: Sketch) -> None:
        """Count a report in."""
        self._sizes[story] += 1
        self._headlines.setdefault(story, Counter()).update(sketch.title)

    def leave(self, story: str, sketch: Sketch) -> None:
        """Count a forgotten report out."""
        self._sizes[story] -= 1
        if not self._sizes[story]:
            del self._sizes[story], self._headlines[story]
            return
        headlines = self._headlines[story]
        for word in sketch.title:
            headlines[word] -= 1
            if not headlines[word]:
                del headlines[word]

    def size(self, story: str) -> int:
        """How many remembered reports a story has."""
        return self._sizes[story]

    def headline_likeness(self, me: Weighed, story: str, window: Window) -> float:
        """How near a report's headline is to the mean of the story's headlines, 0 to 1 (a cosine by rarity)."""
        counts, size = self._headlines[story], self._sizes[story]
        shared = [w for w in me.title if w in counts]
        if not shared:
            return 0.0
        words = sorted(counts)  # a sum of floats depends on its order, and a restored story has another one
        rare = window.words.of(words, window.total)
        whole = sum([(r * counts[w] / size) ** 2 for w, r in zip(words, rare, strict=True)])
        mine = sum([r * r for r in me.title.values()])
        return sum([me.title[w] ** 2 * counts[w] / size for w in shared]) / sqrt(whole * mine)
