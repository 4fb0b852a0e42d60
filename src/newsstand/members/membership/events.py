"""What happens to memberships: told once for every key, in whatever order; where the reader stands is worked out anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from newsstand.errors import EventUnusable
from newsstand.members.membership.contracts import newest_contract
from newsstand.members.membership.facts import Event, fault_of
from newsstand.members.membership.machine import Rules, holding_within, paying_spans, spans_from
from newsstand.members.membership.plans import plan_book
from newsstand.members.membership.reminders import write_letters
from newsstand.members.models import Group, Reader, Subscription, SubscriptionEvent
from newsstand.model import Holding

PAYING_KINDS = frozenset({"contract", "granted", "grant_ended", "payment_failed", "payment_succeeded",
                          "refunded", "paused", "resumed", "account_closed"})  # fmt: skip


def note_event(reader: Reader, kind: str, *, key: str, at: datetime, now: datetime, **facts: Any) -> bool:
    """Note that something happened and work out where the reader stands, in one transaction; False where it was told before.

    Whoever cannot be understood is refused (EventUnusable) before anything is stored.
    """
    fault = fault_of(kind, facts)
    if fault:
        raise EventUnusable(f"{fault} (key {key})")
    with transaction.atomic():
        lock_reader(reader)
        _, is_new = SubscriptionEvent.objects.get_or_create(
            key=key, defaults={"reader": reader, "kind": kind, "at": at, "heard_at": now, "facts": facts}
        )
        if is_new:
            restate(reader, now)
            if kind in PAYING_KINDS:
                restate_seats(reader, now)
    return is_new


def lock_reader(reader: Reader) -> None:
    """Let nobody else change where this reader stands until the transaction ends.

    On SQLite the transaction itself does that: it begins as the store's one writer.
    """
    Reader.objects.select_for_update(no_key=True).filter(pk=reader.pk).values_list("pk").first()


def rules() -> Rules:
    """What the house decided, as the machine wants it."""
    values = settings.NEWSSTAND
    return Rules(
        trial_days=values["NEWSSTAND_TRIAL_DAYS"],
        grace_days=values["NEWSSTAND_GRACE_DAYS"],
        group_plans=plan_book().group_plans,
    )


def events_of(reader: Reader) -> tuple[Event, ...]:
    """All that happened to a reader's membership."""
    return _as_events(SubscriptionEvent.objects.filter(reader=reader))


def payers_of(events: Iterable[Event]) -> dict[int, tuple[Event, ...]]:
    """By group, the events of whoever pays for the seats that a reader took."""
    groups = {event.number("group", 0) for event in events if event.kind == "seat_taken"}
    if not groups:
        return {}
    administrators = dict(Group.objects.filter(pk__in=groups).values_list("pk", "administrator_id"))
    told: dict[int, list[SubscriptionEvent]] = defaultdict(list)
    for row in SubscriptionEvent.objects.filter(reader_id__in=administrators.values(), kind__in=PAYING_KINDS):
        told[row.reader_id].append(row)
    return {group: _as_events(told[who]) for group, who in administrators.items()}


def stand(reader: Reader, now: datetime) -> Holding:
    """Where a reader stands by all that happened, worked out anew; nothing is written."""
    events = events_of(reader)
    return holding_within(spans_from(events, rules(), payers_of(events)), now)


def restate(reader: Reader, now: datetime) -> Holding:
    """Write where a reader stands, in the caller's transaction, which holds the reader's lock."""
    with transaction.atomic():
        lock_reader(reader)
        events = events_of(reader)
        spans = spans_from(events, rules(), payers_of(events))
        holding = holding_within(spans, now)
        contract = newest_contract(events)
        Subscription.objects.update_or_create(
            reader=reader,
            defaults={
                "state": holding.state.value,
                "source": holding.source,
                "plan": holding.plan,
                "since": holding.since,
                "until": holding.until,
                "next_at": holding.next_at,
                "customer": contract.text("customer") if contract else "",
                "contract": contract.text("contract") if contract else "",
            },
        )
        _keep_group(reader, events, now)
        write_letters(reader, events, spans, now)
    return holding


def restate_seats(reader: Reader, now: datetime) -> int:
    """Restate everybody who sits in a group that this reader administers; how many."""
    seated = Reader.objects.filter(seats__group__administrator=reader).exclude(pk=reader.pk)
    count = 0
    for other in seated.distinct().order_by("pk"):
        restate(other, now)
        count += 1
    return count


def _keep_group(reader: Reader, events: tuple[Event, ...], now: datetime) -> None:
    """Who pays for a group has one; it has as many seats as are paid for."""
    if not any(event.kind in ("contract", "granted") for event in events):
        return
    paid = [span for span in paying_spans(events, rules()) if span.end is None or span.end > now]
    group = Group.objects.filter(administrator=reader).order_by("pk").first()
    if not paid:
        if group is not None and group.ended_at is None:
            group.ended_at = now
            group.save(update_fields=["ended_at"])
        return
    seats = max(span.seats for span in paid)
    if group is None:
        Group.objects.create(administrator=reader, name=reader.name, seats=seats, made_at=now)
    elif group.seats != seats or group.ended_at is not None:
        group.seats, group.ended_at = seats, None
        group.save(update_fields=["seats", "ended_at"])


def _as_events(rows: Iterable[SubscriptionEvent]) -> tuple[Event, ...]:
    return tuple(Event(key=row.key, kind=row.kind, at=row.at, facts=row.facts) for row in rows)
