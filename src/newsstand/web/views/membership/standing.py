"""A reader's own membership: where they stand, and what they can do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from newsstand.errors import PaymentRefused, ProviderUnreachable
from newsstand.members import billing
from newsstand.members.membership.events import note_event, stand
from newsstand.members.membership.groups import group_of
from newsstand.members.membership.holding import holding_of
from newsstand.members.membership.spans import add_months
from newsstand.members.models import Reader, Seat, Subscription
from newsstand.model import Holding, MemberState
from newsstand.web.clock import now_of
from newsstand.web.gate import address
from newsstand.web.membership_words import day_of, standing_in_words, what_follows
from newsstand.web.readers import for_readers
from newsstand.web.views.membership.joining import sells_here

OWN = frozenset({"hand", "gift", "coupon"})  # what no provider pauses
PAUSE_MONTHS = (1, 2, 3)


def deeds_open(held: Holding, then: Holding | None, *, is_sold: bool) -> frozenset[str]:
    """What a reader can do about their membership now: pay, cancel, keep, pause, resume, card."""
    found: set[str] = set()
    by_card = held.source == "card" and is_sold
    rests_soon = then is not None and then.state is MemberState.PAUSED
    if is_sold and held.source not in ("card", "seat", "staff", "alone"):
        found.add("pay")
    if is_sold and held.source == "card" and held.state is MemberState.ENDED:
        found.add("pay")
    if by_card and held.state in (MemberState.ACTIVE, MemberState.GRACE, MemberState.PAUSED):
        found |= {"cancel", "card"}
    if by_card and held.state is MemberState.CANCELLING:
        found |= {"keep", "card"}
    if held.state is MemberState.ACTIVE and not rests_soon and (by_card or held.source in OWN):
        found.add("pause")
    if (held.state is MemberState.PAUSED and (by_card or held.source in OWN)) or (by_card and rests_soon):
        found.add("resume")
    return frozenset(found)


def _then(reader: Reader, held: Holding) -> Holding | None:
    return stand(reader, held.next_at) if held.next_at else None


@require_safe
@for_readers
def membership(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Where I stand, until when, and what happens next."""
    now = now_of(request)
    held = holding_of(reader, now)
    then = _then(reader, held)
    context: dict[str, Any] = {
        "sentence": standing_in_words(held),
        "follows": what_follows(held, then),
        "holding": held,
        "deeds": deeds_open(held, then, is_sold=sells_here()),
        "sells": sells_here(),
        "contact": settings.NEWSSTAND["NEWSSTAND_CONTACT"],
        "is_alone": settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"],
        "months": PAUSE_MONTHS,
        "group": group_of(reader),
        "seat": Seat.objects.filter(reader=reader, left_at=None).select_related("group").first(),
        "has_paid": Subscription.objects.filter(reader=reader).exclude(customer="").exists(),
        "portal": address("portal", "/my/membership/card"),
        "here": "membership",
    }
    return render(request, "web/membership/standing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def deed(request: HttpRequest, reader: Reader, deed: str) -> HttpResponse:
    """Cancel (asked once more), keep, pause, resume: what cannot be done now says so."""
    now = now_of(request)
    held = holding_of(reader, now)
    is_open = deed in deeds_open(held, _then(reader, held), is_sold=sells_here())
    if request.method != "POST":
        if deed != "cancel":
            return HttpResponseNotAllowed(["POST"])
        if not is_open:
            return redirect("membership")
        return render(request, "web/membership/cancel.html", _cancel_context(held, reader))
    if not is_open:
        messages.error(request, gettext("That cannot be done as things stand. Nothing was changed."))
        return redirect("membership")
    try:
        words = DEEDS[deed](request, reader, held, now)
    except (PaymentRefused, ProviderUnreachable):
        words = ""
    if words:
        messages.success(request, words)
    else:
        messages.error(
            request, gettext("The payment provider did not do that. Nothing was changed: try again later.")
        )
    return redirect("membership")


def _cancel_context(held: Holding, reader: Reader) -> dict[str, Any]:
    return {
        "until": day_of(held.until) if held.until and held.state is MemberState.ACTIVE else "",
        "wants_offers": reader.wants_offers,
        "here": "membership",
    }


def _cancel(request: HttpRequest, reader: Reader, held: Holding, now: datetime) -> str:
    wants = request.POST.get("wants_offers") == "yes"
    if wants != reader.wants_offers:
        reader.wants_offers = wants
        reader.save(update_fields=["wants_offers"])
    if not billing.ask_cancel(reader):
        return ""
    held = stand(reader, now)
    if held.until:
        return gettext("It is cancelled. Everything stays open until %(day)s.") % {"day": day_of(held.until)}
    return gettext("It is cancelled.")


def _keep(request: HttpRequest, reader: Reader, held: Holding, now: datetime) -> str:
    return gettext("Your membership goes on.") if billing.withdraw_cancel(reader) else ""


def _pause(request: HttpRequest, reader: Reader, held: Holding, now: datetime) -> str:
    said = request.POST.get("months", "")
    months = int(said) if said in {str(m) for m in PAUSE_MONTHS} else PAUSE_MONTHS[0]
    if held.source == "card":
        # The pause follows what was paid: that is read to its end.
        until = add_months(max(held.until or now, now), months)
        return (
            gettext("Your membership will rest until %(day)s.") % {"day": day_of(until)}
            if billing.pause(reader, until)
            else ""
        )
    until = add_months(now, months)
    note_event(
        reader,
        "paused",
        key=f"paused:{reader.pk}:{now.isoformat()}",
        at=now,
        now=now,
        until=until.isoformat(),
    )
    return gettext("Your membership rests until %(day)s.") % {"day": day_of(until)}


def _resume(request: HttpRequest, reader: Reader, held: Holding, now: datetime) -> str:
    if held.source == "card":
        return gettext("Your membership goes on.") if billing.resume(reader) else ""
    note_event(reader, "resumed", key=f"resumed:{reader.pk}:{now.isoformat()}", at=now, now=now)
    return gettext("Your membership goes on.")


DEEDS: dict[str, Callable[[HttpRequest, Reader, Holding, datetime], str]] = {
    "cancel": _cancel,
    "keep": _keep,
    "pause": _pause,
    "resume": _resume,
}
