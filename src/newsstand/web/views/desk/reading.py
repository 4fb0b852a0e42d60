"""The desk's pages that change nothing: today, what may have been missed, search, the log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsstand.members.models import Reader
from newsstand.members.representing.demands import open_demands
from newsstand.members.targets import row_id
from newsstand.newsroom.desk.log import VERBS, log_lines
from newsstand.newsroom.models import Story
from newsstand.web.clock import now_of
from newsstand.web.desk_form import plain_line, story_number
from newsstand.web.desk_words import deeds, lists
from newsstand.web.readers import for_editors
from newsstand.web.selectors import desk as selector
from newsstand.web.views.lists import page_number


@require_safe
@for_editors
def today(request: HttpRequest, editor: Reader) -> HttpResponse:
    """What stands, what waits, what was done."""
    page = selector.today(now_of(request))
    context = {"page": page, "names": lists(), "demands": open_demands().count()}
    return render(request, "web/desk/today.html", {**context, "here": "desk", "at": "today"})


@require_safe
@for_editors
def missed(request: HttpRequest, editor: Reader) -> HttpResponse:
    """What editors may have missed, each with its reasons."""
    page = selector.missed_page(now_of(request))
    return render(
        request, "web/desk/missed.html", {"page": page, "names": lists(), "here": "desk", "at": "missed"}
    )


@require_safe
@for_editors
def search(request: HttpRequest, editor: Reader) -> HttpResponse:
    """Stories to pick or to open on the desk; a story's number or address leads to it."""
    text = plain_line(request.GET.get("q", ""))[:300]
    number = story_number(text)
    if number and Story.objects.filter(pk=number).exists():
        return redirect("desk_story", number)
    found = selector.search_stories(text, zone=timezone.get_current_timezone())
    context = {"asked": text, "found": found, "names": lists(), "here": "desk", "at": "search"}
    return render(request, "web/desk/search.html", context)


@require_safe
@for_editors
def log(request: HttpRequest, editor: Reader) -> HttpResponse:
    """Every deed of the editors, the newest first."""
    verb = request.GET.get("verb", "")
    asked = {
        "by": plain_line(request.GET.get("by", ""))[:150],
        "verb": verb if verb in VERBS else "",
        "story": row_id(request.GET.get("story", "")) or None,
    }
    number = page_number(request)
    first = (number - 1) * selector.A_PAGE
    lines = list(log_lines(**asked)[first : first + selector.A_PAGE + 1])  # type: ignore[arg-type]
    context = {
        "lines": selector.told(lines[: selector.A_PAGE]),
        "asked": asked,
        "deeds": deeds(),
        "editors": selector.editors_of_log(),
        "number": number,
        "has_more": len(lines) > selector.A_PAGE,
        "here": "desk",
        "at": "log",
    }
    return render(request, "web/desk/log.html", context)
