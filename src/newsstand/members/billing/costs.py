"""Enters what the provider takes of each payment, as soon as it can be had."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from newsstand.errors import PaymentRefused, ProviderObjectUnreadable, ProviderUnreachable
from newsstand.members.billing.bookkeeping import cost_in
from newsstand.members.billing.provider import Provider, provider
from newsstand.members.billing.shapes import part, things, whole, word
from newsstand.members.ledger import enter
from newsstand.members.models import LedgerLine

AT_ONCE = 200
LOOKED_BACK = timedelta(days=60)


def enter_costs(now: datetime, *, since: datetime | None = None) -> int:
    """Enter the cost of every fee that has none yet; how many. What the provider cannot say now is asked again."""
    desk = provider()
    if desk is None:
        return 0
    done = 0
    entered = LedgerLine.objects.filter(ref=OuterRef("ref"), kind="cost", key__startswith="cost:")
    fees = LedgerLine.objects.filter(kind="fee", at__gt=since or now - LOOKED_BACK).exclude(ref="")
    for fee in fees.filter(~Exists(entered)).order_by("at", "pk")[:AT_ONCE]:
        try:
            done += _enter_cost(fee, desk)
        except ProviderUnreachable:
            break
        except (PaymentRefused, ProviderObjectUnreadable):
            continue  # of this one nothing can be said today; the others are asked for
    return done


def _enter_cost(fee: LedgerLine, desk: Provider) -> bool:
    intent = fee.ref if fee.ref.startswith("pi_") else _payment_of(fee.ref, desk)
    minor = 0
    if intent:
        asked = desk.read(f"payment_intents/{intent}", expand=["latest_charge.balance_transaction"])
        charge = part(asked.body, "latest_charge") if asked else None
        entry = part(charge, "balance_transaction")
        if not isinstance(entry, dict):
            return False
        minor = cost_in(fee.currency, whole(charge, "amount"), entry)
    with transaction.atomic():
        return enter(
            key=f"cost:{fee.ref}",
            kind="cost",
            member=fee.member,
            currency=fee.currency,
            minor=-minor,  # a bill that was paid without a payment cost nothing
            at=fee.at,
            ref=fee.ref,
            facts=fee.facts,
        )


def _payment_of(invoice: str, desk: Provider) -> str:
    asked = desk.read("invoice_payments", invoice=invoice, limit=10)
    for one in things(asked.body if asked else None, "data"):
        if word(one, "status") == "paid":
            return word(one, "payment", "payment_intent")
    return ""
