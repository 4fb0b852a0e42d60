"""The interface's addresses: which method on which path does what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from stripe import params as known

from tests.stripe_server import changing, money, sessions
from tests.stripe_server.shapes import ApiError, Thing, as_list, shown
from tests.stripe_server.world import World

Route = Callable[..., Thing]


def _make_customer(world: World, params: Thing) -> Thing:
    made = world.make(
        "cus",
        "customer",
        balance=0,
        currency=None,
        email=params.get("email"),
        name=params.get("name"),
        invoice_settings={"default_payment_method": None},
        metadata=params.get("metadata") or {},
        _card=money.DECLINED,
    )
    world.tell("customer.created", made)
    return made


def _delete_customer(world: World, params: Thing, key: str) -> Thing:
    customer = world.get(key, "customer")
    for sub in list(world.every("subscription")):
        if sub["customer"] == key and sub["status"] in ("active", "past_due", "unpaid"):
            changing.cancel(world, sub["id"])
    world.tell("customer.deleted", customer)
    customer["deleted"] = True
    return {"id": key, "object": "customer", "deleted": True}


def _make_price(world: World, params: Thing) -> Thing:
    made = changing.price_of(world, {"price_data": params})
    made.update(active=True, lookup_key=params.get("lookup_key"), metadata=params.get("metadata") or {})
    return made


def _reading(kind: str) -> Route:
    def read(world: World, params: Thing, key: str) -> Thing:
        thing = world.get(key, kind)
        return {"id": key, "object": kind, "deleted": True} if thing.get("deleted") else thing

    return read


def _listing(kind: str, url: str, *filters: str) -> Route:
    def read(world: World, params: Thing) -> Thing:
        things = world.events if kind == "event" else list(world.every(kind))
        things = [t for t in reversed(things) if _fits(t, params, filters)]
        if after := params.get("starting_after"):
            at = next((n for n, t in enumerate(things) if t["id"] == after), None)
            if at is None:
                raise ApiError(f"No such {kind}: '{after}'", code="resource_missing")
            things = things[at + 1 :]
        limit = int(params.get("limit", 10))
        if not 1 <= limit <= 100:
            raise ApiError("This value must be between 1 and 100 (it currently is {limit}).")
        return as_list(things[:limit], url, has_more=len(things) > limit)

    return read


def _fits(thing: Thing, params: Thing, filters: tuple[str, ...]) -> bool:
    created = params.get("created") or {}
    if thing["created"] < int(created.get("gte", 0)):
        return False
    if params.get("types") and thing["type"] not in params["types"]:
        return False
    status = params.get("status")
    if status is None and thing["object"] == "subscription" and thing["status"] == "canceled":
        return False
    if status not in (None, "all") and thing.get("status") != status:
        return False
    if "payment" in params and thing["payment"]["payment_intent"] != params["payment"].get("payment_intent"):
        return False
    return all(thing.get(name) == params[name] for name in filters if name in params)


ROUTES: tuple[tuple[str, str, Route, Any], ...] = (
    ("POST", r"customers", _make_customer, known.CustomerCreateParams),
    ("GET", r"customers/(\w+)", _reading("customer"), None),
    ("DELETE", r"customers/(\w+)", _delete_customer, None),
    ("POST", r"prices", _make_price, None),
    ("POST", r"checkout/sessions", sessions.make_session, known.checkout.SessionCreateParams),
    ("GET", r"checkout/sessions/(\w+)", _reading("checkout.session"), None),
    ("POST", r"checkout/sessions/(\w+)/expire", lambda w, p, key: sessions.expire_session(w, key), None),
    ("POST", r"billing_portal/sessions", sessions.make_portal, known.billing_portal.SessionCreateParams),
    (
        "GET",
        r"subscriptions",
        _listing("subscription", "/v1/subscriptions", "customer"),
        known.SubscriptionListParams,
    ),
    ("GET", r"subscriptions/(\w+)", _reading("subscription"), None),
    (
        "POST",
        r"subscriptions/(\w+)",
        lambda w, p, key: changing.update(w, key, p),
        known.SubscriptionModifyParams,
    ),
    (
        "DELETE",
        r"subscriptions/(\w+)",
        lambda w, p, key: changing.cancel(w, key),
        known.SubscriptionCancelParams,
    ),
    ("GET", r"invoices", _listing("invoice", "/v1/invoices", "customer"), known.InvoiceListParams),
    ("GET", r"invoices/(\w+)", _reading("invoice"), None),
    (
        "GET",
        r"invoice_payments",
        _listing("invoice_payment", "/v1/invoice_payments", "invoice"),
        known.InvoicePaymentListParams,
    ),
    ("GET", r"payment_intents/(\w+)", _reading("payment_intent"), None),
    ("GET", r"charges/(\w+)", _reading("charge"), None),
    ("POST", r"refunds", money.refund, known.RefundCreateParams),
    (
        "GET",
        r"refunds",
        _listing("refund", "/v1/refunds", "charge", "payment_intent"),
        known.RefundListParams,
    ),
    (
        "GET",
        r"disputes",
        _listing("dispute", "/v1/disputes", "charge", "payment_intent"),
        known.DisputeListParams,
    ),
    ("GET", r"events", _listing("event", "/v1/events"), known.EventListParams),
    ("GET", r"balance_transactions/(\w+)", _reading("balance_transaction"), None),
)


def answer(world: World, method: str, path: str, params: Thing) -> Thing:
    """Do what is asked; ApiError says what is wrong with it."""
    world.calls.append(f"{method} {path}")
    for wanted, pattern, route, shape in ROUTES:
        match = re.fullmatch(pattern, path)
        if match is None or wanted != method:
            continue
        expand = params.pop("expand", [])
        if shape is not None:
            for name in params:
                if name not in _names(shape):
                    raise ApiError(f"Received unknown parameter: {name}", code="parameter_unknown")
        thing: Thing = shown(route(world, params, *match.groups()))
        for wish in expand:
            thing = _expanded(world, thing, wish.split("."))
        return thing
    raise ApiError(f"Unrecognized request URL ({method}: /v1/{path}).", status=404)


def _names(shape: Any) -> set[str]:
    return {name for base in shape.__mro__ for name in getattr(base, "__annotations__", {})}


def _expanded(world: World, thing: Any, wish: list[str]) -> Any:
    """The thing with an id on the wish's way replaced by what it stands for."""
    if not wish or thing is None:
        return thing
    if isinstance(thing, list):
        return [_expanded(world, one, wish) for one in thing]
    name, *rest = wish
    value = thing.get(name)
    if isinstance(value, str):
        value = shown(world.objects.get(value))
    return {**thing, name: _expanded(world, value, rest)}
