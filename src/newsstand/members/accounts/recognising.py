"""Browsers that an account has signed in by: each keeps the word for it itself, and is asked at sign-in alone."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from newsstand.members.models import Reader

SALT = "newsstand.members.accounts.recognising"
PATH = "/account/"  # other pages are not sent it
AGE = 400 * 86_400  # seconds; browsers keep no cookie longer
MOST = 8  # accounts that one browser signs in to


def cookie_name() -> str:
    """Its name: over https browsers hold it to that."""
    return "__Secure-newsstand_browser" if settings.SESSION_COOKIE_SECURE else "newsstand_browser"


def is_known(request: HttpRequest, reader: Reader) -> bool:
    """Whether this browser has signed in to this account before."""
    return any(constant_time_compare(held, word) for held in _held(request) for word in _words(reader))


def remember(request: HttpRequest, response: HttpResponse, reader: Reader) -> None:
    """Have the browser keep that it has signed in to this account."""
    words = _words(reader)
    kept = [words[0], *(held for held in _held(request) if held not in words)][:MOST]
    response.set_cookie(
        cookie_name(),
        signing.dumps(kept, salt=SALT),
        max_age=AGE,
        path=PATH,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _held(request: HttpRequest) -> list[str]:
    try:
        held = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return []
    return [word for word in held if isinstance(word, str)] if isinstance(held, list) else []


def _words(reader: Reader) -> list[str]:
    """What stands for an account in the cookie, under each of the house's keys: it names nobody."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        salted_hmac(SALT, str(reader.pk), secret=secret, algorithm="sha256").hexdigest()[:32]
        for secret in secrets
    ]
