"""What the provider knows: its objects, its clock, its events."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.stripe_server.shapes import ApiError, Thing, shown

VERSION = "2026-10-28.endive"


@dataclass
class World:
    """All objects by id, in the order in which they were made."""

    seed: int
    moment: int | None = None  # None: the wall's
    address: str = ""
    objects: dict[str, Thing] = field(default_factory=dict)
    events: list[Thing] = field(default_factory=list)
    answered: dict[str, tuple[str, int, Thing]] = field(default_factory=dict)  # by idempotency key
    tax_percent: int = 0
    settles: tuple[str, int, int] | None = None
    is_down: bool = False
    outbox: list[Thing] = field(default_factory=list)  # events that the courier has not taken yet
    calls: list[str] = field(default_factory=list)
    _made: int = 0

    def __post_init__(self) -> None:
        self._prefix = f"{random.Random(self.seed).getrandbits(32):08x}"

    @property
    def now(self) -> int:
        return int(time.time()) if self.moment is None else self.moment

    def new_id(self, prefix: str) -> str:
        self._made += 1
        return f"{prefix}_{self._prefix}{self._made:06d}"

    def make(self, prefix: str, kind: str, **fields: Any) -> Thing:
        """A new object of a kind."""
        thing = {
            "id": self.new_id(prefix),
            "object": kind,
            "created": self.now,
            "livemode": False,
            "metadata": {},
            **fields,
        }
        self.objects[thing["id"]] = thing
        return thing

    def get(self, key: Any, kind: str) -> Thing:
        """The object of an id, or Stripe's own 404."""
        thing = self.objects.get(str(key))
        if thing is None or thing["object"] != kind:
            raise ApiError(f"No such {kind}: '{key}'", status=404, code="resource_missing")
        return thing

    def every(self, kind: str) -> Iterator[Thing]:
        return (thing for thing in list(self.objects.values()) if thing["object"] == kind)

    def tell(self, kind: str, thing: Thing) -> Thing:
        """Make an event with a snapshot of the thing as it is now."""
        event = {
            "id": self.new_id("evt"),
            "object": "event",
            "api_version": VERSION,
            "created": self.now,
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
            "data": {"object": json.loads(json.dumps(shown(thing)))},
        }
        self.events.append(event)
        self.outbox.append(event)
        return event
