"""Compares what we know with what the provider knows, and takes in what no webhook told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from newsstand.errors import EventUnusable, PayerUnknown, ProviderObjectUnreadable
from newsstand.members.billing.answers import Answers, decide
from newsstand.members.billing.applying import KINDS, apply_event, apply_provider_events, note_checkout
from newsstand.members.billing.bookkeeping import enter_dispute, enter_invoice, enter_refunds
from newsstand.members.billing.contracts import note_answer, stands_as
from newsstand.members.billing.costs import enter_costs
from newsstand.members.billing.provider import Body, Provider, provider
from newsstand.members.billing.shapes import word
from newsstand.members.billing.webhooks import keep_event
from newsstand.members.models import Checkout, Reconciliation

log = logging.getLogger(__name__)

MARGIN = timedelta(hours=2)  # that clocks may differ, and events may come late into the provider's list
KEPT_THERE = timedelta(days=29)  # the provider lists events for thirty days
BILLS_SINCE = timedelta(days=35)  # a bill may be paid long after it was written
EVER = timedelta(days=3650)  # the first time, all is looked at

# The provider lists twenty kinds at once; these are told by others as well.
ASKED_FOR = sorted(
    KINDS.keys() - {"charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated", "refund.updated"}
)


def reconcile(now: datetime, *, since: datetime | None = None) -> int:
    """Take in what was missed since the last time; how much that was. Broken off anywhere, the next run does it."""
    desk = provider()
    if desk is None:
        return 0
    last = Reconciliation.objects.exclude(finished_at=None).order_by("-started_at").first()
    start = since or (last.started_at - MARGIN if last else now - EVER)
    run = Reconciliation.objects.create(started_at=now)
    found = _checkouts(desk, now)
    found += _events(desk, max(start, now - KEPT_THERE), now)
    found += _contracts(desk, now)
    bills_since = min(start, now - BILLS_SINCE)
    found += _bills(desk, bills_since, now)
    found += _given_back(desk, start, now)
    apply_provider_events(now)
    enter_costs(now, since=bills_since)
    run.finished_at, run.found = now, found
    run.save(update_fields=["finished_at", "found"])
    if found:
        log.warning("reconciling found %d things that no webhook had told", found)
    return found


def reconcile_daily(now: datetime) -> int:
    """Reconcile where that was not done for a day."""
    recent = Reconciliation.objects.filter(started_at__gt=now - timedelta(hours=20), started_at__lte=now)
    return 0 if recent.exclude(finished_at=None).exists() else reconcile(now)


def _checkouts(desk: Provider, now: datetime) -> int:
    """Checkouts that are open with us and over with the provider."""
    found = 0
    for row in Checkout.objects.filter(done_at=None).exclude(session=None).order_by("pk"):
        try:
            session = note_checkout(str(row.session), desk, now)
        except (PayerUnknown, ProviderObjectUnreadable, EventUnusable) as error:
            log.warning("checkout %d cannot be taken in: %s", row.pk, error)
            continue
        if session is None or row.expires_at + KEPT_THERE < now:
            Checkout.objects.filter(pk=row.pk, done_at=None).update(done_at=now)
        found += session is not None and word(session, "status") == "complete"
    return found


def _events(desk: Provider, since: datetime, now: datetime) -> int:
    found = 0
    for body in desk.each("events", created={"gte": int(since.timestamp())}, types=ASKED_FOR):
        row = keep_event(body, now)
        if row is not None:
            found += 1
            apply_event(row, now, desk)
    return found


def _bills(desk: Provider, since: datetime, now: datetime) -> int:
    asked = {"created": {"gte": int(since.timestamp())}, "status": "paid"}
    return sum(
        _try_to(partial(enter_invoice, body, now=now), desk) for body in desk.each("invoices", **asked)
    )


def _given_back(desk: Provider, since: datetime, now: datetime) -> int:
    """Refunds and disputes: the provider lists their events for a month only, but them for ever."""
    asked = {"created": {"gte": int(since.timestamp())}}
    charges = {word(body, "charge") for body in desk.each("refunds", **asked)} - {""}
    found = sum(_try_to(partial(enter_refunds, charge, now=now), desk) for charge in sorted(charges))
    return found + sum(
        _try_to(partial(enter_dispute, body, now=now), desk) for body in desk.each("disputes", **asked)
    )


def _try_to(take_in: Callable[[Answers], bool], desk: Provider) -> bool:
    """Take one thing in; one that cannot be is told in the log and costs the others nothing."""
    try:
        return decide(Answers(desk), take_in)
    except (PayerUnknown, ProviderObjectUnreadable, EventUnusable) as error:
        log.warning("something that the payment provider knows cannot be taken in: %s", error)
        return False


def _contracts(desk: Provider, now: datetime) -> int:
    found = 0
    for body in desk.each("subscriptions", status="all"):
        found += _try_to(partial(_take_in_contract, body, now=now), desk)
    return found


def _take_in_contract(body: Body, answers: Answers, *, now: datetime) -> bool:
    """Note how a contract stands; one that differs from what we know is read again, for the moment it stood so."""
    if stands_as(body):
        return False
    answer = answers.to(f"subscriptions/{word(body, 'id', needed=True)}")
    return note_answer(answer, answers, now) if answer else False
