"""Stories near a reader: places chosen by name, kept as what the reader follows or in the address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from newsstand.errors import ActRefused
from newsstand.members.acting import Act, act
from newsstand.members.models import Reader
from newsstand.newsroom.records import clean
from newsstand.newsroom.topics import place_topic
from newsstand.web.clock import now_of
from newsstand.web.readers import for_readers, reader_of
from newsstand.web.selectors.local import (
    MOST_PLACES,
    RADII_KM,
    RADIUS_KM,
    followed_places,
    local_places,
    search_places,
)

LONGEST_QUERY = 80


@require_safe
def local(request: HttpRequest) -> HttpResponse:
    """Stories near the places of the address, or near those that the reader follows, and a form that finds places."""
    query = " ".join(clean(request.GET.get("q", "")).split())[:LONGEST_QUERY]
    asked = [clean(slug)[:120] for slug in request.GET.getlist("place")[:MOST_PLACES] if slug]
    radius = request.GET.get("km", "")
    km = next((r for r in RADII_KM if str(r) == radius), RADIUS_KM)
    reader = reader_of(request)
    slugs = asked or (followed_places(reader) if reader else [])
    places = local_places(slugs, km=km)
    response = render(
        request,
        "web/local.html",
        {
            "wanted": query,
            "found": search_places(query) if query else [],
            "places": places,
            "asked": asked,
            "unknown": bool(asked) and not places,
            "km": km,
            "radii": [(r, urlencode([*(("place", s) for s in asked), ("km", r)])) for r in RADII_KM],
            "has_towns": any(not p.is_country for p in places),
            "here": "near",
        },
    )
    response["Cache-Control"] = "public, max-age=60"
    return response


@require_POST
@for_readers
def follow_place(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Follow a place of the gazetteer, whether or not a story has named it yet, and show what is near it."""
    slug = clean(request.POST.get("place", ""))[:120]
    now = now_of(request)
    if (row := place_topic(slug, now=now)) is not None:
        try:
            act(reader, Act(verb="follow", kind="place", target=row.slug), now=now)
        except ActRefused:
            return redirect(reverse("local"))
    return redirect(reverse("local"))
