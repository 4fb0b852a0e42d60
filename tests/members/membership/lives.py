"""Lives of memberships: events as they happen, by chance with a seed and by hypothesis."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from newsstand.members.membership.facts import Event
from newsstand.members.membership.machine import Rules

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
RULES = Rules(trial_days=14, grace_days=14, group_plans=frozenset({"group"}))


def day(number: float) -> datetime:
    """So many days after the start."""
    return START + timedelta(days=number)


def event(kind: str, at: float, key: str = "", **facts: Any) -> Event:
    """An event `at` days after the start; moments among the facts are days as well."""
    said = {
        name: day(value).isoformat()
        if name in ("until", "period_start", "period_end", "paused_until", "ended_at") and value is not None
        else value
        for name, value in facts.items()
    }
    return Event(key=key or f"{kind}@{at}", kind=kind, at=day(at), facts=said)


def contract(at: float, status: str = "active", name: str = "sub_1", **facts: Any) -> Event:
    """A snapshot of a contract that renews a month after `at`."""
    defaults: dict[str, Any] = {
        "contract": name, "customer": "cus_1", "plan": "monthly", "status": status, "period_start": at,
        "period_end": at + 30, "cancels": False, "seats": 1, "rank": 0,
    }  # fmt: skip
    key = f"{name}/{status}/{at}/{facts.get('rank', 0)}/{facts.get('cancels', False)}"
    return event("contract", at, key, **(defaults | facts))


def any_event(draw: Any, number: int) -> Event:
    """One event at some quarter of a day within a quarter of a year; `draw(low, high)` gives whole numbers."""
    at = draw(0, 360) / 4
    kind = KINDS[draw(0, len(KINDS) - 1)]
    key = f"{kind}-{number}"
    match kind:
        case "signed_up":
            return event(kind, at, key, trial_days=draw(0, 20))
        case "granted":
            until = None if draw(0, 3) == 0 else at + draw(-3, 60)
            return event(kind, at, key, until=until, plan=("", "group", "monthly")[draw(0, 2)], seats=3)
        case "gift_redeemed":
            return event(kind, at, key, gift=number, months=draw(1, 3), plan="gift-3")
        case "coupon_used":
            return event(kind, at, key, coupon=number, days=draw(1, 30))
        case "seat_taken" | "seat_left":
            return event(kind, at, key, group=1, seat=draw(2, 4))
        case "paused":
            return event(kind, at, key, until=at + draw(1, 60))
        case "payment_failed" | "payment_succeeded" | "refunded":
            return event(
                kind, at, key, contract=f"sub_{draw(1, 2)}", invoice=f"in_{draw(1, 3)}", period_end=at + 30,
                whole=draw(0, 1) == 1,
            )  # fmt: skip
        case "contract":
            return _any_contract(draw, at, key)
    return event(kind, at, key)


def _any_contract(draw: Any, at: float, key: str) -> Event:
    statuses = ("incomplete", "active", "active", "active", "past_due", "unpaid", "canceled", "paused")
    status = statuses[draw(0, len(statuses) - 1)]
    start = at - draw(0, 30)
    return event(
        "contract", at, key, contract=f"sub_{draw(1, 2)}", customer="cus_1", plan=("monthly", "group")[draw(0, 1)],
        status=status, period_start=start, period_end=start + 30, cancels=draw(0, 2) == 0,
        paused_until=at + draw(1, 60) if status == "paused" and draw(0, 3) else None,
        ended_at=at if status == "canceled" else None, seats=draw(1, 4), rank=draw(0, 2),
    )  # fmt: skip


KINDS = (
    "signed_up", "granted", "grant_ended", "gift_redeemed", "coupon_used", "seat_taken", "seat_left", "contract", "contract",
    "contract", "contract", "payment_failed", "payment_succeeded", "refunded", "paused", "resumed", "account_closed",
)  # fmt: skip


@st.composite
def lives(draw: Any) -> list[Event]:
    """Up to ten events of one reader."""

    def whole(low: int, high: int) -> int:
        return int(draw(st.integers(low, high)))

    return [any_event(whole, number) for number in range(whole(0, 10))]


def many_lives(count: int, seed: int) -> Iterator[list[Event]]:
    """Lives by chance, the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        yield [any_event(dice.randint, number) for number in range(dice.randint(1, 9))]
