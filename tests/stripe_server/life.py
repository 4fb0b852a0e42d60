"""How a subscription lives: it starts, renews, fails, is tried again, pauses, changes, ends."""

from __future__ import annotations

from typing import Any

from tests.stripe_server.money import charge, is_declined
from tests.stripe_server.shapes import ApiError, Thing, add_interval, as_list
from tests.stripe_server.world import World

DAY = 86_400
RETRIES = (3 * DAY, 5 * DAY, 7 * DAY)
RUNNING = ("active", "past_due", "unpaid", "trialing")


def start(world: World, customer: Thing, price: Thing, quantity: int, metadata: Thing) -> tuple[Thing, Thing]:
    """A subscription with its first invoice, which is not paid yet."""
    now = world.now
    end = add_interval(now, price["recurring"]["interval"], now)
    sub = world.make(
        "sub",
        "subscription",
        automatic_tax={"enabled": False, "disabled_reason": None, "liability": None},
        billing_cycle_anchor=now,
        cancel_at=None,
        cancel_at_period_end=False,
        canceled_at=None,
        cancellation_details={"comment": None, "feedback": None, "reason": None},
        collection_method="charge_automatically",
        currency=price["currency"],
        customer=customer["id"],
        default_payment_method=None,
        discounts=[],
        ended_at=None,
        latest_invoice=None,
        metadata=dict(metadata),
        pause_collection=None,
        start_date=now,
        status="incomplete",
        trial_end=None,
        trial_start=None,
        _pending=[],
    )
    item = {
        "id": world.new_id("si"),
        "object": "subscription_item",
        "created": now,
        "current_period_start": now,
        "current_period_end": end,
        "metadata": {},
        "price": price,
        "quantity": quantity,
        "subscription": sub["id"],
    }
    sub["items"] = as_list([item], f"/v1/subscription_items?subscription={sub['id']}")
    world.tell("customer.subscription.created", sub)
    line = period_line(world, sub, price["unit_amount"] * quantity)
    return sub, make_invoice(world, sub, [line], "subscription_create")


def item_of(sub: Thing) -> Thing:
    item: Thing = sub["items"]["data"][0]
    return item


def period_line(world: World, sub: Thing, amount: int, **over: Any) -> Thing:
    item = item_of(sub)
    period = {"start": item["current_period_start"], "end": item["current_period_end"]}
    details = {
        "proration": bool(over.get("proration")),
        "subscription": sub["id"],
        "subscription_item": item["id"],
    }
    return {
        "id": world.new_id("il"),
        "object": "line_item",
        "amount": amount,
        "currency": sub["currency"],
        "description": over.get("description", "Membership"),
        "livemode": False,
        "metadata": dict(sub["metadata"]),
        "parent": {"type": "subscription_item_details", "subscription_item_details": details},
        "period": over.get("period", period),
        "pricing": {
            "type": "price_details",
            "price_details": {"price": item["price"]["id"], "product": item["price"]["product"]},
            "unit_amount_decimal": str(item["price"]["unit_amount"]),
        },
        "quantity": item["quantity"],
        "taxes": [],
    }


def make_invoice(world: World, sub: Thing, lines: list[Thing], reason: str) -> Thing:
    lines = [*sub["_pending"], *lines]
    sub["_pending"] = []
    total = sum(line["amount"] for line in lines)
    tax = total - total * 100 // (100 + world.tax_percent) if world.tax_percent and total > 0 else 0
    taxes = [{"amount": tax, "tax_behavior": "inclusive", "type": "tax_rate_details"}] if tax else []
    due = max(total, 0)
    details = {"subscription": sub["id"], "metadata": dict(sub["metadata"])}
    invoice = world.make(
        "in",
        "invoice",
        amount_due=due,
        amount_paid=0,
        amount_remaining=due,
        attempt_count=0,
        attempted=False,
        auto_advance=True,
        billing_reason=reason,
        collection_method="charge_automatically",
        currency=sub["currency"],
        customer=sub["customer"],
        next_payment_attempt=None,
        number=f"N-{len(list(world.every('invoice'))) + 1:04d}",
        parent={"type": "subscription_details", "subscription_details": details, "quote_details": None},
        period_start=world.now,
        period_end=world.now,
        status="open",
        status_transitions={"finalized_at": world.now, "paid_at": None, "voided_at": None},
        subtotal=total,
        total=total,
        total_taxes=taxes,
    )
    for line in lines:
        line["invoice"] = invoice["id"]
    invoice["lines"] = as_list(lines, f"/v1/invoices/{invoice['id']}/lines")
    sub["latest_invoice"] = invoice["id"]
    world.tell("invoice.created", invoice)
    world.tell("invoice.finalized", invoice)
    return invoice


