"""A walk along a course: every change of state on the way, and what made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from newsstand.members.membership.facts import Event, in_order
from newsstand.members.membership.machine import Rules, holding_within, spans_from
from newsstand.members.membership.spans import Span
from newsstand.members.membership.transitions import told_as
from newsstand.model import MemberState

Change = tuple[MemberState, str, MemberState]


def changes_of(
    course: list[Event], rules: Rules, payer: Iterable[Event], until: datetime
) -> Iterator[Change]:
    """What changed the state: "time", an event as the table calls it, or "group" for what its payer's events did."""
    of_payer = {e.key for e in payer} if any(e.kind == "seat_taken" for e in course) else set()
    told = in_order([*course, *(e for e in payer if e.key in of_payer)])
    spans: tuple[Span, ...] = ()
    for number, one in enumerate(told):
        if number:
            yield from _by_time(spans, told[number - 1].at, one.at)
        before = holding_within(spans, one.at).state
        heard = told[: number + 1]
        own = [e for e in heard if e.key not in of_payer]
        spans = spans_from(own, rules, {1: [e for e in heard if e.key in of_payer]})
        after = holding_within(spans, one.at).state
        if before != after:
            yield before, "group" if one.key in of_payer else told_as(one), after
    yield from _by_time(spans, told[-1].at, until)


def _by_time(spans: tuple[Span, ...], since: datetime, until: datetime) -> Iterator[Change]:
    held = holding_within(spans, since)
    while held.next_at is not None and held.next_at <= until:
        then = holding_within(spans, held.next_at)
        if then.state != held.state:
            yield held.state, "time", then.state
        held = then
