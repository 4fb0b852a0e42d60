"""The desk's page of what titles ask for, and of claims that wait for the operator's word."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from newsstand.errors import ActRefused
from newsstand.members.models import Reader
from newsstand.members.representing.claiming import waiting_for_a_word
from newsstand.members.representing.demands import answer_demand, demands_of, open_demands
from newsstand.web.clock import now_of
from newsstand.web.readers import for_editors
from newsstand.web.views.lists import page_number

A_PAGE = 50


@require_safe
@for_editors
def demands(request: HttpRequest, editor: Reader) -> HttpResponse:
    """What waits for an answer, and everything that titles ever asked for."""
    number = page_number(request)
    first = (number - 1) * A_PAGE
    rows = list(demands_of()[first : first + A_PAGE + 1])
    context = {
        "waiting": list(open_demands()[:A_PAGE]),
        "claims": waiting_for_a_word(),
        "rows": rows[:A_PAGE],
        "has_more": len(rows) > A_PAGE,
        "number": number,
        "here": "desk",
        "at": "demands",
    }
    return render(request, "web/desk/demands.html", context)


@require_POST
@for_editors
def answer(request: HttpRequest, editor: Reader, pk: int) -> HttpResponse:
    """Answer a title."""
    try:
        answer_demand(
            pk,
            request.POST.get("answer", "").replace("\0", ""),
            editor,
            now=now_of(request),
            is_done=request.POST.get("do") == "done",
        )
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Answered: the title gets it by mail."))
    return redirect("desk_demands")
