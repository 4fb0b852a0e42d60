"""A story: its brief with its sources, who reports it, why it stands where it does."""

from __future__ import annotations

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from newsstand.newsroom.desk.stories import merged_into
from newsstand.newsroom.models import Story
from newsstand.web.selectors.cards import listed_stories, story_url
from newsstand.web.selectors.story_page import story_page


def find_story(pk: int) -> Story:
    """A story that may be shown, by its id; Http404 where there is none."""
    rows = listed_stories().annotate(brief_is=F("brief__revision"), brief_of=F("brief__written_at"))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such story.")
    return found


def story(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """A story's page; one that a single report tells leads to that report, one that was merged to where it went."""
    try:
        found = find_story(pk)
    except Http404:
        if (into := merged_into(pk)) is None or into.spiked_at is not None:
            raise
        return redirect(story_url(into))
    if found.reports == 1:
        return redirect(story_url(found))
    response = render(request, "web/story.html", story_page(request, found))
    response["Cache-Control"] = "public, max-age=15, stale-while-revalidate=60"
    return response
