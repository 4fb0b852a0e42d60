"""Two accounts of one story, side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsstand.web.readers import showing_of
from newsstand.web.selectors.accounts import accounts_of, choices_of, chosen_of
from newsstand.web.selectors.cards import card_of, slug_of
from newsstand.web.views.story import find_story, story


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What two titles tell, sentence by sentence; `a` and `b` say which, by the ids of their articles."""
    found = find_story(pk)
    asked = request.GET
    if slug_of(found.headline) == "compare" and not asked:
        return story(request, pk)  # a story of that name stands at this address
    showing = showing_of(request)
    choices = choices_of(found, showing)
    chosen = chosen_of(choices, asked.get("a", ""), asked.get("b", ""))
    response = render(
        request,
        "web/compare.html",
        {
            "story": found,
            "card": card_of(found),
            "choices": choices,
            "accounts": accounts_of(*chosen, showing) if chosen else None,
        },
    )
    response["Cache-Control"] = "public, max-age=60, stale-while-revalidate=300"
    return response