def collect(world: World, invoice: Thing, card: str, *, is_renewal: bool) -> bool:
    """Try to take an invoice's amount; whether it was paid."""
    sub = world.get(invoice["parent"]["subscription_details"]["subscription"], "subscription")
    invoice["attempt_count"] += 1
    invoice["attempted"] = True
    if invoice["amount_due"] and is_declined(card, is_renewal=is_renewal):
        tries = invoice["attempt_count"]
        again = RETRIES[tries - 1] if tries <= len(RETRIES) and is_renewal else None
        invoice["next_payment_attempt"] = world.now + again if again else None
        world.tell("invoice.payment_failed", invoice)
        if is_renewal and again is None:
            end(world, sub, "payment_failed")
        elif is_renewal and sub["status"] != "past_due":
            sub["status"] = "past_due"
            world.tell("customer.subscription.updated", sub)
        return False
    if invoice["amount_due"]:
        customer = world.get(invoice["customer"], "customer")
        intent = charge(world, customer, invoice["amount_due"], invoice["currency"], {})
        world.make(
            "inpay",
            "invoice_payment",
            amount_paid=invoice["amount_due"],
            amount_requested=invoice["amount_due"],
            currency=invoice["currency"],
            invoice=invoice["id"],
            is_default=True,
            payment={"type": "payment_intent", "payment_intent": intent["id"]},
            status="paid",
        )
    invoice.update(
        status="paid", amount_paid=invoice["amount_due"], amount_remaining=0, next_payment_attempt=None
    )
    invoice["status_transitions"]["paid_at"] = world.now
    if sub["status"] != "active" and sub["status"] != "canceled":
        sub["status"] = "active"
        world.tell("customer.subscription.updated", sub)
    world.tell("invoice.paid", invoice)
    world.tell("invoice.payment_succeeded", invoice)
    return True


def end(world: World, sub: Thing, reason: str) -> None:
    if sub["status"] == "canceled":
        raise ApiError(f"No such subscription: '{sub['id']}'", status=404, code="resource_missing")
    sub.update(status="canceled", ended_at=world.now, canceled_at=sub["canceled_at"] or world.now)
    sub["cancellation_details"]["reason"] = reason
    for invoice in world.every("invoice"):
        if (
            invoice["status"] == "open"
            and invoice["parent"]["subscription_details"]["subscription"] == sub["id"]
        ):
            invoice.update(status="void", next_payment_attempt=None)
    world.tell("customer.subscription.deleted", sub)


def renew(world: World, sub: Thing) -> None:
    """The period is over: the next one begins and is charged, unless the member has left or pauses."""
    if sub["cancel_at_period_end"]:
        end(world, sub, "cancellation_requested")
        return
    item = item_of(sub)
    begin = item["current_period_end"]
    interval = item["price"]["recurring"]["interval"]
    item.update(
        current_period_start=begin,
        current_period_end=add_interval(begin, interval, sub["billing_cycle_anchor"]),
    )
    line = period_line(world, sub, item["price"]["unit_amount"] * item["quantity"])
    invoice = make_invoice(world, sub, [line], "subscription_cycle")
    world.tell("customer.subscription.updated", sub)
    if sub["pause_collection"]:
        invoice.update(status="void", amount_remaining=0)
        world.tell("invoice.voided", invoice)
        return
    customer = world.get(sub["customer"], "customer")
    collect(world, invoice, customer["_card"], is_renewal=True)


def due(world: World) -> tuple[int, str, Thing] | None:
    """What time brings next."""
    found: list[tuple[int, str, Thing]] = []
    for sub in world.every("subscription"):
        if sub["status"] in RUNNING:
            found.append((item_of(sub)["current_period_end"], "renew", sub))
            if sub["cancel_at"] and not sub["cancel_at_period_end"]:
                found.append((sub["cancel_at"], "end", sub))
            if sub["pause_collection"] and sub["pause_collection"].get("resumes_at"):
                found.append((sub["pause_collection"]["resumes_at"], "resume", sub))
    for invoice in world.every("invoice"):
        if invoice["status"] == "open" and invoice["next_payment_attempt"]:
            found.append((invoice["next_payment_attempt"], "retry", invoice))
    for session in world.every("checkout.session"):
        if session["status"] == "open":
            found.append((session["expires_at"], "expire", session))
    return min(found, key=lambda one: (one[0], one[1] != "resume", one[2]["id"]), default=None)


def advance(world: World, to: int) -> None:
    """Let time pass, and with it all that it brings."""
    while (next_one := due(world)) is not None and next_one[0] <= to:
        at, what, thing = next_one
        world.moment = max(at, world.now)
        if what == "renew":
            renew(world, thing)
        elif what == "end":
            end(world, thing, "cancellation_requested")
        elif what == "resume":
            thing["pause_collection"] = None
            world.tell("customer.subscription.updated", thing)
        elif what == "retry":
            customer = world.get(thing["customer"], "customer")
            collect(world, thing, customer["_card"], is_renewal=True)
        else:
            thing.update(status="expired", url=None)
            world.tell("checkout.session.expired", thing)
    world.moment = to


def use_card(world: World, customer: Thing, card: str) -> bool:
    """Put another card in; what is owed is tried with it at once."""
    customer["_card"] = card
    for invoice in world.every("invoice"):
        if invoice["customer"] == customer["id"] and invoice["status"] == "open":
            return collect(world, invoice, card, is_renewal=True)
    return True
