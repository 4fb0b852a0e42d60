"""Times in which something holds, and time that waits until nothing better runs."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsstand.model import MemberState
from newsstand.model.membership import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `start` to before `end` (None: for ever) a reader stands so.

    until: what they are told: the end, or when the next payment is due
    seats: how many places it pays for
    """

    start: datetime
    end: datetime | None
    state: MemberState
    source: Source
    plan: str = ""
    until: datetime | None = None
    contract: str = ""
    seats: int = 1

    def holds_at(self, moment: datetime) -> bool:
        """Whether it is the time of this span."""
        return self.start <= moment and (self.end is None or moment < self.end)


Stretch = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Time that somebody was given at a moment: months by the calendar, or days; it runs when nothing else does."""

    at: datetime
    key: str
    source: Source
    plan: str
    months: int = 0
    days: int = 0


def add_months(moment: datetime, months: int) -> datetime:
    """The same day so many months later; the month's last where there is no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def cut(spans: Iterable[Span], holes: Sequence[Stretch]) -> Iterator[Span]:
    """The spans without the times of the holes."""
    for span in spans:
        for start, end in free_times((span.start, span.end), holes):
            yield replace(span, start=start, end=end)


def cut_off(spans: Iterable[Span], at: datetime) -> tuple[Span, ...]:
    """The spans as far as they lie before a moment."""
    return tuple(cut(spans, [(at, None)]))


def free_times(stretch: Stretch, taken: Iterable[Stretch]) -> Iterator[Stretch]:
    """The parts of a stretch of time that nothing else takes."""
    start, end = stretch
    for taken_from, taken_to in sorted(taken, key=lambda one: one[0]):
        if end is not None and taken_from >= end:
            break
        if taken_to is not None and taken_to <= start:
            continue
        if taken_from > start:
            yield start, taken_from
        if taken_to is None:
            return
        start = taken_to
    if end is None or start < end:
        yield start, end


def run_credits(credits_: Iterable[Credit], taken: Sequence[Stretch]) -> tuple[Span, ...]:
    """When time that was given runs: one after the other, each behind whatever runs already; none of it is lost."""
    spans: list[Span] = []
    behind: datetime | None = None
    for credit in sorted(credits_, key=lambda one: (one.at, one.key)):
        begin = credit.at if behind is None else max(credit.at, behind)
        left: timedelta | None = None
        run: list[Span] = []
        for start, end in free_times((begin, None), taken):
            if left is None:
                left = add_months(start, credit.months) + timedelta(days=credit.days) - start
            stop = start + left if end is None else min(end, start + left)
            run.append(
                Span(start=start, end=stop, state=MemberState.ACTIVE, source=credit.source, plan=credit.plan)
            )
            left -= stop - start
            if not left:
                break
        if run:
            behind = run[-1].end
            spans.extend(replace(span, until=behind) for span in run)
    return tuple(spans)
