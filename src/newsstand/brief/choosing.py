"""Choosing: which passages a brief of so many words takes over, the standfirst first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from newsstand.brief.passages import Passage
from newsstand.brief.weighing import COUNTS_OTHERWISE, Weights, says_again, worth, worth_as_standfirst

InPrint = Callable[[Passage], int | None]
"""How many words a passage has in print; None where it may not be printed."""


_LAST_RESORT = frozenset(
    {None, "too long", "a question", "only a quotation", "the reporter speaks", "capitals"}
)
"""What a story that is told in fragments or in the first person is briefed from: better such a brief than none."""


def choose(
    passages: Sequence[Passage],
    weights: Weights,
    words: int,
    in_print: InPrint,
    quotable: Mapping[int, int] | None = None,
    is_outdated: Callable[[Passage], bool] = lambda passage: False,
) -> list[Passage]:
    """Passages of up to `words` words in print, best first; the first one is the standfirst, however long.

    Each next one is what adds most that was not said yet; none says again what was said. `quotable`: how many
    characters may be taken over from a source, by its place in the story. `is_outdated`: whether the headline
    knows better than a passage, which should then not stand right below it.
    """
    left_of = dict(quotable or {})

    def affordable(passage: Passage) -> bool:
        return passage.end - passage.start <= left_of.get(passage.source, passage.end)

    def pay_for(passage: Passage) -> None:
        if passage.source in left_of:
            left_of[passage.source] -= passage.end - passage.start

    fit = [p for p in passages if p.unfit is None and not p.hanging]
    if not fit:
        fit = [p for p in passages if p.unfit in _LAST_RESORT]
    first_worth = {
        p: worth_as_standfirst(p, weights) * (COUNTS_OTHERWISE if is_outdated(p) else 1.0)
        for p in filter(affordable, fit)
    }
    opening = sorted(first_worth, key=lambda p: (-first_worth[p], p.source, p.place))
    first = _first_printable(opening, in_print, fit)
    if first is None:
        return []
    chosen = [first]
    pay_for(first)
    left = words - (in_print(first) or 0)
    while left > 0:
        said = frozenset().union(*(p.stems for p in chosen))
        room = [p for p in fit if p.words <= left * 1.15 and affordable(p) and not says_again(p, chosen)]
        room.sort(key=lambda p: (-worth(p, weights, said), p.source, p.place))
        took = _first_printable(room, in_print, fit, left)
        if took is None:
            break
        chosen.append(took)
        pay_for(took)
        left -= in_print(took) or 0
    return chosen


def _first_printable(
    ordered: Iterable[Passage], in_print: InPrint, fit: list[Passage], most: int | None = None
) -> Passage | None:
    """The first that may be printed, in at most `most` words; it and those that may not be printed leave `fit`."""
    for passage in ordered:
        length = in_print(passage)
        if length is not None and most is not None and length > most:
            continue
        fit.remove(passage)
        if length is not None:
            return passage
    return None
