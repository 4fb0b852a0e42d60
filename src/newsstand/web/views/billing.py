"""Paying: on to the provider's page, back from it, and what the provider tells us."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from newsstand.errors import (
    EventUnusable,
    PayerUnknown,
    PaymentRefused,
    ProviderObjectUnreadable,
    ProviderUnreachable,
    SignatureInvalid,
)
from newsstand.members.billing import Wish, hear, open_checkout, portal_address, provider, wish_for
from newsstand.members.billing.applying import note_checkout
from newsstand.members.billing.webhooks import MOST_BYTES
from newsstand.members.limits import allow
from newsstand.members.membership.plans import plan_book
from newsstand.members.membership.students import may_buy
from newsstand.members.models import Checkout, Gift, Reader, SubscriptionEvent
from newsstand.model import Money
from newsstand.web.clock import now_of
from newsstand.web.membership_words import plan_name
from newsstand.web.readers import for_readers

log = logging.getLogger(__name__)

TRIES_AN_HOUR = 30  # each asks the provider
MOST_LOOKS = 10  # times that the page looks for a payment by itself
LONGEST_SESSION = 120
INTERVALS = frozenset({"month", "year"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def pay(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What is to be paid, and by POST the way to the provider's page."""
    if _is_nothing_sold():
        return _refused(request, "no_provider")
    now = now_of(request)
    try:
        wish = _wish(request, reader)
        if request.method != "POST":
            return render(request, "web/billing/pay.html", _in_words(wish))
        if not allow(f"pay:{reader.pk}", TRIES_AN_HOUR, 3600, now):
            return _refused(request, "too_often", status=429)
        way = open_checkout(reader, wish, address=house_address(request), language=_language(), now=now)
    except PaymentRefused as refused:
        return _refused(request, refused.reason)
    except (ProviderUnreachable, PayerUnknown, ProviderObjectUnreadable, EventUnusable) as error:
        log.warning("reader %d cannot pay now: %s", reader.pk, error)
        return _refused(request, "unreachable", status=503)
    if way.kind == "done":
        return redirect(way.url)
    return render(request, "web/billing/go.html", {"way": way})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def portal(request: HttpRequest, reader: Reader) -> HttpResponse:
    """On to the provider's page of the reader's card and bills."""
    if _is_nothing_sold():
        return _refused(request, "no_provider")
    if not allow(f"pay:{reader.pk}", TRIES_AN_HOUR, 3600, now_of(request)):
        return _refused(request, "too_often", status=429)
    try:
        url = portal_address(reader, address=house_address(request), language=_language())
    except PaymentRefused as refused:
        return _refused(request, refused.reason)
    except ProviderUnreachable as error:
        log.warning("reader %d cannot be sent to their bills: %s", reader.pk, error)
        return _refused(request, "unreachable", status=503)
    return render(request, "web/billing/go.html", {"way": {"kind": "card", "url": url}})


