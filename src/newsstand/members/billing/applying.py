"""What the provider tells, one kind after the other: into what happened to memberships, and into the ledger."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from newsstand.errors import (
    EventUnusable,
    PayerUnknown,
    PaymentRefused,
    ProviderObjectUnreadable,
    ProviderUnreachable,
)
from newsstand.members.billing.answers import Answers, decide
from newsstand.members.billing.bookkeeping import (
    enter_dispute,
    enter_gift,
    enter_invoice,
    enter_refunds,
    note_failure,
)
from newsstand.members.billing.contracts import note_answer, note_snapshot
from newsstand.members.billing.payers import forget_customer, keep_customer, payer_of
from newsstand.members.billing.provider import Provider, provider
from newsstand.members.billing.shapes import moment_needed, part, word
from newsstand.members.billing.snapshots import MEMBER, contract_of, rank_of
from newsstand.members.membership.plans import plan_book
from newsstand.members.models import Checkout, ProviderEvent

log = logging.getLogger(__name__)

PATIENCE = timedelta(days=3)  # for customers that nobody knows, and for a provider that does not answer
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=4)
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the provider's, as far as every kind has it."""

    event: str
    kind: str
    at: datetime
    thing: dict[str, Any]


def _contract(told: Told, answers: Answers, now: datetime) -> None:
    status = contract_of(told.thing, plan_book()).status
    note_snapshot(
        told.thing,
        at=told.at,
        rank=rank_of(told.kind, status),
        key=f"contract:{told.event}",
        answers=answers,
        now=now,
    )


def _session(told: Told, answers: Answers, now: datetime) -> None:
    note_session(told.thing, answers, now)


def _invoice(told: Told, answers: Answers, now: datetime) -> None:
    enter_invoice(told.thing, answers, now)


def _failure(told: Told, answers: Answers, now: datetime) -> None:
    note_failure(told.thing, told.at, answers, now)


def _refund(told: Told, answers: Answers, now: datetime) -> None:
    is_charge = told.kind.startswith("charge.refunded")
    enter_refunds(word(told.thing, "id" if is_charge else "charge", needed=True), answers, now)


def _dispute(told: Told, answers: Answers, now: datetime) -> None:
    enter_dispute(told.thing, answers, now)


def _customer_gone(told: Told, answers: Answers, now: datetime) -> None:
    forget_customer(word(told.thing, "id", needed=True), now)


Applies = Callable[[Told, Answers, datetime], None]
KINDS: Mapping[str, Applies] = {
    "checkout.session.completed": _session,
    "checkout.session.async_payment_succeeded": _session,
    "checkout.session.async_payment_failed": _session,
    "checkout.session.expired": _session,
    **{
        f"customer.subscription.{what}": _contract
        for what in ("created", "updated", "deleted", "paused", "resumed")
    },
    "invoice.paid": _invoice,
    "invoice.payment_succeeded": _invoice,
    "invoice.payment_failed": _failure,
    "charge.refunded": _refund,
    "refund.created": _refund,
    "refund.updated": _refund,
    "refund.failed": _refund,
    "charge.dispute.created": _dispute,
    "charge.dispute.updated": _dispute,
    "charge.dispute.funds_withdrawn": _dispute,
    "charge.dispute.funds_reinstated": _dispute,
    "charge.dispute.closed": _dispute,
    "customer.deleted": _customer_gone,
}


def note_session(session: dict[str, Any], answers: Answers, now: datetime) -> bool:
    """Take in how a checkout stands, in the caller's transaction; whether something was paid that we did not know."""
    name, status = word(session, "id", needed=True), word(session, "status")
    mode, is_paid = word(session, "mode"), word(session, "payment_status") != "unpaid"
    if status in ("complete", "expired"):
        Checkout.objects.filter(session=name, done_at=None).update(done_at=now)
    if status != "complete":
        return False
    customer, member = word(session, "customer"), word(session, "metadata", MEMBER)
    payer = payer_of(customer, member or word(session, "client_reference_id"), answers, now)
    if payer.reader is not None and customer:
        keep_customer(payer.reader, customer, now)
    if mode == "payment" and is_paid and word(session, "metadata", "gift"):
        return enter_gift(session, answers, now)
    return False


