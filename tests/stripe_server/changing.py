"""What one can change of a subscription: cancel and take it back, pause, other seats, another price."""

from __future__ import annotations

from tests.stripe_server.life import collect, end, item_of, make_invoice, period_line
from tests.stripe_server.shapes import ApiError, Thing, add_interval, is_yes
from tests.stripe_server.world import World


def update(world: World, key: str, params: Thing) -> Thing:
    """Change a subscription as its owner asks."""
    sub = world.get(key, "subscription")
    if sub["status"] in ("canceled", "incomplete_expired"):
        raise ApiError("A canceled subscription can only update its cancellation_details and metadata.")
    if "cancel_at_period_end" in params:
        leaves = is_yes(params["cancel_at_period_end"])
        until = item_of(sub)["current_period_end"]
        sub.update(
            cancel_at_period_end=leaves,
            cancel_at=until if leaves else None,
            canceled_at=world.now if leaves else None,
        )
    if "pause_collection" in params:
        asked = params["pause_collection"]
        sub["pause_collection"] = (
            {
                "behavior": asked["behavior"],
                "resumes_at": int(asked["resumes_at"]) if asked.get("resumes_at") else None,
            }
            if isinstance(asked, dict)
            else None
        )
    sub["metadata"].update(params.get("metadata") or {})
    if params.get("items"):
        _change_item(world, sub, params["items"][0], params.get("proration_behavior", "create_prorations"))
    world.tell("customer.subscription.updated", sub)
    return sub


def _change_item(world: World, sub: Thing, asked: Thing, proration: str) -> None:
    item = item_of(sub)
    if asked.get("id") != item["id"]:
        raise ApiError("You cannot add a second item here: name the item's id.")
    before = item["price"]["unit_amount"] * item["quantity"]
    begin, until = item["current_period_start"], item["current_period_end"]
    unused = before * (until - world.now) // (until - begin)
    item["quantity"] = int(asked.get("quantity", item["quantity"]))
    lines = []
    if "price" in asked or "price_data" in asked:
        price = price_of(world, asked)
        changes = price["recurring"]["interval"] != item["price"]["recurring"]["interval"]
        item["price"] = price
        if changes:
            sub["billing_cycle_anchor"] = world.now
            item["current_period_start"] = world.now
            item["current_period_end"] = add_interval(world.now, price["recurring"]["interval"], world.now)
    begin, until = item["current_period_start"], item["current_period_end"]
    after = item["price"]["unit_amount"] * item["quantity"] * (until - world.now) // (until - begin)
    is_new_period = begin == world.now
    old = {"start": world.now, "end": until if not is_new_period else world.now}
    lines.append(period_line(world, sub, -unused, proration=True, period=old, description="Unused time"))
    lines.append(
        period_line(
            world,
            sub,
            after,
            proration=not is_new_period,
            period={"start": world.now, "end": until},
            description="Remaining time",
        )
    )
    if proration == "none":
        return
    if proration == "always_invoice" or is_new_period:
        invoice = make_invoice(world, sub, lines, "subscription_update")
        collect(world, invoice, world.get(sub["customer"], "customer")["_card"], is_renewal=True)
    else:
        sub["_pending"] += lines


def price_of(world: World, asked: Thing) -> Thing:
    """A price that is known, or one made of what is said."""
    if asked.get("price"):
        return world.get(asked["price"], "price")
    said = asked["price_data"]
    product = said.get("product")
    if product is None:
        if "product_data" not in said:
            raise ApiError("Missing required param: price_data[product].")
        product = world.make("prod", "product", name=said["product_data"]["name"], active=True)["id"]
    return world.make(
        "price",
        "price",
        active=False,
        currency=said["currency"].lower(),
        unit_amount=int(said["unit_amount"]),
        product=product,
        lookup_key=None,
        recurring={"interval": said["recurring"]["interval"], "interval_count": 1}
        if "recurring" in said
        else None,
        type="recurring" if "recurring" in said else "one_time",
    )


def cancel(world: World, key: str) -> Thing:
    """End a subscription at once."""
    sub = world.get(key, "subscription")
    end(world, sub, "cancellation_requested")
    return sub
