"""What an operator and machines ask: how the house does, whether it stands, what may be crawled."""

from __future__ import annotations

from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsstand.newsroom.models import Publisher
from newsstand.web.clock import now_of
from newsstand.web.selectors.health import house_health


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


def openapi(request: HttpRequest) -> HttpResponse:
    """What scripts may ask, described as OpenAPI has it."""
    text = files("newsstand.web").joinpath("openapi.json").read_bytes()
    return HttpResponse(
        text, content_type="application/json", headers={"Cache-Control": "public, max-age=3600"}
    )
