"""Pages that list: titles, a title, a section."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from newsstand.members.muting import Muting
from newsstand.web.clock import now_of
from newsstand.web.deeds import marks_of
from newsstand.web.readers import reader_of, state_of
from newsstand.web.selectors.card_topics import add_topics
from newsstand.web.selectors.sections import section_page
from newsstand.web.selectors.titles import title_page, titles_by_country

LAST_PAGE = 50


def titles(request: HttpRequest) -> HttpResponse:
    """Every title, by country."""
    countries = titles_by_country()
    count = sum(len(rows) for _, rows in countries)
    response = render(request, "web/titles.html", {"countries": countries, "count": count, "here": "titles"})
    response["Cache-Control"] = "public, max-age=60"
    return response


def title(request: HttpRequest, slug: str) -> HttpResponse:
    """One title: its facts, its newest articles, how its feeds do."""
    page = title_page(slug)
    if page is None:
        raise Http404("There is no such title.")
    response = render(request, "web/title.html", {"title": page})
    response["Cache-Control"] = "public, max-age=30"
    return response


def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of a section, those of the newest edition first, without what the reader muted."""
    state = state_of(request)
    muting = Muting.of(reader_of(request), now_of(request))
    page = section_page(slug, page_number(request), muting.shown)
    if page is None:
        raise Http404("There is no such section.")
    marks = None
    if state:
        add_topics(page.all_cards)
        marks = marks_of(state, page.all_cards)
    is_muted = bool(state and ("section", slug) in state.muted)
    context = {"page": page, "here": slug, "marks": marks, "is_muted": is_muted}
    response = render(request, "web/section.html", context)
    response["Cache-Control"] = "public, max-age=15, stale-while-revalidate=60"
    return response


def page_number(request: HttpRequest) -> int:
    """The page that is asked for: 1 for whatever is no number, never beyond the last one that we turn to."""
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1
