"""Claiming a title: what to put where, and looking for it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsstand.members.models import Claim, Reader
from newsstand.members.representing.claiming import (
    NotNow,
    look_now,
    look_settings,
    open_claim,
    stop_speaking,
)
from newsstand.members.representing.deciding import LOOKS_FOR
from newsstand.members.representing.proving import line_of, places_of
from newsstand.newsroom.models import Publisher
from newsstand.web.clock import now_of
from newsstand.web.publisher_words import said_of
from newsstand.web.readers import for_readers


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def claim(request: HttpRequest, reader: Reader, slug: str) -> HttpResponse:
    """What a reader who says that a title is theirs has to do, and how far that is."""
    if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"]:
        raise Http404("There is nobody else to claim a title.")
    title = get_object_or_404(Publisher, slug=slug)
    if request.method == "POST":
        return _do(request, reader, title)
    standing = Claim.objects.filter(publisher=title, reader=reader).exclude(state="withdrawn").first()
    places = places_of(title.home_page, own=look_settings().networks)
    context = {
        "title": title,
        "claim": standing,
        "places": places,
        "line": line_of(standing.token) if standing else "",
        "problem": said_of(standing.problem) if standing else "",
        "looks_until": standing.made_at + LOOKS_FOR if standing and standing.due_at else None,
        "has_waiting": bool(standing and standing.state == "open" and standing.proved_at),
        "is_shown": bool(standing and standing.state in ("open", "granted") and standing.way != "hand"),
    }
    return render(request, "web/publisher/claim.html", context)


def _do(request: HttpRequest, reader: Reader, title: Publisher) -> HttpResponse:
    deed, now = request.POST.get("do", ""), now_of(request)
    if deed == "begin":
        _tell_not_now(request, open_claim(reader, title, now))
    elif deed == "give_up":
        if stop_speaking(reader, title, now):
            messages.success(request, gettext("You no longer claim %(title)s.") % {"title": title.name})
        return redirect("publisher_titles")
    elif deed == "look":
        standing = Claim.objects.filter(publisher=title, reader=reader, state__in=("open", "granted")).first()
        if standing is None:
            raise Http404("There is no such claim.")
        _tell(request, look_now(standing, now), title)
    return redirect("publisher_claim", title.slug)


def _tell(request: HttpRequest, looked: Claim | NotNow, title: Publisher) -> None:
    if _tell_not_now(request, looked) or isinstance(looked, NotNow):
        return
    if looked.problem == "needs_word":
        messages.success(request, gettext("We found your file. Now the operator has to agree."))
    elif looked.problem:
        messages.error(request, said_of(looked.problem))
    elif looked.state == "granted":
        messages.success(request, gettext("We found it: you speak for %(title)s.") % {"title": title.name})


def _tell_not_now(request: HttpRequest, result: Claim | NotNow) -> bool:
    if not isinstance(result, NotNow):
        return False
    if result.why == "too_soon":
        messages.error(request, gettext("We looked a moment ago. Wait a few seconds."))
    else:
        messages.error(request, gettext("That was too often. Try again later."))
    return True
