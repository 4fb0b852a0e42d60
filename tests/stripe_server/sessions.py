"""Checkout and portal sessions, and what their buttons do."""

from __future__ import annotations

from tests.stripe_server.changing import price_of
from tests.stripe_server.life import collect, start
from tests.stripe_server.money import PAYS, charge, is_declined
from tests.stripe_server.shapes import ApiError, Thing, is_yes
from tests.stripe_server.world import World

A_DAY = 86_400


def make_session(world: World, params: Thing) -> Thing:
    """A checkout that waits for somebody to pay."""
    mode = params.get("mode")
    if (
        mode not in ("subscription", "payment")
        or not params.get("line_items")
        or not params.get("success_url")
    ):
        raise ApiError("Missing required param: mode, line_items or success_url.")
    if params.get("customer") and world.get(params["customer"], "customer").get("deleted"):
        raise ApiError(f"No such customer: '{params['customer']}'", code="resource_missing")
    line = params["line_items"][0]
    price = price_of(world, line)
    if (mode == "subscription") != bool(price["recurring"]):
        raise ApiError(f"You specified `{mode}` mode but passed a price of another type.")
    quantity = int(line.get("quantity", 1))
    total = price["unit_amount"] * quantity
    tax = total - total * 100 // (100 + world.tax_percent) if world.tax_percent else 0
    made = world.make(
        "cs_test",
        "checkout.session",
        amount_subtotal=total,
        amount_total=total,
        automatic_tax={"enabled": is_yes((params.get("automatic_tax") or {}).get("enabled")), "status": None},
        cancel_url=params.get("cancel_url"),
        client_reference_id=params.get("client_reference_id"),
        currency=price["currency"],
        customer=params.get("customer"),
        expires_at=int(params.get("expires_at", world.now + A_DAY)),
        invoice=None,
        metadata=params.get("metadata") or {},
        mode=mode,
        payment_intent=None,
        payment_status="unpaid",
        status="open",
        subscription=None,
        success_url=params["success_url"],
        total_details={"amount_discount": 0, "amount_shipping": 0, "amount_tax": tax},
        _price=price,
        _quantity=quantity,
        _subscription=(params.get("subscription_data") or {}).get("metadata") or {},
        _payment=(params.get("payment_intent_data") or {}).get("metadata") or {},
    )
    made["url"] = f"{world.address}/c/pay/{made['id']}"
    return made


def expire_session(world: World, key: str) -> Thing:
    """Close a session that nobody paid."""
    session = world.get(key, "checkout.session")
    if session["status"] != "open":
        raise ApiError('Only Checkout Sessions with a status in ["open"] can be expired.')
    session.update(status="expired", url=None)
    world.tell("checkout.session.expired", session)
    return session


def pay(world: World, key: str, card: str = PAYS) -> bool:
    """What the checkout's button does; False where the card is declined."""
    session = world.get(key, "checkout.session")
    if session["status"] != "open":
        raise ApiError("This session can no longer be paid.")
    if is_declined(card, is_renewal=False):
        return False
    customer = world.objects.get(session["customer"] or "")
    if session["mode"] == "payment":
        intent = charge(world, customer, session["amount_total"], session["currency"], session["_payment"])
        session["payment_intent"] = intent["id"]
    else:
        if customer is None:
            customer = world.make("cus", "customer", email=None, name=None, balance=0, _card=card)
            session["customer"] = customer["id"]
            world.tell("customer.created", customer)
        customer["_card"] = card
        sub, invoice = start(
            world, customer, session["_price"], session["_quantity"], session["_subscription"]
        )
        collect(world, invoice, card, is_renewal=False)
        session.update(subscription=sub["id"], invoice=invoice["id"])
    session.update(status="complete", payment_status="paid", url=None)
    world.tell("checkout.session.completed", session)
    return True


def make_portal(world: World, params: Thing) -> Thing:
    """A way into the page on which members look after their contract."""
    customer = world.get(params.get("customer"), "customer")
    if customer.get("deleted"):
        raise ApiError(f"No such customer: '{customer['id']}'", code="resource_missing")
    made = world.make(
        "bps",
        "billing_portal.session",
        customer=customer["id"],
        return_url=params.get("return_url"),
        locale=params.get("locale"),
    )
    made["url"] = f"{world.address}/p/session/{made['id']}"
    return made
