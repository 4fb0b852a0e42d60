"""A story: its brief with its sources, who reports it, why it stands where it does."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from newsstand.newsroom.models import Brief, Slot, Story
from newsstand.web.sections import section_of
from newsstand.web.selectors.briefs import shown_brief
from newsstand.web.selectors.cards import card_of, listed_stories, shown_picture, story_url
from newsstand.web.selectors.coverage import coverage_of, reasons_in_words
from newsstand.web.selectors.related import related_stories


def story(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """A story's page; one that a single report tells leads to that report."""
    found = listed_stories().filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such story.")
    if found.reports == 1:
        return redirect(story_url(found))
    brief = Brief.objects.filter(story=found).first()
    slot = newest_slot(found)
    response = render(
        request,
        "web/story.html",
        {
            "story": found,
            "card": card_of(found),
            "section": section_of(found.section),
            "brief": shown_brief(brief) if brief else None,
            "picture": shown_picture(found.image) if found.image else None,
            "coverage": coverage_of(found),
            "slot": slot,
            "slot_reasons": reasons_in_words(slot.reasons) if slot else [],
            "related": related_stories(found),
        },
    )
    response["Cache-Control"] = "public, max-age=15, stale-while-revalidate=60"
    return response


def newest_slot(found: Story) -> Slot | None:
    """The story's place in the newest edition that has it."""
    return Slot.objects.filter(story=found).select_related("edition").order_by("-edition__at").first()
