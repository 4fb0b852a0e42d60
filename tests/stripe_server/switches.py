"""The switches of the tests, under `/_/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.stripe_server import life, money, sessions
from tests.stripe_server.deliveries import Courier
from tests.stripe_server.shapes import Thing, seconds_of, shown
from tests.stripe_server.world import World

DAY = 86_400


def _reset(world: World, courier: Courier, body: Thing) -> Any:
    world.__init__(  # type: ignore[misc] - the same world, empty again
        seed=world.seed + 1,
        moment=seconds_of(body["now"]) if "now" in body else None,
        address=world.address,
    )
    courier.forget(body.get("mode", "off"), body.get("webhook", courier.webhook))
    return {"now": world.now}


def _advance(world: World, courier: Courier, body: Thing) -> Any:
    life.advance(world, seconds_of(body["to"]) if "to" in body else world.now + int(body["days"] * DAY))
    return {"now": world.now}


def _deliveries(world: World, courier: Courier, body: Thing) -> Any:
    for name in ("mode", "copies", "drop", "delay", "webhook"):
        if name in body:
            setattr(courier, name, body[name])
    return {"held": len(courier.held)}


def _card(world: World, courier: Courier, body: Thing) -> Any:
    world.get(body["customer"], "customer")["_card"] = body["card"]
    return {}


def _pay(world: World, courier: Courier, body: Thing) -> Any:
    return {"paid": sessions.pay(world, body["session"], body.get("card", money.PAYS))}


def _api(world: World, courier: Courier, body: Thing) -> Any:
    world.is_down = bool(body["down"])
    return {}


def _tax(world: World, courier: Courier, body: Thing) -> Any:
    world.tax_percent = int(body["percent"])
    return {}


def _settle(world: World, courier: Courier, body: Thing) -> Any:
    world.settles = (body["currency"], int(body["num"]), int(body["den"]))
    return {}


Switch = Callable[[World, Courier, Thing], Any]
SWITCHES: dict[tuple[str, str], Switch] = {
    ("POST", "reset"): _reset,
    ("POST", "advance"): _advance,
    ("POST", "deliveries"): _deliveries,
    ("POST", "card"): _card,
    ("POST", "pay"): _pay,
    ("POST", "api"): _api,
    ("POST", "tax"): _tax,
    ("POST", "settle"): _settle,
    ("POST", "dispute"): lambda world, courier, body: shown(money.dispute(world, body)),
    ("POST", "close_dispute"): lambda world, courier, body: shown(money.close_dispute(world, body)),
    ("GET", "events"): lambda world, courier, body: world.events,
    ("GET", "state"): lambda world, courier, body: shown(world.objects),
    ("GET", "calls"): lambda world, courier, body: world.calls,
    ("GET", "deliveries"): lambda world, courier, body: courier.sent,
}
