"""Which doors there are: a paper for one reader has no accounts; elsewhere who is not signed in is shown the way in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from newsstand.errors import SecretLocked

log = logging.getLogger(__name__)
PREFIX = "/account/"


class AccountDoors:
    """Account pages are there where readers sign in, are about one reader, and are kept by nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or 404 where there is one reader alone."""
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"]:
            raise Http404("There are no accounts here.")
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page in words where recovery codes cannot be read; what else broke is none of ours."""
        if not isinstance(exception, SecretLocked):
            return None
        log.error("recovery codes cannot be read, reader=%s: %s", request.user.pk, exception)
        return render(request, "account/codes_locked.html", {"here": "settings"}, status=503)


def way_in(request: HttpRequest) -> HttpResponse:
    """Where a browser that is not signed in is sent: to sign in, and then back; scripts and single readers find nothing."""
    if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"] or "text/html" not in request.headers.get("Accept", ""):
        raise Http404("Sign in to see this.")
    back = request.get_full_path() if request.method in ("GET", "HEAD") else page_before(request)
    response = HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    response.status_code = 302 if request.method in ("GET", "HEAD") else 303
    response["Cache-Control"] = "no-store"
    return response


def page_before(request: HttpRequest) -> str:
    """The page of ours that a form was sent from; the front page where that is not known."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host() or not parts.path.startswith("/") or parts.path.startswith("//"):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")