@never_cache
@require_safe
@for_readers
def paid(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Back from paying: what the provider itself says of it, whatever the address claims."""
    session = request.GET.get("session", "").replace("\0", "")[:LONGEST_SESSION]
    row = Checkout.objects.filter(reader=reader, session=session).first() if session else None
    desk = provider()
    if row is None or desk is None:
        raise Http404("There is no such payment.")
    looks = min(_number(request.GET.get("look", ""), 0), MOST_LOOKS)
    try:
        kind = _kind_of(note_checkout(session, desk, now_of(request)))
    except (
        ProviderUnreachable,
        PayerUnknown,
        ProviderObjectUnreadable,
        EventUnusable,
        PaymentRefused,
    ) as error:
        log.warning("checkout %d cannot be looked at now: %s", row.pk, error)
        kind = "on_its_way"
    if kind == "on_its_way" and _is_paid_by_word(row):
        kind = "paid"
    return render(
        request,
        "web/billing/done.html",
        {
            "kind": kind,
            "is_gift": "gift" in row.facts,
            "row": row,
            "next_look": looks + 1 if kind == "on_its_way" and looks < MOST_LOOKS else 0,
        },
    )


@csrf_exempt
@require_POST
def stripe_hook(request: HttpRequest) -> HttpResponse:
    """What the payment provider tells: kept first, acted upon now or by the next round."""
    length = _number(request.headers.get("Content-Length", ""), 0)
    if length > MOST_BYTES:
        return _plain(413, "too large")
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return _plain(413, "too large")
    if not settings.NEWSSTAND["NEWSSTAND_STRIPE_WEBHOOK_SECRET"]:
        return _plain(404, "nothing here")
    try:
        heard = hear(body, request.headers.get("Stripe-Signature", ""), now_of(request))
    except (SignatureInvalid, ProviderObjectUnreadable) as error:
        log.warning("a webhook of %d bytes is refused: %s", len(body), error)
        return _plain(400, "refused")
    return _plain(200, heard)


def _kind_of(session: dict[str, Any] | None) -> str:
    """How a payment stands by the provider's own word: paid, on_its_way, expired or open."""
    status = session.get("status") if session else "expired"
    if status == "complete":
        return "paid" if session and session.get("payment_status") != "unpaid" else "on_its_way"
    return "expired" if status == "expired" else "open"


def _is_paid_by_word(row: Checkout) -> bool:
    """Whether a webhook told already that a checkout was paid."""
    if "gift" in row.facts:
        return Gift.objects.filter(pk=row.facts["gift"]).exclude(paid_at=None).exists()
    told = SubscriptionEvent.objects.filter(reader=row.reader, kind="payment_succeeded", at__gte=row.made_at)
    return row.done_at is not None and told.exists()


def house_address(request: HttpRequest) -> str:
    """Where the provider leads back to."""
    said: str = settings.NEWSSTAND["NEWSSTAND_ADDRESS"].rstrip("/")
    return said or request.build_absolute_uri("/").rstrip("/")


def _is_nothing_sold() -> bool:
    return bool(settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"]) or provider() is None


def _wish(request: HttpRequest, reader: Reader) -> Wish:
    """What is asked for, in the form or in the address; PaymentRefused where nobody sells that."""
    asked = request.POST if request.method == "POST" else request.GET
    gift = None
    if asked.get("gift"):
        gift = Gift.objects.filter(pk=_number(asked["gift"], 0), giver=reader).first()
        if gift is None:
            raise PaymentRefused("there is no such gift", reason="no_plan")
    slug = gift.plan if gift else asked.get("plan", "")
    book = plan_book()
    plan = book.of(slug)
    if plan is not None and not may_buy(reader, plan, book):
        raise PaymentRefused(f"“{plan.slug}” is not sold to this reader", reason="not_a_student")
    currency = asked.get("currency", "") or book.currencies[0]
    seats = _number(asked.get("seats", ""), plan.seats[0] if plan else 1)
    return wish_for(slug, currency, seats, gift)


def _in_words(wish: Wish) -> dict[str, Any]:
    amount = wish.price.amount
    return {
        "wish": wish,
        "plan": plan_name(wish.plan),
        "amount": Money(minor=amount.minor * wish.seats, currency=amount.currency),
        "currency": amount.currency,
        "is_group": wish.plan.kind == "group",
    }


def _refused(request: HttpRequest, reason: str, *, status: int = 200) -> HttpResponse:
    sentences = {
        "no_provider": gettext("Nothing is sold here. Memberships are given by whoever runs this paper."),
        "too_often": gettext("You have tried this many times. Please try again in an hour."),
        "unreachable": gettext(
            "The payment service does not answer. Nothing was charged. Please try again later."
        ),
        "no_contract": gettext("You have not paid by card here, so there is no card to change."),
        "not_a_student": gettext(
            "This plan is for students. Confirm an address at your school or university first."
        ),
        "seats": gettext("This plan is not sold for so many seats."),
        "gift_paid": gettext("This gift is paid already."),
        "busy": gettext("You are paying in another window. Please finish there, or try again."),
    }
    problem = sentences.get(reason) or gettext("This is not sold here.")
    is_soft = reason in ("no_provider", "no_contract")
    return render(
        request,
        "web/billing/refused.html",
        {"problem": problem, "reason": reason},
        status=200 if is_soft else (status if status != 200 else 409),
    )


def _language() -> str:
    return {"en-gb": "en-GB"}.get(get_language() or "", get_language() or "")


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else default


def _plain(status: int, text: str) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
