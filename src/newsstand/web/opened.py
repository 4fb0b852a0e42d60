"""The articles that this browser has open: by free reads of the month, and by links that members gave away.

All of it lies in one signed cookie; the house keeps nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

COOKIE = "newsstand_opened"
SALT = "newsstand.web.opened"
MOST_FREE = 100  # articles that are remembered as open; of more free reads than this the first are forgotten
MOST_GIVEN = 20
LONGEST = 4000  # characters; browsers take 4096 bytes with the name and what belongs to it
DAYS = 366

# month, free reads of it, their articles, then article:until of each that was given
_FORM = re.compile(r"(\d{4}-\d\d)\.(\d{1,4})\.([\d,]*)\.([\d:,]*)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is open: `free` in a month, of which `count` were taken; `given` until a moment (seconds since 1970)."""

    month: str
    count: int = 0
    free: tuple[int, ...] = ()
    given: Mapping[int, int] = field(default_factory=dict)

    @property
    def articles(self) -> frozenset[int]:
        """All that is open."""
        return frozenset(self.free) | frozenset(self.given)


def opened_by(request: HttpRequest, now: datetime) -> frozenset[int]:
    """The articles that a browser has open now."""
    return read_opened(request, now).articles


def month_of(now: datetime) -> str:
    """The month in which free reads are counted, by the paper's own zone: "2026-03"."""
    return f"{timezone.localtime(now, timezone.get_default_timezone()):%Y-%m}"


def read_opened(request: HttpRequest, now: datetime) -> Opened:
    """What the cookie says and still holds; a cookie that we did not write says nothing."""
    nothing = Opened(month=month_of(now))
    kept = request.COOKIES.get(COOKIE, "")
    if not kept or len(kept) > LONGEST:
        return nothing
    try:
        said = _FORM.fullmatch(Signer(salt=SALT).unsign(kept))
    except BadSignature:
        return nothing
    if said is None:
        return nothing
    until = int(now.timestamp())
    pairs = (part.partition(":") for part in said[4].split(",") if part)
    given = {int(article): int(end) for article, _, end in pairs if int(end) > until}
    if said[1] != nothing.month:
        return replace(nothing, given=given)
    free = tuple(int(part) for part in said[3].split(",") if part)
    return Opened(month=said[1], count=int(said[2]), free=free, given=given)


def with_free(opened: Opened, article: int) -> Opened:
    """The same with one more free read."""
    return replace(opened, count=opened.count + 1, free=(*opened.free, article)[-MOST_FREE:])


def with_given(opened: Opened, article: int, until: datetime) -> Opened:
    """The same with an article that somebody gave away; the one that ends first makes room."""
    given = {**opened.given, article: max(int(until.timestamp()), opened.given.get(article, 0))}
    return replace(opened, given=dict(sorted(given.items(), key=lambda pair: pair[1])[-MOST_GIVEN:]))


def write_opened(response: HttpResponse, opened: Opened, *, is_secure: bool) -> None:
    """Give the cookie to the browser; the answer that carries it is nobody else's."""
    free = ",".join(map(str, opened.free))
    given = ",".join(f"{article}:{until}" for article, until in opened.given.items())
    text = f"{opened.month}.{opened.count}.{free}.{given}"
    response.set_cookie(
        COOKIE,
        Signer(salt=SALT).sign(text),
        max_age=DAYS * 86_400,
        httponly=True,
        samesite="Lax",
        secure=is_secure or bool(settings.SESSION_COOKIE_SECURE),
    )
    response["Cache-Control"] = "no-store"
