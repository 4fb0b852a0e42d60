"""Choosing: which passages a brief of so many words takes over, the standfirst first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from newsstand.brief.passages import Passage
from newsstand.brief.weighing import Weights, says_again, score

LEAST_SCORE = 0.25
"""Of the best sentence's score: what weighs less is left out though there were room."""


def choose(
    passages: Sequence[Passage], weights: Weights, words: int, printed: Callable[[Passage], int | None]
) -> list[Passage]:
    """Passages up to `words`, best first; `printed` says how many words one has in print, None where it may not be.

    Each next one is what adds most that was not said yet; none says again what was said.
    """
    fit = [p for p in passages if p.unfit is None and not p.hanging]
    chosen: list[Passage] = []
    left = words
    opening = _in_order(fit, weights, frozenset(), opening=True)
    while left > 0:
        candidates = opening if not chosen else _in_order(fit, weights, _said(chosen), opening=False)
        took = None
        for passage in candidates:
            if passage in chosen or says_again(passage, chosen) or (chosen and passage.words > left * 1.15):
                continue
            length = printed(passage)
            if length is None:
                fit.remove(passage)
                continue
            if chosen and length > left:
                continue
            took = passage
            left -= length
            break
        if took is None:
            break
        chosen.append(took)
        fit.remove(took)
    return chosen


def _said(chosen: Sequence[Passage]) -> frozenset[str]:
    return frozenset().union(*(p.stems for p in chosen))


def _in_order(
    fit: Sequence[Passage], weights: Weights, said: frozenset[str], *, opening: bool
) -> Iterator[Passage]:
    def worth(passage: Passage) -> float:
        if opening:
            return score(passage, weights) * (1.5 if passage.place == 0 else 1.0)
        fresh = sum(weights.of.get(s, 0.0) * (0.3 if s in said else 1.0) for s in passage.stems)
        return fresh / (len(passage.stems) + 4) * (1.0 + 0.5 / (1.0 + passage.place))

    return iter(sorted(fit, key=lambda p: (-worth(p), p.source, p.place)))
