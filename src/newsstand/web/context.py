"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def nameplate(request: HttpRequest) -> dict[str, Any]:
    """The paper's name and place."""
    return {
        "paper_name": settings.NEWSSTAND["NEWSSTAND_NAME"],
        "paper_place": settings.NEWSSTAND["NEWSSTAND_PLACE"],
    }
