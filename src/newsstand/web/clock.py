"""The time of a request: asked once, so that a page is of one moment."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

KEPT = "newsstand.now"


def now_of(request: HttpRequest) -> datetime:
    """The moment of this request by the house's clock, the same whenever it is asked."""
    now = request.META.get(KEPT)
    if not isinstance(now, datetime):
        now = request.META[KEPT] = settings.NOW()
    return now
