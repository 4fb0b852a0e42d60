"""Pages that list: titles, a title, a section, what a search found."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from newsstand.newsroom.search.query import LONGEST_QUERY
from newsstand.web.selectors.articles import found_articles
from newsstand.web.selectors.sections import section_page
from newsstand.web.selectors.titles import title_page, titles_by_country

A_PAGE = 20
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
    """The stories of a section, those of the newest edition first."""
    page = section_page(slug, page_number(request))
    if page is None:
        raise Http404("There is no such section.")
    response = render(request, "web/section.html", {"page": page, "here": slug})
    response["Cache-Control"] = "public, max-age=15, stale-while-revalidate=60"
    return response


def search(request: HttpRequest) -> HttpResponse:
    """Articles that say all the words of a query."""
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    number = page_number(request)
    found = found_articles(query, limit=A_PAGE + 1, offset=(number - 1) * A_PAGE) if query else []
    response = render(
        request,
        "web/search.html",
        {
            "query": query,
            "found": found[:A_PAGE],
            "number": number,
            "has_more": len(found) > A_PAGE and number < LAST_PAGE,
            "first": (number - 1) * A_PAGE + 1,
        },
    )
    response["Cache-Control"] = "private, max-age=15"
    return response


def page_number(request: HttpRequest) -> int:
    """The page that is asked for: 1 for whatever is no number, never beyond the last one that we turn to."""
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1
