"""The time line: on which day what happened, one sentence a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from newsstand.brief.dating import days_named
from newsstand.brief.gate.evidence import day_of
from newsstand.brief.passages import Passage
from newsstand.brief.weighing import Weights, says_again, worth
from newsstand.model import Sentence, SourceText, TimelineEntry

MOST_DAYS = 8
LONGEST = 40
"""Words of a sentence of a time line."""


def write_timeline(
    passages: Sequence[Passage],
    sources: Sequence[SourceText],
    weights: Weights,
    language: str,
    in_print: Callable[[Passage], Sentence],
) -> tuple[TimelineEntry, ...]:
    """The days that the passages name beyond doubt, in order, each with the weightiest sentence that names it alone.

    Empty where fewer than two days are named: one day is no line.
    """
    best: dict[date, Passage] = {}
    ranked = sorted(passages, key=lambda p: (-worth(p, weights, frozenset()), p.source, p.place))
    for passage in ranked:
        if passage.unfit or passage.hanging or passage.words > LONGEST:
            continue
        days = days_named(passage.text, day_of(sources[passage.source].published), language)
        if len(days) == 1 and days[0] not in best and not says_again(passage, best.values()):
            best[days[0]] = passage
    chosen = sorted(list(best)[:MOST_DAYS])
    if len(chosen) < 2:
        return ()
    entries: list[TimelineEntry] = []
    for day in chosen:
        sentence = in_print(best[day])
        entries.append(TimelineEntry(date=day, text=sentence.text, citations=sentence.citations))
    return tuple(entries)
