"""How money moves: cards, charges, what the provider takes, refunds, disputes."""

from __future__ import annotations

from typing import Any

from tests.stripe_server.shapes import ApiError, Thing
from tests.stripe_server.world import World

PAYS = "4242424242424242"
FAILS_LATER = "4000000000000341"
DECLINED = "4000000000000002"
PERCENT_TENTHS, FIXED = 15, 25  # 1.5 % and 25 of the smallest unit


def is_declined(card: str, *, is_renewal: bool) -> bool:
    return card not in (PAYS, FAILS_LATER) or (card == FAILS_LATER and is_renewal)


def charge(world: World, customer: Thing | None, amount: int, currency: str, metadata: Thing) -> Thing:
    """Take an amount from a card that pays; the payment intent."""
    who = customer["id"] if customer else None
    intent = world.make(
        "pi",
        "payment_intent",
        amount=amount,
        amount_received=amount,
        currency=currency,
        customer=who,
        status="succeeded",
        latest_charge=None,
        metadata=dict(metadata),
    )
    taken = world.make(
        "ch",
        "charge",
        amount=amount,
        amount_captured=amount,
        amount_refunded=0,
        balance_transaction=None,
        captured=True,
        currency=currency,
        customer=who,
        disputed=False,
        paid=True,
        payment_intent=intent["id"],
        refunded=False,
        status="succeeded",
        metadata=dict(metadata),
    )
    intent["latest_charge"] = taken["id"]
    taken["balance_transaction"] = _settle(world, amount, currency, taken["id"], "charge")["id"]
    world.tell("charge.succeeded", taken)
    world.tell("payment_intent.succeeded", intent)
    return intent


def _settle(
    world: World, amount: int, currency: str, source: str, kind: str, fee: int | None = None
) -> Thing:
    into, num, den = world.settles or (currency, 1, 1)
    held = amount * num // den
    if fee is None:
        fee = (held * PERCENT_TENTHS + 500) // 1000 + FIXED
    return world.make(
        "txn",
        "balance_transaction",
        amount=held,
        currency=into,
        exchange_rate=None if into == currency else num / den,
        fee=fee,
        fee_details=[{"amount": fee, "currency": into, "type": "stripe_fee", "description": "fees"}],
        net=held - fee,
        source=source,
        status="pending",
        type=kind,
    )


def refund(world: World, params: Thing) -> Thing:
    """Give back a charge, in whole or in part."""
    key = params.get("charge")
    if not key:
        key = world.get(params.get("payment_intent"), "payment_intent")["latest_charge"]
    taken = world.get(key, "charge")
    left = taken["amount"] - taken["amount_refunded"]
    amount = int(params.get("amount", left))
    if not 0 < amount <= left:
        raise ApiError(
            "Refund amount is greater than unrefunded amount on charge", code="charge_already_refunded"
        )
    made = world.make(
        "re",
        "refund",
        amount=amount,
        charge=taken["id"],
        currency=taken["currency"],
        payment_intent=taken["payment_intent"],
        reason=params.get("reason"),
        status="succeeded",
        balance_transaction=None,
    )
    made["balance_transaction"] = _settle(world, -amount, taken["currency"], made["id"], "refund", 0)["id"]
    taken["amount_refunded"] += amount
    taken["refunded"] = taken["amount_refunded"] == taken["amount"]
    world.tell("refund.created", made)
    world.tell("charge.refunded", taken)
    return made


def dispute(world: World, body: Thing) -> Thing:
    """A cardholder takes a charge back."""
    taken = world.get(body.get("charge"), "charge")
    made = world.make(
        "dp",
        "dispute",
        amount=taken["amount"],
        charge=taken["id"],
        currency=taken["currency"],
        payment_intent=taken["payment_intent"],
        reason="fraudulent",
        status="needs_response",
        balance_transactions=[],
    )
    taken["disputed"] = True
    made["balance_transactions"].append(
        _settle(world, -taken["amount"], taken["currency"], made["id"], "adjustment", 2000)
    )
    world.tell("charge.dispute.created", made)
    world.tell("charge.dispute.funds_withdrawn", made)
    return made


def close_dispute(world: World, body: Thing) -> Thing:
    """The bank has decided."""
    made = world.get(body.get("dispute"), "dispute")
    made["status"] = str(body.get("status", "lost"))
    if made["status"] == "won":
        back: dict[str, Any] = _settle(world, made["amount"], made["currency"], made["id"], "adjustment", 0)
        made["balance_transactions"].append(back)
        world.tell("charge.dispute.funds_reinstated", made)
    world.tell("charge.dispute.closed", made)
    return made
