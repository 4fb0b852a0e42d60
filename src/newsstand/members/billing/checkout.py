"""Sends a reader to pay: one checkout at a time, however many tabs ask for one, and never a second contract."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex
from typing import Any, Literal

from django.conf import settings
from django.db import transaction

from newsstand.errors import PaymentRefused
from newsstand.members.billing.answers import Answers, decide
from newsstand.members.billing.applying import note_checkout
from newsstand.members.billing.contracts import note_answer
from newsstand.members.billing.payers import forget_customer, make_customer
from newsstand.members.billing.portal import portal_address
from newsstand.members.billing.provider import Answer, Provider, the_provider
from newsstand.members.billing.shapes import INEXACT, TENS_ONLY, moment, word
from newsstand.members.billing.snapshots import MEMBER, RUNNING, contract_of
from newsstand.members.membership.events import lock_reader
from newsstand.members.membership.plans import plan_book, price_of
from newsstand.members.models import Checkout, Gift, Reader
from newsstand.model import Plan, Price

OPEN_FOR = timedelta(hours=23)  # the provider keeps a session, and what it knows of our key, for a day
TURNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to pay for."""

    plan: Plan
    price: Price
    seats: int = 1
    gift: Gift | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """What of it the checkout's row remembers."""
        return {"gift": self.gift.pk} if self.gift else {}


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody who wants to pay is sent: to pay, to their contract, or to what they paid already."""

    kind: Literal["checkout", "portal", "done"]
    url: str


def wish_for(plan: str, currency: str, seats: int = 1, gift: Gift | None = None) -> Wish:
    """What is wanted, by names; PaymentRefused where nothing of the kind is sold."""
    found = plan_book().of(plan)
    if found is None or not found.is_offered or (found.kind == "gift") != (gift is not None):
        raise PaymentRefused(f"no plan “{plan[:40]}” is sold here", reason="no_plan")
    price = price_of(found, currency)
    if price is None:
        raise PaymentRefused(f"“{found.slug}” is not sold in {currency[:3]}", reason="no_price")
    check_currency(price)
    if not found.seats[0] <= seats <= found.seats[1]:
        raise PaymentRefused(
            f"“{found.slug}” is sold for {found.seats[0]} to {found.seats[1]} seats", reason="seats"
        )
    if gift is not None and gift.paid_at is not None:
        raise PaymentRefused("this gift is paid", reason="gift_paid")
    return Wish(plan=found, price=price, seats=seats, gift=gift)


def check_currency(price: Price) -> None:
    """PaymentRefused where the provider cannot take this very amount."""
    amount = price.amount
    if amount.currency in INEXACT or (amount.currency in TENS_ONLY and amount.minor % 10):
        raise PaymentRefused(
            f"the payment provider cannot take {amount.minor} of the smallest unit of {amount.currency} exactly",
            reason="inexact",
        )


def open_checkout(reader: Reader, wish: Wish, *, address: str, language: str, now: datetime) -> Way:
    """Where this reader pays for this: the same page for all who ask at once, and their contract where they have one."""
    desk = the_provider()
    customer = make_customer(reader, desk, now)
    if wish.gift is None and has_contract(customer, desk, now):
        return Way("portal", portal_address(reader, address=address, language=language))
    for _ in range(TURNS):
        row = _claim(reader, wish, address, now)
        if row.session:
            way = _follow_up(row, wish, desk, address, now)
        else:
            way = _open(row, wish, customer, desk, now)
        if way is not None:
            return way
        customer = make_customer(reader, desk, now)
    raise PaymentRefused("several tabs ask to pay for several things at one moment", reason="busy")


def has_contract(customer: str, desk: Provider, now: datetime) -> bool:
    """Whether the provider runs a contract of this customer's; what it says is noted, whatever webhooks told."""
    answers = Answers(desk)
    runs = False
    for body in desk.each("subscriptions", customer=customer, status="all"):
        if contract_of(body, plan_book()).status not in RUNNING:
            continue
        runs = True
        stands = desk.read(f"subscriptions/{word(body, 'id', needed=True)}")
        if stands is not None:
            decide(answers, partial(note_answer, stands, now=now))
    return runs


