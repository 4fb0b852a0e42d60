"""What an operator and machines ask: how the house does, whether it stands, what may be crawled."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from newsstand.newsroom.models import Publisher
from newsstand.web.clock import now_of
from newsstand.web.selectors.health import house_health
from newsstand.web.templatetags.paper import asset

PAPER = "#f8f7f3"


def status(request: HttpRequest) -> HttpResponse:
    """Feeds by health, counts, what came in hour by hour."""
    response = render(request, "web/status.html", {"health": house_health(now_of(request))})
    response["Cache-Control"] = "no-cache"
    return response


def healthz(request: HttpRequest) -> HttpResponse:
    """ "ok", once the store has answered."""
    Publisher.objects.exists()
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


def robots(request: HttpRequest) -> HttpResponse:
    """Nothing for crawlers: a paper of one's own is not the web's."""
    return HttpResponse(
        "User-agent: *\nDisallow: /\n", content_type="text/plain", headers={"Cache-Control": "max-age=86400"}
    )


def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the paper installable."""
    name = settings.NEWSSTAND["NEWSSTAND_NAME"]
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "start_url": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [{"src": asset("newsstand/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": "max-age=3600"},
    )
