"""A membership as operators are told it: what happened, where that leads, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from newsstand.members.membership.events import events_of, payers_of, rules
from newsstand.members.membership.facts import in_order
from newsstand.members.membership.machine import holding_within, spans_from
from newsstand.members.models import Reader
from newsstand.model import Holding

MOST_STEPS = 12  # that are told of what comes


def in_one_line(reader: Reader, now: datetime) -> str:
    """Where a reader stands: "active by hand until 2027-03-02 00:00"."""
    events = events_of(reader)
    return _held(holding_within(spans_from(events, rules(), payers_of(events)), now))


def in_full(reader: Reader, now: datetime) -> Iterator[str]:
    """What happened, each with when it was heard of where that was later; where it leads; what comes by itself."""
    events = events_of(reader)
    spans = spans_from(events, rules(), payers_of(events))
    yield "What happened:"
    for event in in_order(events):
        facts = ", ".join(
            f"{name} {said}" for name, said in sorted(event.facts.items()) if said not in (None, "", False)
        )
        yield f"  {_time(event.at)}  {event.kind}{': ' if facts else ''}{facts}"
    if not events:
        yield "  nothing"
    yield "What that gives (the best of what runs counts):"
    for span in sorted(spans, key=lambda s: (s.start, s.source)):
        mark = "*" if span.holds_at(now) else " "
        end = _time(span.end) if span.end else "for ever"
        yield f" {mark} {_time(span.start)} to {end}: {span.state} by {span.source}{f' ({span.plan})' if span.plan else ''}"
    held = holding_within(spans, now)
    yield f"Now, {_time(now)}: {_held(held)}"
    for _ in range(MOST_STEPS):
        if held.next_at is None:
            break
        at, held = held.next_at, holding_within(spans, held.next_at)
        yield f"From {_time(at)}, if nothing happens: {_held(held)}"


def _held(held: Holding) -> str:
    by = f" by {held.source}" if held.source else ""
    plan = f" ({held.plan})" if held.plan else ""
    until = f" until {_time(held.until)}" if held.until else ""
    return f"{held.state}{by}{plan}{until}"


def _time(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
