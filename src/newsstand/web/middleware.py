"""What every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from newsstand.members.accounts.door import note_kept_out
from newsstand.members.identity import note_visit, reader_of
from newsstand.members.models import Reader
from newsstand.web.accounts.doors import PREFIX as ACCOUNTS
from newsstand.web.readers import GUARDED, is_like_everybody

# Pictures too come from our own address: a reader's browser talks to nobody else. What scripts put into a page is
# nodes, never markup; the one address that they hand to the browser as a script is checked by a policy of ours.
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types newsstand"
)
# What no page of ours asks a browser for.
UNUSED = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}
PERSONAL = "private, no-cache"
LANGUAGE_COOKIE = "newsstand_language"
# Answers that are the same for everybody, whoever asks: no look at who it is.
FOR_ALL = (
    "/static/",
    "/picture/",
    "/healthz",
    "/robots.txt",
    "/openapi.json",
    "/manifest.webmanifest",
    "/service-worker.js",
    "/favicon.ico",
)


class SecurityHeaders:
    """Sets the content security policy and asks browsers for no more than the pages need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers added."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response


class ReadersOwn:
    """Answers in the reader's language and time zone; what was made for one reader is kept by nobody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the one who asks likes to read."""
        if request.path.startswith(FOR_ALL):
            return self.get_response(request)
        reader = reader_of(request)
        with translation.override(language_of(request, reader)), timezone.override(zone_of(reader)):
            response = self.get_response(request)
        log_refusal(request, response, reader)
        if reader is None:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            if not is_like_everybody(request) and "no-store" not in response.get("Cache-Control", ""):
                response["Cache-Control"] = (
                    PERSONAL  # more or less than others are shown: nobody else may get it
                )
            return response
        if "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = PERSONAL
        patch_vary_headers(response, ("Cookie",))
        if request.method == "GET" and response.get("Content-Type", "").startswith("text/html"):
            note_visit(reader)
        return response


def log_refusal(request: HttpRequest, response: HttpResponse, reader: Reader | None) -> None:
    """Log who was refused what is not for everybody: by the account's number and the address's shape, never the address.

    Of pages that are for everybody nothing is written: who looked for which article is nobody's business.
    """
    match = request.resolver_match
    is_sent_to_sign_in = response.get("Location", "").startswith(reverse("account_login"))
    if match is None or not (is_sent_to_sign_in or response.status_code in (401, 403, 404)):
        return
    if GUARDED in getattr(match.func, "__dict__", {}) or request.path.startswith(ACCOUNTS):
        note_kept_out(reader, f"{response.status_code} {request.method} {match.route}")


def language_of(request: HttpRequest, reader: Reader | None) -> str:
    """The language of the pages' own words: the reader's, else the one chosen in this browser, else the browser's."""
    chosen = (reader.language if reader else "") or request.COOKIES.get(LANGUAGE_COOKIE, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return language_of_header(request.headers.get("Accept-Language", ""))


def language_of_header(header: str) -> str:
    """The first of our languages that a browser asks for, in its own order; the paper's where there is none."""
    for wanted, weight in parse_accept_lang_header(header.lower()):
        if wanted == "*" or not weight:
            break
        try:
            return translation.get_supported_language_variant(wanted)
        except LookupError:
            continue
    try:
        return translation.get_supported_language_variant(settings.LANGUAGE_CODE)
    except LookupError:
        return settings.LANGUAGES[0][0]


def zone_of(reader: Reader | None) -> ZoneInfo | None:
    """The reader's time zone; None for the paper's."""
    if reader is None or not reader.time_zone:
        return None
    try:
        return ZoneInfo(reader.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return None
