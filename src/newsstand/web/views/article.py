"""An article, as much of it as its title lets us show."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from newsstand.web.sections import section_of
from newsstand.web.selectors.articles import find_article, shown_article
from newsstand.web.selectors.cards import cards_of, listed_stories
from newsstand.web.selectors.coverage import coverage_of


def article(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """An article's page, with the story it belongs to and the same event elsewhere."""
    row = find_article(pk)
    if row is None:
        raise Http404("There is no such article.")
    membership = getattr(row, "membership", None)
    story = None
    if membership and membership.story.titles > 1:
        story = listed_stories().filter(pk=membership.story_id).first()
    response = render(
        request,
        "web/article.html",
        {
            "article": row,
            "shown": shown_article(row),
            "section": section_of(row.section),
            "story": cards_of([story])[0] if story else None,
            "coverage": coverage_of(story, without=row.pk) if story else None,
        },
    )
    response["Cache-Control"] = "public, max-age=60, stale-while-revalidate=300"
    return response
