"""Courses that a membership takes in the world: a trial, and one thing besides it, told in the order in which it happens."""

from __future__ import annotations

import random
from collections.abc import Iterator

from newsstand.members.membership.facts import Event
from tests.members.membership.lives import contract, event

MOST_STEPS = 7
# Whoever pays for group 1: paid, failing, made good, cancelled, over, and paid anew.
PAYER = (
    contract(8, plan="group", seats=3, name="sub_0", period_end=38),
    contract(9, "canceled", plan="group", seats=3, name="sub_0", period_end=38, ended_at=9),
    contract(10, plan="group", seats=3, period_end=40),
    contract(40, "past_due", plan="group", seats=3, period_start=40, period_end=70),
    contract(44, plan="group", seats=3, period_start=40, period_end=70),
    contract(60, plan="group", seats=3, period_start=40, period_end=70, cancels=True),
    contract(100, plan="group", seats=3, name="sub_2"),
    contract(110, "paused", plan="group", seats=3, name="sub_2", period_start=100, period_end=130, paused_until=150),
    contract(152, plan="group", seats=3, name="sub_2", period_start=150, period_end=180),
    contract(160, plan="group", seats=1, name="sub_2", period_start=150, period_end=180),
)  # fmt: skip


def one_course(dice: random.Random) -> list[Event]:
    """A sign-up as often as not, then what happens to one contract, grant, gift or seat."""
    told = [event("signed_up", 0, trial_days=14)] if dice.random() < 0.7 else []
    at = dice.choice((0.5, 3.0, 9.0, 20.0))
    told += dice.choice((_card, _card, _card, _hand, _given, _seat))(dice, at)
    if dice.random() < 0.06:
        told.append(event("account_closed", at + dice.randint(1, 200)))
    return told


def _card(dice: random.Random, at: float) -> Iterator[Event]:  # noqa: C901 - one step of many at a time
    start, end, status, cancels = at, at + 30, "active", False
    if dice.random() < 0.2:
        yield contract(at - 0.1, "incomplete")
    yield contract(at)
    for _ in range(dice.randint(0, MOST_STEPS)):
        facts = {"period_start": start, "period_end": end}
        if status in ("past_due", "unpaid"):
            at += dice.choice((1, 5, 13, 16))
            step = dice.choice(("paid", "active", "unpaid", "canceled", "refunded", "paused"))
        elif status == "paused":
            at += dice.choice((3, 29, 31, 45))
            step = dice.choice(("active", "canceled", "cancels", "refunded"))
        elif cancels:
            at += dice.choice((1, 4))
            step = dice.choice(("active", "active", "canceled", "refunded", "over", "past_due", "failed"))
        else:
            at += dice.choice((1, 3, 25))
            step = dice.choice(("renewed", "renewed", "past_due", "failed", "cancels", "paused", "canceled", "refunded"))  # fmt: skip
        match step:
            case "renewed":
                at = max(at, end + dice.choice((0, 0, 2, 20)))
                start, end = end, end + 30
                yield contract(at, period_start=start, period_end=end)
            case "past_due" | "failed":
                at = max(at, end) if status != "paused" else at
                start, end = (end, end + 30) if at >= end else (start, end)
                if step == "failed" and status != "paused":
                    yield event("payment_failed", at + 0.1, contract="sub_1", invoice=f"in_{at}")
                    at += 0.1
                else:
                    yield contract(at, "past_due", period_start=start, period_end=end)
                    status = "past_due"
                cancels = False
            case "paid":
                yield event(
                    "payment_succeeded", at, contract="sub_1", invoice=f"in_{at}", period_end=max(end, at + 9)
                )
                status, end = "active", max(end, at + 9)
            case "active":
                if at >= end:
                    start, end = at, at + 30
                yield contract(at, period_start=start, period_end=end)
                status, cancels = "active", False
            case "unpaid":
                yield contract(at, "unpaid", **facts)
                status = "unpaid"
            case "cancels":
                end = max(end, at + 5)
                yield contract(at, cancels=True, period_start=start, period_end=end)
                status, cancels = "active", True
            case "paused":
                yield contract(at, "paused", paused_until=dice.choice((None, at + 30, at + 60)), **facts)
                status = "paused"
            case "canceled":
                yield contract(at, "canceled", ended_at=at, **facts)
                return
            case "over":
                yield contract(end, "canceled", ended_at=end, **facts)
                return
            case "refunded":
                yield event("refunded", at, contract="sub_1", invoice=f"in_{at}", whole=True)
                if dice.random() < 0.5:
                    return


def _hand(dice: random.Random, at: float) -> Iterator[Event]:
    for _ in range(dice.randint(1, 5)):
        kind = dice.choice(("granted", "granted", "grant_ended", "paused", "paused", "resumed"))
        match kind:
            case "granted":
                yield event(kind, at, until=dice.choice((None, at + 5, at + 40)), plan="")
            case "paused":
                yield event(kind, at, until=at + dice.choice((10, 60)))
            case _:
                yield event(kind, at)
        at += dice.choice((0.5, 3, 20))


def _given(dice: random.Random, at: float) -> Iterator[Event]:
    for number in range(dice.randint(1, 5)):
        kind = dice.choice(("gift_redeemed", "coupon_used", "paused", "paused", "resumed"))
        match kind:
            case "gift_redeemed":
                yield event(kind, at, gift=number, months=dice.choice((1, 3)), plan="gift-3")
            case "coupon_used":
                yield event(kind, at, coupon=number, days=dice.choice((3, 30)))
            case "paused":
                yield event(kind, at, until=at + dice.choice((10, 60)))
            case _:
                yield event(kind, at)
        at += dice.choice((0.5, 3, 20, 50))


def _seat(dice: random.Random, at: float) -> Iterator[Event]:
    at += dice.choice((0, 0, 4, 7, 9, 12, 25, 42, 50, 90))
    for _ in range(dice.randint(1, 5)):
        yield event(dice.choice(("seat_taken", "seat_taken", "seat_left")), at, group=1, seat=2)
        at += dice.choice((1, 1, 2, 8, 18, 40))
