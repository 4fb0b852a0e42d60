"""The plans, with prices in a currency that can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsstand.members.membership.holding import holding_of
from newsstand.members.membership.money import currency_for
from newsstand.members.membership.plans import PlanBook, plan_book, price_of
from newsstand.members.membership.students import may_buy
from newsstand.members.models import Reader
from newsstand.model import Money, Plan
from newsstand.web.amounts import amount_in_words
from newsstand.web.clock import now_of
from newsstand.web.gate import address
from newsstand.web.membership_words import per_interval, plan_name
from newsstand.web.readers import country_named, reader_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A plan as the page shows it."""

    slug: str
    kind: str
    name: str
    price: str
    every: str
    saving: str
    seats: tuple[int, int]
    is_open: bool


def sells_here() -> bool:
    """Whether memberships are sold; else the operator gives them."""
    values = settings.NEWSSTAND
    return bool(values["NEWSSTAND_STRIPE_KEY"]) and not values["NEWSSTAND_SINGLE_READER"]


def currency_of(request: HttpRequest, reader: Reader | None, book: PlanBook) -> str:
    """The currency that was chosen, else that of the reader's country."""
    chosen = request.GET.get("currency", "")
    country = (reader.country if reader else "") or country_named(request)
    return chosen if chosen in book.currencies else currency_for(country, book.currencies)


def offers(kind: str, currency: str, book: PlanBook, reader: Reader | None = None) -> list[Offer]:
    """The plans of a kind that are sold in a currency."""
    shown = []
    for plan in book.offered(kind):
        price = price_of(plan, currency)
        if price is not None:
            shown.append(
                Offer(
                    slug=plan.slug,
                    kind=plan.kind,
                    name=plan_name(plan),
                    price=amount_in_words(price.amount),
                    every=per_interval(plan),
                    saving=saving_of(plan, currency, book),
                    seats=plan.seats,
                    is_open=kind != "student" or (reader is not None and may_buy(reader, plan, book)),
                )
            )
    return shown


def saving_of(plan: Plan, currency: str, book: PlanBook) -> str:
    """What a year costs less than twelve months, as an amount; "" for nothing."""
    if plan.kind != "person" or plan.interval != "year":
        return ""
    month = next((p for p in book.offered("person") if p.interval == "month" and p.months == 1), None)
    a_month, a_year = (price_of(month, currency) if month else None), price_of(plan, currency)
    if a_month is None or a_year is None:
        return ""
    less = a_month.amount.minor * plan.months - a_year.amount.minor
    return amount_in_words(Money(minor=less, currency=currency)) if less > 0 else ""


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """What a membership costs, and the way to it."""
    reader, book = reader_of(request), plan_book()
    currency = currency_of(request, reader, book)
    held = holding_of(reader, now_of(request))
    context: dict[str, Any] = {
        "sells": sells_here(),
        "is_alone": settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"],
        "days": settings.NEWSSTAND["NEWSSTAND_TRIAL_DAYS"],
        "contact": settings.NEWSSTAND["NEWSSTAND_CONTACT"],
        "currency": currency,
        "currencies": book.currencies,
        "persons": offers("person", currency, book),
        "students": offers("student", currency, book, reader),
        "groups": offers("group", currency, book),
        "gifts": offers("gift", currency, book),
        "holding": held,
        "has_contract": held.source == "card" and held.state.may_read,
        "pay_page": address("pay", "/join/pay"),
        "sign_up": address("account_signup", "/account/signup/"),
        "sign_in": address("account_login", "/account/login/"),
        "here": "join",
    }
    response = render(request, "web/membership/join.html", context)
    response["Cache-Control"] = "private, no-cache"  # prices by the country of who asks
    return response
