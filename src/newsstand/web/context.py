"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from newsstand.web.clock import now_of
from newsstand.web.selectors import nameplate as selector


def nameplate(request: HttpRequest) -> dict[str, Any]:
    """The paper's name, place, day and sections."""
    now = now_of(request)
    return {
        "paper_name": settings.NEWSSTAND["NEWSSTAND_NAME"],
        "paper_place": settings.NEWSSTAND["NEWSSTAND_PLACE"],
        "now": now,
        "today": timezone.localtime(now).date(),
        "nameplate": SimpleLazyObject(selector.nameplate),
    }
