"""The front page, and what is new since a reader opened it."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import http_date

from newsstand.web.clock import now_of
from newsstand.web.selectors.editions import front_page, newest_edition, stories_of

FRESH = "public, max-age=15, stale-while-revalidate=60"
KEPT = "front"  # one page is kept: older ones would only fill the memory
KEPT_SECONDS = 60


def front(request: HttpRequest) -> HttpResponse:
    """The newest edition. Rendered once a minute and edition, whoever asks."""
    edition = newest_edition()
    if edition is None:
        return empty(request)
    now = now_of(request)
    moment = (edition.pk, f"{now:%Y%m%d%H%M}")
    kept = cache.get(KEPT)
    if kept is not None and kept[0] == moment:
        page = kept[1]
    else:
        laid_out = front_page(edition)
        if laid_out is None:
            return empty(request)
        page = render(request, "web/front.html", {"front": laid_out}).content
        cache.set(KEPT, (moment, page), KEPT_SECONDS)
    response = HttpResponse(page)
    response["Cache-Control"] = FRESH
    response["Last-Modified"] = http_date(edition.at.timestamp())
    return response


def empty(request: HttpRequest) -> HttpResponse:
    """The front page before the first edition."""
    response = render(request, "web/empty.html")
    response["Cache-Control"] = "no-cache"
    return response


def edition_json(request: HttpRequest) -> HttpResponse:
    """The newest edition's id, moment and stories, for a page that asks what it does not show yet."""
    edition = newest_edition()
    if edition is None:
        return JsonResponse(
            {"edition": None, "at": None, "stories": []}, headers={"Cache-Control": "no-cache"}
        )
    stories = stories_of(edition)
    return JsonResponse(
        {"edition": edition.pk, "at": edition.at.isoformat(), "stories": stories},
        headers={"Cache-Control": "public, max-age=5"},
    )
