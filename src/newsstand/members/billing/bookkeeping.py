"""Enters what the provider took and gave back into the ledger, and tells memberships of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from newsstand.members.billing.answers import Answers
from newsstand.members.billing.contracts import note_answer
from newsstand.members.billing.payers import Payer, payer_of
from newsstand.members.billing.shapes import currency_of, moment_needed, things, whole, word
from newsstand.members.billing.snapshots import MEMBER, Invoice, invoice_of, part_of
from newsstand.members.ledger import enter
from newsstand.members.membership.events import note_event
from newsstand.members.membership.gifts import gift_paid
from newsstand.members.membership.plans import plan_book
from newsstand.members.models import Gift, Group, LedgerLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What a charge paid for: a contract's invoice, or a gift; `ref` is what its lines in the ledger go by."""

    ref: str
    payer: Payer
    contract: str
    tax: int
    facts: dict[str, Any]


def enter_invoice(body: dict[str, Any], answers: Answers, now: datetime) -> bool:
    """Enter a paid invoice: its fee and its tax, and that the contract was paid; False where all that stood there."""
    invoice = invoice_of(body, plan_book(), settings.TIME_ZONE)
    if invoice.paid_at is None or word(body, "status") != "paid" or not invoice.contract:
        return False
    payer = payer_of(invoice.customer, invoice.member, answers, now)
    facts = _facts_of(invoice, payer, answers, now)
    is_new = False
    if invoice.paid > 0:
        is_new = enter(
            key=f"fee:{invoice.invoice}",
            kind="fee",
            member=payer.member,
            currency=invoice.currency,
            minor=invoice.paid,
            at=invoice.paid_at,
            first_day=invoice.first_day,
            last_day=invoice.last_day,
            seats=invoice.seats,
            ref=invoice.invoice,
            facts=facts,
        )
        if invoice.tax:
            enter(
                key=f"tax:{invoice.invoice}",
                kind="tax",
                member=payer.member,
                currency=invoice.currency,
                minor=-invoice.tax,
                at=invoice.paid_at,
                ref=invoice.invoice,
                facts=facts,
            )
    if payer.reader is not None:
        is_new |= note_event(
            payer.reader,
            "payment_succeeded",
            key=f"paid:{invoice.invoice}",
            at=invoice.paid_at,
            now=now,
            contract=invoice.contract,
            invoice=invoice.invoice,
            period_end=invoice.period_end.isoformat(),
        )
    return is_new


def note_failure(body: dict[str, Any], at: datetime, answers: Answers, now: datetime) -> None:
    """Tell the membership that an invoice could not be paid."""
    invoice = invoice_of(body, plan_book(), settings.TIME_ZONE)
    payer = payer_of(invoice.customer, invoice.member, answers, now)
    if payer.reader is not None and invoice.contract:
        note_event(
            payer.reader,
            "payment_failed",
            key=f"failed:{invoice.invoice}:{invoice.attempts}",
            at=at,
            now=now,
            contract=invoice.contract,
            invoice=invoice.invoice,
        )


def enter_gift(session: dict[str, Any], answers: Answers, now: datetime) -> bool:
    """Enter a gift that was paid, and open it; False where that was done before."""
    intent = word(session, "payment_intent", needed=True)
    paid_at = moment_needed(_payment(intent, answers), "created")
    gift_id = word(session, "metadata", "gift", needed=True)
    gift = Gift.objects.select_for_update().filter(pk=int(gift_id)).first() if _is_number(gift_id) else None
    payer = payer_of(word(session, "customer"), word(session, "metadata", MEMBER), answers, now)
    currency, facts = currency_of(session, "currency"), {"gift": int(gift_id) if _is_number(gift_id) else 0}
    is_new = False
    for kind, minor in (
        ("fee", whole(session, "amount_total")),
        ("tax", -whole(session, "total_details", "amount_tax", default=0)),
    ):
        if minor:
            is_new |= enter(
                key=f"{kind}:{intent}",
                kind=kind,
                member=payer.member,
                currency=currency,
                minor=minor,
                at=paid_at,
                ref=intent,
                facts=facts,
            )
    if gift is not None and gift.paid_at is None and not _is_given_back(intent):
        gift_paid(gift, now=now, ref=intent)
    return is_new


def enter_refunds(charge: str, answers: Answers, now: datetime) -> bool:
    """Enter all that was given back of a charge, with the tax that goes with it, and tell the membership."""
    taken = _charge(charge, answers)
    paid = what_was_paid(taken, answers, now)
    amount, currency = whole(taken, "amount"), currency_of(taken, "currency")
    refunds = sorted(
        answers.all_of(f"refunds?charge={charge}"), key=lambda r: (whole(r, "created"), word(r, "id"))
    )
    sum_before, tax_before, is_new = 0, 0, False
    for refund in refunds:
        name, at = word(refund, "id", needed=True), moment_needed(refund, "created")
        given = whole(refund, "amount")
        sum_before += given
        tax_after = part_of(paid.tax, sum_before, amount)
        tax_back, tax_before = tax_after - tax_before, tax_after
        common: dict[str, Any] = {
            "member": paid.payer.member,
            "currency": currency,
            "ref": paid.ref,
            "facts": paid.facts,
        }
        lines = [(f"refund:{name}", "refund", -given), (f"tax:{name}", "tax", tax_back)]
        if word(refund, "status") in ("failed", "canceled"):  # the money came back to us
            lines += [(f"refund-failed:{name}", "refund", given), (f"tax-failed:{name}", "tax", -tax_back)]
        for key, kind, minor in lines:
            if minor:
                is_new |= enter(key=key, kind=kind, minor=minor, at=at, **common)
        if paid.payer.reader is not None and paid.contract:
            note_event(
                paid.payer.reader,
                "refunded",
                key=f"refunded:{name}",
                at=at,
                now=now,
                contract=paid.contract,
                invoice=paid.ref,
                whole=sum_before >= amount,
            )
    if "gift" in paid.facts and _is_given_back(paid.ref):
        Gift.objects.filter(ref=paid.ref, redeemed_at=None).update(paid_at=None)
    return is_new


