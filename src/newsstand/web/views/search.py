"""Search, and the searches that a reader comes back to."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from newsstand.members.models import Reader, SavedSearch
from newsstand.members.muting import Muting
from newsstand.members.searching import (
    MOST_NEW,
    MOST_SEARCHES,
    count_new,
    mark_seen,
    rename_search,
    save_search,
    saved_search,
)
from newsstand.newsroom.search import Order
from newsstand.newsroom.search.query import LONGEST_QUERY
from newsstand.web.clock import now_of
from newsstand.web.readers import for_readers, reader_of, showing_of
from newsstand.web.selectors.search import COUNTRY_CODES, matching_names, search_page
from newsstand.web.views.acting import back
from newsstand.web.views.lists import page_number

ORDERS = ("best", "new")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What a query finds, by words and by operators; a saved search that is opened counts as seen."""
    text = typed(request.GET.get("q", ""))
    reader, now = reader_of(request), now_of(request)
    order = cast(Order, request.GET["order"] if request.GET.get("order") in ORDERS else "best")
    context: dict[str, object] = {"query": text}
    if text:
        muting = Muting.of(reader, now)
        zone = timezone.get_current_timezone()
        page = search_page(
            text, page_number(request), order, zone=zone, muting=muting, showing=showing_of(request)
        )
        held = saved_search(reader, text) if reader else None
        if held and page.number == 1:
            mark_seen(held, now)
        context |= {
            "page": page,
            "said": " ".join(map(str, page.query.terms)),
            "saved": held,
            "names": matching_names(text) if page.number == 1 else [],
        }
    response = render(request, "web/search.html", context)
    response["Cache-Control"] = "private, max-age=15"
    return response


@require_safe
@for_readers
def searches(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The saved searches, each with how much it finds that is new."""
    rows = list(SavedSearch.objects.filter(reader=reader)[:MOST_SEARCHES])
    new = count_new(rows, zone=timezone.get_current_timezone(), countries=COUNTRY_CODES)
    gone = {name: request.GET.get(name, "") for name in ("gone", "name", "seen")}
    return render(
        request,
        "web/searches.html",
        {
            "searches": [(row, new[row.pk], new[row.pk] >= MOST_NEW) for row in rows],
            "gone": gone if gone["gone"] else None,
            "most": MOST_SEARCHES,
            "here": "searches",
        },
    )


@require_POST
@for_readers
def save(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Save a search, or put one back that was removed."""
    sent = request.POST
    row = save_search(
        reader,
        typed(sent.get("q", "")),
        name=sent.get("name", ""),
        now=now_of(request),
        seen_at=_moment(sent.get("seen", "")),
    )
    if row is None:
        messages.error(request, gettext("There is no room for more searches, or this one asks for nothing."))
    else:
        messages.success(request, gettext("Saved: “%(name)s”.") % {"name": row.name})
    return redirect(back(request))


@require_POST
@for_readers
def rename(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """Call a saved search something else."""
    row = get_object_or_404(SavedSearch, reader=reader, pk=pk)
    if rename_search(row, request.POST.get("name", "")):
        messages.success(request, gettext("It is called “%(name)s” now.") % {"name": row.name})
    else:
        messages.error(request, gettext("A search needs a name. The old one stays."))
    return redirect("searches")


@require_POST
@for_readers
def remove(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """Remove a saved search; the page that follows offers to put it back."""
    row = get_object_or_404(SavedSearch, reader=reader, pk=pk)
    row.delete()
    gone = {"gone": row.query, "name": row.name, "seen": row.seen_at.isoformat()}
    return redirect(f"{reverse('searches')}?{urlencode(gone)}")


def typed(text: str) -> str:
    """A query as it was typed, without what nobody types."""
    return " ".join(text.replace("\0", " ").split())[:LONGEST_QUERY]


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return found if found.tzinfo else None
