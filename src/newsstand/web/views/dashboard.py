"""The operator's page: members, money, what waits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from newsstand.errors import ActRefused
from newsstand.members.house import house_figures, note_payout, unpaid_statements
from newsstand.members.models import Reader
from newsstand.web.clock import now_of
from newsstand.web.readers import for_owner
from newsstand.web.selectors.dashboard import shown_figures

MOST_STATEMENTS = 100


@for_owner
def dashboard(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The house in figures, for its owner."""
    response = render(
        request,
        "web/dashboard.html",
        {
            "here": "house",
            "house": shown_figures(house_figures(now_of(request))),
            "unpaid": unpaid_statements()[:MOST_STATEMENTS],
        },
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@for_owner
def pay(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Note that a statement was paid."""
    number = request.POST.get("number", "")
    try:
        is_new = note_payout(
            number, now=now_of(request), by=str(reader), reference=request.POST.get("reference", "")
        )
    except ActRefused:
        messages.error(request, gettext("There is no statement of that number to be paid."))
    else:
        words = (
            gettext("Statement %(number)s is noted as paid.")
            if is_new
            else gettext("Statement %(number)s had been noted as paid before.")
        )
        messages.success(request, words % {"number": number})
    return redirect("house_dashboard")