def _claim(reader: Reader, wish: Wish, address: str, now: datetime) -> Checkout:
    """The reader's open checkout; one that was never opened at the provider gives way to another wish."""
    with transaction.atomic():
        lock_reader(reader)
        row = Checkout.objects.filter(reader=reader, done_at=None).first()
        if row is not None and row.session is None and (not _is_for(row, wish) or row.expires_at <= now):
            row.done_at = now
            row.save(update_fields=["done_at"])
            row = None
        if row is None:
            row = Checkout.objects.create(
                reader=reader,
                plan=wish.plan.slug,
                currency=wish.price.amount.currency,
                seats=wish.seats,
                key=token_hex(16),
                made_at=now,
                expires_at=now + OPEN_FOR,
                facts={**wish.facts, "address": address},
            )
    return row


def _is_for(row: Checkout, wish: Wish) -> bool:
    asked = (wish.plan.slug, wish.price.amount.currency, wish.seats, wish.facts.get("gift"))
    return (row.plan, row.currency, row.seats, row.facts.get("gift")) == asked


def _follow_up(row: Checkout, wish: Wish, desk: Provider, address: str, now: datetime) -> Way | None:
    """Go on with a checkout that was opened before; None where it is over and another one may be opened."""
    session = note_checkout(str(row.session), desk, now)
    status = word(session, "status") if session else "expired"
    if status == "complete":
        return Way("done", done_address(address, str(row.session)))
    if status == "open" and _is_for(row, wish):
        return Way("checkout", row.url)
    if status == "open":
        try:
            desk.change(f"checkout/sessions/{row.session}/expire")
        except PaymentRefused:
            return None  # it was paid, or ran out, this very moment: look again
    Checkout.objects.filter(pk=row.pk, done_at=None).update(done_at=now)
    return None


def _open(row: Checkout, wish: Wish, customer: str, desk: Provider, now: datetime) -> Way | None:
    """Open a claimed checkout at the provider; None where another tab's wish came first, or the customer is gone."""
    try:
        made = desk.make("checkout/sessions", key=f"checkout-{row.key}", **_session(row, wish, customer))
    except PaymentRefused as refused:
        if refused.reason == "resource_missing":
            forget_customer(customer, now)
        elif refused.reason != "IdempotencyError":  # this row was asked for before, by other prices
            raise
        Checkout.objects.filter(pk=row.pk, done_at=None).update(done_at=now)
        return None
    session, url = word(made.body, "id", needed=True), _address_in(made)
    expires_at = moment(made.body, "expires_at") or row.expires_at
    standing = Checkout.objects.filter(pk=row.pk, done_at=None)
    if standing.update(session=session, url=url, expires_at=expires_at):
        return Way("checkout", url)
    with contextlib.suppress(PaymentRefused):  # whoever opened it at the same moment has closed it
        desk.change(f"checkout/sessions/{session}/expire")
    return None


def _address_in(made: Answer) -> str:
    url = made.body.get("url")
    if not isinstance(url, str) or not url.startswith(("https://", "http://127.0.0.1:")):
        raise PaymentRefused("the payment provider opened no page", reason="no_page")
    return url[:2000]


def done_address(address: str, session: str) -> str:
    """Where somebody comes back to who has paid."""
    return f"{address}/join/done?session={session}"


def _session(row: Checkout, wish: Wish, customer: str) -> dict[str, Any]:
    """The provider's parameters: the same for the same row, as its idempotency wants; its pages go by the browser's language."""
    reader = row.reader
    assert reader is not None
    member = {MEMBER: reader.pseudonym, "plan": row.plan}
    address = row.facts["address"]
    if wish.gift is not None:
        member["gift"] = str(wish.gift.pk)
    params: dict[str, Any] = {
        "mode": "payment" if wish.gift else "subscription",
        "customer": customer,
        "client_reference_id": reader.pseudonym,
        "line_items": [{**_price(wish), "quantity": row.seats}],
        "metadata": {**member, "checkout": row.key},
        "success_url": done_address(address, "{CHECKOUT_SESSION_ID}"),
        "cancel_url": f"{address}/join/",
        ("payment_intent_data" if wish.gift else "subscription_data"): {"metadata": member},
    }
    if settings.NEWSSTAND["NEWSSTAND_STRIPE_TAX"]:
        params["automatic_tax"] = {"enabled": True}
        params["customer_update"] = {"address": "auto"}
    return params


def _price(wish: Wish) -> dict[str, Any]:
    if wish.price.provider_price:
        return {"price": wish.price.provider_price}
    said: dict[str, Any] = {
        "currency": wish.price.amount.currency.lower(),
        "unit_amount": wish.price.amount.minor,
        "product_data": {"name": wish.plan.name},
    }
    if wish.plan.interval != "once":
        said["recurring"] = {"interval": wish.plan.interval}
    return {"price_data": said}
