"""Groups: the administrator's page, and the page of a seat that is offered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from newsstand.errors import PaymentRefused, ProviderUnreachable
from newsstand.members import billing
from newsstand.members.limits import allow
from newsstand.members.membership.groups import (
    OFFERS_A_DAY,
    find_offer,
    free_seat,
    group_of,
    is_open,
    name_group,
    offer_seat,
    seats_of,
    take_seat,
    what_of,
)
from newsstand.members.membership.holding import holding_of
from newsstand.members.membership.plans import MOST_SEATS, plan_book
from newsstand.members.models import Group, Reader, Seat
from newsstand.web.clock import now_of
from newsstand.web.readers import for_readers
from newsstand.web.views.membership.joining import sells_here


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def group(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Who sits in the group, and who is invited; nobody but its administrator finds it."""
    found = group_of(reader)
    if found is None:
        raise Http404("There is no such page.")
    problem = ""
    if request.method == "POST":
        problem = _do(request, reader, found)
        if not problem:
            return redirect("group")
    now = now_of(request)
    seats = seats_of(found)
    plan = plan_book().of(holding_of(reader, now).plan)
    context: dict[str, Any] = {
        "group": found,
        "seats": [(seat, is_open(seat, now), seat.number > found.seats) for seat in seats],
        "free": max(0, found.seats - 1 - len([s for s in seats if s.number <= found.seats])),
        "problem": problem,
        "typed": request.POST.get("email", "")[:254],
        "range": plan.seats if plan and plan.kind == "group" else (1, MOST_SEATS),
        "can_change": sells_here() and holding_of(reader, now).source == "card",
        "here": "membership",
    }
    return render(request, "web/membership/group.html", context, status=422 if problem else 200)


def _do(request: HttpRequest, reader: Reader, found: Group) -> str:
    """Do what the administrator asks; why not, where that cannot be."""
    asked = request.POST.get("deed", "")
    if asked == "invite":
        return _invite(request, reader, found)
    if asked == "name":
        name_group(found, request.POST.get("name", "").replace("\0", ""))
        messages.success(request, gettext("The name is kept."))
        return ""
    if asked == "seats":
        return _change_seats(request, reader)
    if asked == "free":
        number = request.POST.get("seat", "")
        seat = (
            Seat.objects.filter(group=found, pk=int(number)).first()
            if number.isascii() and number.isdecimal() and len(number) < 19
            else None
        )
        if seat is None:
            raise Http404("There is no such seat.")
        free_seat(seat, now_of(request))
        messages.success(request, gettext("The seat is free."))
        return ""
    return gettext("Say what is to be done.")


def _invite(request: HttpRequest, reader: Reader, found: Group) -> str:
    email, now = request.POST.get("email", "").replace("\0", "").strip()[:255], now_of(request)
    try:
        validate_email(email)
    except ValidationError:
        return gettext("This is no e-mail address.")
    if not allow(f"offer-seat:{reader.pk}", OFFERS_A_DAY, 86_400, now):
        return gettext("Those were many letters for one day. Go on tomorrow.")
    outcome = offer_seat(found, email, now)
    if outcome in ("offered", "offered_anew"):
        messages.success(request, gettext("A letter with a link is on its way."))
        return ""
    return {
        "seated": gettext("This address has a seat already."),
        "own": gettext("You have a seat of your own."),
        "full": gettext("No seat is free. Take one back, or pay for more."),
    }.get(outcome, gettext("The group’s membership is over: seats cannot be offered."))


def _change_seats(request: HttpRequest, reader: Reader) -> str:
    said = request.POST.get("count", "")
    refused = gettext("The number of seats could not be changed. Nothing was charged.")
    if not (said.isascii() and said.isdecimal() and len(said) < 5):
        return refused
    try:
        is_changed = billing.change_seats(reader, int(said))
    except (PaymentRefused, ProviderUnreachable):
        is_changed = False
    if is_changed:
        messages.success(request, gettext("The number of seats is changed."))
    return "" if is_changed else refused


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def seat(request: HttpRequest, reader: Reader, code: str) -> HttpResponse:
    """A seat that was offered: take it, or leave it once it is taken."""
    offered, now = find_offer(code), now_of(request)
    if offered is None or (offered.reader_id not in (None, reader.pk)):
        raise Http404("There is no such seat.")
    if request.method == "POST":
        if request.POST.get("deed") == "leave" and offered.reader_id == reader.pk:
            free_seat(offered, now)
            messages.success(request, gettext("You have left the seat."))
            return redirect("membership")
        if take_seat(code, reader, now) == "taken":
            messages.success(request, gettext("The seat is yours: everything is open."))
            return redirect("membership")
        offered.refresh_from_db()
    context = {
        "offered": offered,
        "outcome": what_of(offered, reader, now),
        "code": code,
        "here": "membership",
    }
    response = render(request, "web/membership/seat.html", context)
    response["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(["POST"])
@for_readers
def leave(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Leave the seat that one has."""
    for taken in Seat.objects.filter(reader=reader, left_at=None).select_related("group__administrator"):
        free_seat(taken, now_of(request))
    messages.success(request, gettext("You have left the seat."))
    return redirect("membership")
