"""What a member holds and what it costs: plans, prices, where somebody stands. Money is whole minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from newsstand.model.terms import MemberState

PlanKind = Literal["person", "student", "group", "gift"]
Interval = Literal["month", "year", "once"]
Source = Literal["", "trial", "card", "hand", "gift", "coupon", "seat", "staff", "alone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount: `minor` counts the smallest unit of an ISO 4217 currency (cents, yen)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse what is no amount."""
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError("money is counted in whole minor units")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"{self.currency!r} is no ISO 4217 code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a plan costs in one currency; `provider_price` is its id at the payment provider."""

    amount: Money
    provider_price: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Something that can be bought.

    slug:     stable key
    months:   how long one payment lasts
    seats:    the fewest and the most of a group plan; (1, 1) for others
    prices:   one a currency; of a group plan, a seat's
    """

    slug: str
    name: str
    kind: PlanKind
    interval: Interval
    months: int
    prices: tuple[Price, ...]
    seats: tuple[int, int] = (1, 1)
    is_offered: bool = True

    def __post_init__(self) -> None:
        """Refuse impossible values."""
        if self.months < 1 or not 1 <= self.seats[0] <= self.seats[1]:
            raise ValueError(f"plan {self.slug}: months and seats begin at 1")
        currencies = [price.amount.currency for price in self.prices]
        if len(set(currencies)) != len(currencies):
            raise ValueError(f"plan {self.slug} has two prices in one currency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Where a reader stands with their membership at one moment.

    source:  what they read by: a trial, a card, the operator's hand, a gift, a coupon, a seat in a group, their work here
    until:   when that ends unless something happens; None: never
    next_at: the next moment at which time alone changes the state; None: never
    """

    state: MemberState
    source: Source = ""
    plan: str = ""
    since: datetime | None = None
    until: datetime | None = None
    next_at: datetime | None = None