def enter_dispute(dispute: dict[str, Any], answers: Answers, now: datetime) -> bool:
    """Enter what a dispute took, what it cost, and what came back where it was won."""
    name, status = word(dispute, "id", needed=True), word(dispute, "status", needed=True)
    if status.startswith("warning_"):
        return False  # somebody asks; nothing was taken
    amount, currency = whole(dispute, "amount"), currency_of(dispute, "currency")
    taken = _charge(word(dispute, "charge", needed=True), answers)
    paid = what_was_paid(taken, answers, now)
    common: dict[str, Any] = {
        "member": paid.payer.member,
        "currency": currency,
        "ref": paid.ref,
        "facts": paid.facts,
    }
    at = moment_needed(dispute, "created")
    is_new = enter(key=f"dispute:{name}", kind="dispute", minor=-amount, at=at, **common)
    for entry in things(dispute, "balance_transactions"):
        key, fee = word(entry, "id", needed=True), cost_in(currency, amount, entry)
        if fee:
            is_new |= enter(key=f"dispute-cost:{key}", kind="cost", minor=-fee, at=at, **common)
        if whole(entry, "amount", default=0) > 0:
            back_at = moment_needed(entry, "created")
            is_new |= enter(key=f"dispute-won:{name}", kind="dispute", minor=amount, at=back_at, **common)
    return is_new


def cost_in(currency: str, amount: int, entry: Any) -> int:
    """What the provider took, in the currency that was paid; where it settles in another one, in proportion."""
    fee, held = whole(entry, "fee", default=0), abs(whole(entry, "amount", default=0))
    if word(entry, "currency").upper() == currency or not held:
        return fee
    return (2 * fee * amount + held) // (2 * held)


def what_was_paid(taken: dict[str, Any], answers: Answers, now: datetime) -> Paid:
    """What a charge paid for, by asking the provider for its invoice; a charge without one paid for a gift."""
    intent = word(taken, "payment_intent")
    query = f"invoice_payments?payment[type]=payment_intent&payment[payment_intent]={intent}"
    found = answers.all_of(query) if intent else []
    if not found:
        payer = payer_of(word(taken, "customer"), word(taken, "metadata", MEMBER), answers, now)
        gift = word(taken, "metadata", "gift")
        tax = LedgerLine.objects.filter(key=f"tax:{intent}").values_list("minor", flat=True).first() or 0
        facts = {"gift": int(gift)} if _is_number(gift) else {}
        return Paid(ref=intent, payer=payer, contract="", tax=-tax, facts=facts)
    asked = answers.to(f"invoices/{word(found[0], 'invoice', needed=True)}")
    invoice = invoice_of(asked.body if asked else {}, plan_book(), settings.TIME_ZONE)
    payer = payer_of(invoice.customer, invoice.member, answers, now)
    return Paid(
        ref=invoice.invoice,
        payer=payer,
        contract=invoice.contract,
        tax=invoice.tax,
        facts=_facts_of(invoice, payer, answers, now),
    )


def _facts_of(invoice: Invoice, payer: Payer, answers: Answers, now: datetime) -> dict[str, Any]:
    """A group's fee goes with the group, which is there as soon as its contract is known."""
    if invoice.plan not in plan_book().group_plans or payer.reader is None:
        return {}
    group = Group.objects.filter(administrator=payer.reader).order_by("pk").first()
    if group is None:
        contract = answers.to(f"subscriptions/{invoice.contract}")
        if contract is not None:
            note_answer(contract, answers, now)
        group = Group.objects.filter(administrator=payer.reader).order_by("pk").first()
    return {"group": group.pk} if group else {}


def _charge(charge: str, answers: Answers) -> dict[str, Any]:
    asked = answers.to(f"charges/{charge}")
    return asked.body if asked else {}


def _payment(intent: str, answers: Answers) -> dict[str, Any]:
    asked = answers.to(f"payment_intents/{intent}")
    return asked.body if asked else {}


def _is_given_back(ref: str) -> bool:
    lines = LedgerLine.objects.filter(ref=ref, kind__in=("fee", "refund", "dispute"))
    kinds = list(lines.values_list("kind", "minor"))
    return any(kind != "fee" for kind, _ in kinds) and sum(minor for _, minor in kinds) <= 0


def _is_number(said: Any) -> bool:
    return isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 18
