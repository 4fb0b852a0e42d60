"""The provider's contracts and invoices as we understand them: pure, from its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from newsstand.members.billing.shapes import (
    currency_of,
    moment,
    moment_needed,
    part,
    things,
    whole,
    word,
)
from newsstand.members.membership.plans import PlanBook

MEMBER = "newsstand_member"  # where we write a reader's pseudonym into the provider's objects
STATUSES = {"trialing": "active", "incomplete_expired": "canceled"}
RUNNING = frozenset({"active", "past_due", "unpaid", "paused"})
LATER = {
    "past_due": 1,
    "unpaid": 2,
}  # of two snapshots of one second, what a failed payment made of the other


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSnapshot:
    """A contract as it stood at one moment; `facts` is what membership is told."""

    contract: str
    customer: str
    member: str
    facts: dict[str, Any]

    @property
    def status(self) -> str:
        """Where it stands, in our words."""
        return str(self.facts["status"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A bill of a contract, as far as money and membership go."""

    invoice: str
    contract: str
    customer: str
    member: str
    plan: str
    currency: str
    paid: int
    tax: int
    paid_at: datetime | None
    attempts: int
    period_end: datetime
    first_day: date
    last_day: date
    seats: int


def contract_of(body: Any, book: PlanBook) -> ContractSnapshot:
    """A subscription of the provider's."""
    items = things(body, "items")
    item = items[0] if items else None
    status = word(body, "status", needed=True)
    pause = part(body, "pause_collection")
    status = STATUSES.get(status, status)
    if pause and status == "active":
        status = "paused"
    start = moment(item, "current_period_start") or moment(body, "current_period_start")
    end = moment(item, "current_period_end") or moment(body, "current_period_end")
    ended = moment(body, "ended_at")
    leaves_at = moment(body, "cancel_at")
    price = word(item, "price")
    contract, customer = word(body, "id", needed=True), word(body, "customer", needed=True)
    facts = {
        "contract": contract,
        "customer": customer,
        "plan": plan_of(price, word(body, "metadata", "plan"), book),
        "status": status,
        "period_start": _said(start),
        "period_end": _said(leaves_at if leaves_at and end and leaves_at < end else end),
        "cancels": part(body, "cancel_at_period_end") is True or leaves_at is not None,
        "paused_until": _said(moment(pause, "resumes_at")),
        "ended_at": _said(ended),
        "seats": max(1, whole(item, "quantity", default=1)),
    }
    return ContractSnapshot(
        contract=contract,
        customer=customer,
        member=word(body, "metadata", MEMBER),
        facts=facts,
    )


def plan_of(price: str, told: str, book: PlanBook) -> str:
    """The plan that a price of the provider's belongs to; else the one that we wrote into the contract."""
    for plan in book.plans:
        if price and any(one.provider_price == price for one in plan.prices):
            return plan.slug
    return told[:40]


def rank_of(kind: str, status: str) -> int:
    """Which of two events of one second came later, as far as their kinds can say."""
    if kind.endswith(".created"):
        return 0
    if kind.endswith(".deleted"):
        return 5
    return 1 + LATER.get(status, 0)


def invoice_of(body: Any, book: PlanBook, zone: str) -> Invoice:
    """An invoice of the provider's; its days are the house's."""
    details = part(body, "parent", "subscription_details")
    line = _main_line(things(body, "lines"))
    start = moment(line, "period", "start") or moment_needed(body, "created")
    end = moment(line, "period", "end") or start
    first_day, last_day = days_of(start, end, zone)
    paid, total = whole(body, "amount_paid", default=0), whole(body, "total", default=0)
    price = word(line, "pricing", "price_details", "price")
    return Invoice(
        invoice=word(body, "id", needed=True),
        contract=word(details, "subscription") or word(body, "subscription"),
        customer=word(body, "customer"),
        member=word(details, "metadata", MEMBER),
        plan=plan_of(price, word(details, "metadata", "plan"), book),
        currency=currency_of(body, "currency"),
        paid=paid,
        tax=part_of(_taxes(body), paid, total),
        paid_at=moment(body, "status_transitions", "paid_at"),
        attempts=whole(body, "attempt_count", default=0),
        period_end=end,
        first_day=first_day,
        last_day=last_day,
        seats=min(max(1, whole(line, "quantity", default=1)), 2**31 - 1),
    )


def days_of(start: datetime, end: datetime, zone: str) -> tuple[date, date]:
    """The first and the last day of a period: the day on which the next one begins is the next one's."""
    local = ZoneInfo(zone)
    first = start.astimezone(local).date()
    last = max(end, start).astimezone(local).date() - timedelta(days=1)
    return first, max(first, last)


def part_of(amount: int, paid: int, total: int) -> int:
    """What of an amount goes with what was paid of a total, to the nearest unit; halves go up."""
    if amount <= 0 or paid <= 0 or total <= 0:
        return 0
    return amount if paid >= total else (2 * amount * paid + total) // (2 * total)


def _taxes(body: Any) -> int:
    return sum(whole(one, "amount", default=0) for one in things(body, "total_taxes"))


def _main_line(lines: list[Any]) -> Any:
    """The line that says what is paid for: a period in full before a part of one, then the greatest."""

    def weight(line: Any) -> tuple[bool, int]:
        is_part = part(line, "parent", "subscription_item_details", "proration") is True
        return (not is_part, whole(line, "amount", default=0))

    return max(lines, key=weight, default=None)


def _said(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
