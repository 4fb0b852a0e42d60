"""The gate that readers meet: what lies behind it, what that costs, and the ways on."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from newsstand.members.membership.money import currency_for
from newsstand.members.membership.plans import plan_book, price_of
from newsstand.model import MemberState
from newsstand.web.amounts import amount_in_words
from newsstand.web.clock import now_of
from newsstand.web.opened import read_opened
from newsstand.web.readers import asker_of, reader_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The ways through: `is_again` for who was a member before; `price` is "" where nothing is sold here.

    free_left: free reads of this month that are left to this browser
    """

    is_again: bool
    days: int
    price: str
    sign_up: str
    sign_in: str
    join: str
    free_left: int


def gate_of(request: HttpRequest) -> Gate:
    """The gate of a page, leading back to it."""
    asker, reader = asker_of(request), reader_of(request)
    onward = urlencode({"next": request.path})
    most: int = settings.NEWSSTAND["NEWSSTAND_FREE_READS"]
    return Gate(
        is_again=reader is not None and asker.state in (MemberState.ENDED, MemberState.PAUSED),
        days=settings.NEWSSTAND["NEWSSTAND_TRIAL_DAYS"],
        price=price_in_words(asker.country),
        sign_up=f"{address('account_signup', '/account/signup/')}?{onward}",
        sign_in=f"{address('account_login', '/account/login/')}?{onward}",
        join=f"{address('join', '/join/')}?{onward}",
        free_left=max(0, most - read_opened(request, now_of(request)).count),
    )


def address(name: str, otherwise: str) -> str:
    """A page's address by its name, where it is wired here."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise


def price_in_words(country: str) -> str:
    """What the first plan for one person costs: "€9.99 a month"; "" where memberships are granted by hand."""
    if not settings.NEWSSTAND["NEWSSTAND_STRIPE_KEY"]:
        return ""
    book = plan_book()
    plan = next(iter(book.offered("person")), None)
    price = price_of(plan, currency_for(country, book.currencies)) if plan else None
    if plan is None or price is None:
        return ""
    amount = amount_in_words(price.amount)
    if plan.interval == "year":
        return gettext("%(amount)s a year") % {"amount": amount}
    return gettext("%(amount)s a month") % {"amount": amount}
