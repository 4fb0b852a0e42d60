"""Which letters a reader's membership calls for at a moment; each is written once, whatever asks again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from newsstand.members.letters import link_to, write_letter_to
from newsstand.members.membership.contracts import failed_since, last_recovery
from newsstand.members.membership.facts import Event
from newsstand.members.membership.machine import holding_within
from newsstand.members.membership.spans import Span
from newsstand.members.models import Letter, Reader
from newsstand.model import Holding, MemberState

BEFORE_THE_END = timedelta(days=3)
DUNNING = (timedelta(), timedelta(days=3), timedelta(days=7))  # after the first failure
LAST_DAY = timedelta(days=1)  # before grace ends
STALE = timedelta(days=7)  # news of what is longer ago is none
WIN_BACK_AFTER = timedelta(days=30)
WIN_BACK_UNTIL = timedelta(days=44)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A letter that is called for: its template, what makes it the one that it is, and what it says."""

    template: str
    about: str
    says: dict[str, Any] = field(default_factory=dict)


def letters_due(
    events: tuple[Event, ...], spans: tuple[Span, ...], now: datetime, *, wants_offers: bool
) -> Iterator[Due]:
    """The letters that a membership calls for now; nothing that is long past."""
    if any(event.kind == "account_closed" for event in events):
        return
    held = holding_within(spans, now)
    since, until = held.since, held.until
    if held.state is MemberState.TRIAL and since and until:
        yield from _of_trial(spans, held, since, until, now)
    elif held.state is MemberState.GRACE and until and held.source == "card":
        yield from _of_grace(events, spans, until, now)
    elif held.state is MemberState.CANCELLING and until and held.source == "card":
        yield Due(template="cancelled", about=f"{until:%Y-%m-%d}", says={"until": until})
    elif held.state is MemberState.ENDED and since and held.source:
        if now - since < STALE:
            name = "trial_ended" if held.source == "trial" else "membership_ended"
            yield Due(template=name, about=f"{since:%Y-%m-%d}", says={"since": since})
        elif wants_offers and since + WIN_BACK_AFTER <= now < since + WIN_BACK_UNTIL:
            yield Due(template="win_back", about=f"{since:%Y-%m-%d}")
    recovery = last_recovery(events)
    if recovery and held.state.may_read and held.state is not MemberState.GRACE and now - recovery[1] < STALE:
        yield Due(
            template="payment_recovered", about=f"{recovery[0]:%Y-%m-%d}", says={"failed_at": recovery[0]}
        )


def _of_trial(
    spans: tuple[Span, ...], held: Holding, since: datetime, until: datetime, now: datetime
) -> Iterator[Due]:
    if now - since < STALE:
        yield Due(template="welcome", about="trial", says={"until": until})
    goes_on = holding_within(spans, until).state.may_read
    if until - BEFORE_THE_END <= now and until - since > BEFORE_THE_END and not goes_on:
        yield Due(template="trial_ending", about=f"{until:%Y-%m-%d}", says={"until": until})


def _of_grace(
    events: tuple[Event, ...], spans: tuple[Span, ...], until: datetime, now: datetime
) -> Iterator[Due]:
    """The newest of the dunning letters whose time has come; none where nobody knows of a failure."""
    contract = next(
        (span.contract for span in spans if span.state is MemberState.GRACE and span.holds_at(now)), ""
    )
    failed_at = failed_since(events, contract)
    if failed_at is None:
        return
    steps = [
        (f"day-{step.days}", failed_at + step) for step in DUNNING if failed_at + step < until - LAST_DAY
    ]
    steps.append(("last", max(until - LAST_DAY, failed_at)))
    come = [name for name, at in steps if at <= now]
    if come:
        says = {"until": until, "is_last": come[-1] == "last", "failed_at": failed_at}
        yield Due(template="payment_failed", about=f"{contract}:{failed_at:%Y-%m-%d}:{come[-1]}", says=says)


def write_letters(reader: Reader, events: tuple[Event, ...], spans: tuple[Span, ...], now: datetime) -> int:
    """Write what is called for, in the caller's transaction; how many letters are new."""
    if not reader.email or reader.is_editor:
        return 0
    count = 0
    for due in letters_due(events, spans, now, wants_offers=reader.wants_offers):
        if due.template == "payment_recovered" and not _was_told(reader, due.says["failed_at"]):
            continue
        pages = {"membership_page": link_to(reverse("membership")), "join_page": link_to(reverse("join"))}
        key = f"{due.template}:{reader.pk}:{due.about}"
        count += write_letter_to(reader, due.template, {**pages, **due.says}, key=key, now=now)
    return count


def _was_told(reader: Reader, failed_at: datetime) -> bool:
    """Whether they had a letter that says that a payment failed: nobody else is told that it was made good."""
    told = Letter.objects.filter(reader=reader, kind="payment_failed")
    return told.filter(made_at__gte=failed_at - LAST_DAY).exists()
