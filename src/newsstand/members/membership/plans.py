"""Plans and prices, read from a TOML file; a fault names the file, the plan and the field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from django.conf import settings

from newsstand.errors import PlansUnreadable
from newsstand.members.membership.money import parse_amount
from newsstand.model import Plan, Price
from newsstand.model.membership import Interval, PlanKind

OWN_PLANS = Path(__file__).with_name("plans.toml")
MOST_SEATS = 500
MOST_MONTHS = 120
KINDS: tuple[str, ...] = get_args(PlanKind)
INTERVALS: tuple[str, ...] = get_args(Interval)
FIELDS = frozenset({"slug", "name", "kind", "interval", "months", "seats", "prices", "provider", "offered"})
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_DOMAIN = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBook:
    """What can be bought here, in the order of the file, and whose addresses are students'."""

    plans: tuple[Plan, ...]
    student_domains: tuple[str, ...] = ()

    def of(self, slug: str) -> Plan | None:
        """The plan of a name, offered or not: who bought it once goes on holding it."""
        return next((plan for plan in self.plans if plan.slug == slug), None)

    def offered(self, kind: str) -> tuple[Plan, ...]:
        """The plans of a kind that can be bought now."""
        return tuple(plan for plan in self.plans if plan.is_offered and plan.kind == kind)

    @property
    def currencies(self) -> tuple[str, ...]:
        """Every currency in which something is offered, in the order of the file."""
        return tuple(
            dict.fromkeys(p.amount.currency for plan in self.plans if plan.is_offered for p in plan.prices)
        )

    @property
    def group_plans(self) -> frozenset[str]:
        """The names of plans that pay for seats."""
        return frozenset(plan.slug for plan in self.plans if plan.kind == "group")


def price_of(plan: Plan, currency: str) -> Price | None:
    """What a plan costs in a currency; None where it is not sold for that."""
    return next((price for price in plan.prices if price.amount.currency == currency), None)


def plan_book() -> PlanBook:
    """This house's plans: those of NEWSSTAND_PLANS, else those that come with Newsstand."""
    path = Path(settings.NEWSSTAND["NEWSSTAND_PLANS"] or OWN_PLANS)
    try:
        return _kept(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise PlansUnreadable(f"{path}: the file of plans cannot be read ({error.strerror})") from error


@lru_cache(maxsize=8)
def _kept(path: Path, changed: int) -> PlanBook:
    return read_plans(path.read_bytes(), str(path))


def read_plans(content: bytes, file: str) -> PlanBook:
    """The plans of a TOML file; PlansUnreadable says where it is wrong."""
    try:
        said = tomllib.loads(content.decode("utf-8"))
    except ValueError as error:
        raise PlansUnreadable(f"{file}: this is no TOML ({error})") from error
    given = said.get("plan")
    if not isinstance(given, list) or not given:
        raise PlansUnreadable(f"{file}: there is no [[plan]]")
    plans: list[Plan] = []
    for number, one in enumerate(given, 1):
        plan = _plan(one, f"{file}, plan {number}")
        if any(plan.slug == other.slug for other in plans):
            raise PlansUnreadable(f"{file}, plan “{plan.slug}”, slug: there are two of this name")
        plans.append(plan)
    if not any(plan.is_offered for plan in plans):
        raise PlansUnreadable(f"{file}: no plan is offered")
    domains = said.get("student_domains", [])
    if not isinstance(domains, list) or not all(isinstance(d, str) and _DOMAIN.fullmatch(d) for d in domains):
        raise PlansUnreadable(f'{file}, student_domains: write a list such as [".edu", ".ac.uk"]')
    return PlanBook(plans=tuple(plans), student_domains=tuple(domains))


def _plan(said: Mapping[str, Any], where: str) -> Plan:
    slug = said.get("slug")
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
        raise PlansUnreadable(f"{where}, slug: write small letters, digits and hyphens")
    where = f"{where.rpartition(',')[0]}, plan “{slug}”"
    for unknown in sorted(said.keys() - FIELDS):
        raise PlansUnreadable(f"{where}, {unknown}: there is no such field")
    kind = _one_of(said, "kind", KINDS, where)
    months = _whole(said.get("months"), "months", 1, MOST_MONTHS, where)
    offered = said.get("offered", True)
    if not isinstance(offered, bool):
        raise PlansUnreadable(f"{where}, offered: say true or false")
    name = said.get("name")
    if not isinstance(name, str) or not name.strip():
        raise PlansUnreadable(f"{where}, name: say what it is called")
    return Plan(
        slug=slug,
        name=name.strip(),
        kind=kind,  # type: ignore[arg-type]
        interval=_one_of(said, "interval", INTERVALS, where),  # type: ignore[arg-type]
        months=months,
        prices=_prices(said, where),
        seats=_seats(said, kind, where),
        is_offered=offered,
    )


def _prices(said: Mapping[str, Any], where: str) -> tuple[Price, ...]:
    prices, provider = said.get("prices"), said.get("provider", {})
    if not isinstance(prices, dict) or not prices:
        raise PlansUnreadable(f'{where}, prices: write one a currency, such as {{ EUR = "9.99" }}')
    if not isinstance(provider, dict) or not all(isinstance(v, str) for v in provider.values()):
        raise PlansUnreadable(f'{where}, provider: write one a currency, such as {{ EUR = "price_…" }}')
    for currency in provider.keys() - prices.keys():
        raise PlansUnreadable(f"{where}, provider: there is no price in {currency}")
    found = []
    for currency, text in prices.items():
        if not isinstance(text, str):
            raise PlansUnreadable(f'{where}, prices, {currency}: write the amount as text, such as "9.99"')
        try:
            amount = parse_amount(text, currency)
        except ValueError as error:
            raise PlansUnreadable(f"{where}, prices, {currency}: {error}") from error
        if amount.minor == 0:
            raise PlansUnreadable(
                f"{where}, prices, {currency}: it costs nothing; grant such memberships instead"
            )
        found.append(Price(amount=amount, provider_price=provider.get(currency, "")))
    return tuple(found)


def _seats(said: Mapping[str, Any], kind: str, where: str) -> tuple[int, int]:
    seats = said.get("seats")
    if kind != "group":
        if seats is not None:
            raise PlansUnreadable(f"{where}, seats: only a group has seats")
        return (1, 1)
    if not isinstance(seats, list) or len(seats) != 2:
        raise PlansUnreadable(f"{where}, seats: write the fewest and the most, such as [3, 500]")
    fewest = _whole(seats[0], "seats", 2, MOST_SEATS, where)
    return (fewest, _whole(seats[1], "seats", fewest, MOST_SEATS, where))


def _whole(value: Any, name: str, low: int, high: int, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise PlansUnreadable(f"{where}, {name}: write a whole number from {low} to {high}")
    return value


def _one_of(said: Mapping[str, Any], name: str, choices: tuple[str, ...], where: str) -> str:
    value = said.get(name)
    if value not in choices:
        raise PlansUnreadable(f"{where}, {name}: write one of {', '.join(choices)}")
    return str(value)
