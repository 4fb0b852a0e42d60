"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from newsstand.members.preferences import preferences_of
from newsstand.web.clock import now_of
from newsstand.web.readers import reader_of, state_of
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
        "ui_direction": "rtl" if translation.get_language_bidi() else "ltr",
        "has_accounts": not settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"],
        "trial_days": settings.NEWSSTAND["NEWSSTAND_TRIAL_DAYS"],
    }


def reader(request: HttpRequest) -> dict[str, Any]:
    """Who reads (None for who is not signed in), their state, how pages look to them, what is to be said to them."""
    found = reader_of(request)
    return {
        "reader": found,
        "reader_state": state_of(request),
        "preferences": preferences_of(found),
        # Pages that are the same for everybody say nothing to anybody.
        "messages": get_messages(request) if found or request.path.startswith("/account/") else (),
    }
