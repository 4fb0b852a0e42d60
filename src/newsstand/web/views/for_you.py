"""For You: a reader's own list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsstand.members.for_you import note_shown
from newsstand.members.models import Reader
from newsstand.web.clock import now_of
from newsstand.web.deeds import marks_of
from newsstand.web.readers import for_readers, state_of
from newsstand.web.selectors.for_you import for_you_page

PRIVATE = "private, no-cache"


@require_safe
@for_readers
def for_you(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The list, each story with why it is there; for who has not begun, what to begin with."""
    now = now_of(request)
    page = for_you_page(reader, now)
    if page.is_begun:
        note_shown(reader, page.stored, now)
    state = state_of(request)
    context = {
        "page": page,
        "marks": marks_of(state, page.cards) if state else None,
        "here": "for-you",
    }
    response = render(request, "web/for_you.html", context)
    response["Cache-Control"] = PRIVATE
    return response