def note_checkout(name: str, desk: Provider, now: datetime) -> dict[str, Any] | None:
    """Ask the provider how a checkout stands, and take in what was paid; the session, None where there is none."""
    answers = Answers(desk)
    asked = desk.read(f"checkout/sessions/{name}")
    if asked is None:
        return None

    def take_in(answers: Answers) -> None:
        note_session(asked.body, answers, now)
        if word(asked.body, "status") != "complete":
            return
        contract, invoice = word(asked.body, "subscription"), word(asked.body, "invoice")
        stands = answers.to(f"subscriptions/{contract}") if contract else None
        bill = answers.to(f"invoices/{invoice}") if invoice else None
        if stands is not None:
            note_answer(stands, answers, now)
        if bill is not None:
            enter_invoice(bill.body, answers, now)

    decide(answers, take_in)
    return asked.body


def apply_event(row: ProviderEvent, now: datetime, desk: Provider | None = None) -> bool:
    """Act upon an event that was kept, once; False where it has to wait, or was given up, with the problem in its row."""
    try:
        decide(Answers(desk or provider()), lambda answers: _apply(row.pk, answers, now))
    except (ProviderObjectUnreadable, EventUnusable) as error:
        return _give_up(row, f"given up: {error}", now)
    except (PayerUnknown, ProviderUnreachable, PaymentRefused) as error:
        if now - row.heard_at >= PATIENCE:
            return _give_up(row, f"given up after three days: {error}", now)
        ProviderEvent.objects.filter(pk=row.pk, applied_at=None).update(
            attempts=F("attempts") + 1, problem=str(error)[:300]
        )
        return False
    return True


def _apply(pk: int, answers: Answers, now: datetime) -> None:
    row = ProviderEvent.objects.select_for_update().get(pk=pk)
    if row.applied_at is not None:
        return
    applies = KINDS.get(row.kind)
    if applies is not None:
        applies(read_told(row.body), answers, now)
    row.applied_at, row.problem = now, ""
    row.save(update_fields=["applied_at", "problem"])


def read_told(body: Any) -> Told:
    """An event of the provider's; ProviderObjectUnreadable where it is none."""
    thing = part(body, "data", "object")
    if not isinstance(thing, dict):
        raise ProviderObjectUnreadable("the event speaks of nothing")
    return Told(
        event=word(body, "id", needed=True)[:100],
        kind=word(body, "type", needed=True),
        at=moment_needed(body, "created"),
        thing=thing,
    )


def _give_up(row: ProviderEvent, problem: str, now: datetime) -> bool:
    with transaction.atomic():
        ProviderEvent.objects.filter(pk=row.pk, applied_at=None).update(
            applied_at=now, attempts=F("attempts") + 1, problem=problem[:300]
        )
    log.warning("the payment provider's event %s (%s) is %s", row.event[:60], row.kind[:60], problem[:200])
    return False


def next_try(row: ProviderEvent) -> datetime:
    """When an event that could not be acted upon is tried again: each time after twice as long."""
    rest = min(FIRST_REST * 2 ** min(row.attempts, 10), LONGEST_REST)
    return row.heard_at + (rest if row.attempts < 9 else LONGEST_REST * (row.attempts - 7))


def apply_provider_events(now: datetime) -> int:
    """Act upon the events that are still waiting, the oldest first; how many were."""
    done = 0
    for row in ProviderEvent.objects.filter(applied_at=None).order_by("heard_at", "pk")[:AT_ONCE]:
        if row.attempts == 0 or next_try(row) <= now:
            done += apply_event(row, now)
    return done
