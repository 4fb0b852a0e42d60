"""An article, as much of it as may be shown to who asks, and what changed in it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from newsstand.members.acting import Act, act
from newsstand.members.giving import may_give
from newsstand.members.margin import marks_on
from newsstand.members.models import Reader, Reading
from newsstand.members.preferences import preferences_of
from newsstand.model import Allowance
from newsstand.newsroom.models import Article, Story
from newsstand.web.clock import now_of
from newsstand.web.gate import gate_of
from newsstand.web.looks import looks_of
from newsstand.web.readers import reader_of, showing_of, state_of
from newsstand.web.sections import section_of
from newsstand.web.selectors.article_page import ShownArticle, find_article, shown_article
from newsstand.web.selectors.cards import cards_of, listed_stories
from newsstand.web.selectors.changes import changes_between
from newsstand.web.selectors.coverage import coverage_of
from newsstand.web.selectors.onward import next_story
from newsstand.web.selectors.related import related_stories
from newsstand.web.structured import data_block, news_article
from newsstand.web.templatetags.paper import web_address

OPENED_EVERY = timedelta(hours=1)
MOST_ELSEWHERE = 8
PUBLIC = "public, max-age=60, stale-while-revalidate=300"


def article(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """An article's page: its text, the reader's bar and margin; then its story, the same event elsewhere, what is next."""
    row = _found(pk)
    reader, showing = reader_of(request), showing_of(request)
    reading = Reading.objects.filter(reader=reader, article=row).first() if reader else None
    shown = shown_article(row, showing, marks_on(reader, row) if reader else ())
    story = _story_of(row)
    response = render(
        request,
        "web/article.html",
        {
            "article": row,
            "shown": shown,
            "gate": gate_of(request) if shown.allowed.has_gate else None,
            "can_give": offers_links(reader, shown.allowed),
            "structured": structured(shown),
            "section": section_of(row.section),
            "looks": looks_of(preferences_of(reader)) if reader else (),
            "continue_at": shown.place_to_continue(reading),
            "story": cards_of([story])[0] if story else None,
            "elsewhere": coverage_of(story, without=row.pk, showing=showing).own if story else (),
            "most_elsewhere": MOST_ELSEWHERE,
            "next": next_story(_story_read(row), state_of(request), article=row.pk),
            "related": related_stories(story) if story else (),
        },
        status=410 if row.withdrawn_at else 200,
    )
    if reader:
        note_opened(request, reader, row, reading)
    response["Cache-Control"] = PUBLIC
    return response


def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in an article from one version to another, where all of its text may be shown."""
    row = _found(pk)
    found = changes_between(row, request.GET.get("from", ""), request.GET.get("to", ""), showing_of(request))
    if found is None:
        raise Http404("This article has not changed.")
    response = render(request, "web/changes.html", {"article": row, "changes": found})
    response["Cache-Control"] = PUBLIC
    return response


def offers_links(reader: Reader | None, allowed: Allowance) -> bool:
    """Whether the page offers to give the article away."""
    return reader is not None and may_give(allowed) and settings.NEWSSTAND["NEWSSTAND_GIFT_LINKS"] > 0


def structured(shown: ShownArticle) -> str:
    """What the page says to machines; "" where it may not even say the headline."""
    return data_block(news_article(shown, web_address(shown.row.url))) if shown.part.headline else ""


def note_opened(request: HttpRequest, reader: Reader, row: Article, reading: Reading | None) -> None:
    """Remember that the article was opened, once in an hour; pages fetched ahead or by scripts were not."""
    now = now_of(request)
    headers = request.headers
    ahead = "prefetch" in (headers.get("Sec-Purpose", "") + headers.get("Purpose", "")).lower()
    by_script = headers.get("Sec-Fetch-Dest", "document") != "document"
    if request.method != "GET" or ahead or by_script:
        return
    if reading is not None and now - reading.last_at < OPENED_EVERY:
        return
    asked = Act(verb="read", kind="article", target=str(row.pk))
    act(reader, asked, now=now, key=f"opened-{row.pk}-{now:%Y%m%d%H}")


def _found(pk: int) -> Article:
    row = find_article(pk) if pk < 2**63 else None
    if row is None:
        raise Http404("There is no such article.")
    return row


def _story_read(row: Article) -> int:
    membership = getattr(row, "membership", None)
    return membership.story_id if membership else 0


def _story_of(row: Article) -> Story | None:
    """The story that an article belongs to, where others tell it too."""
    membership = getattr(row, "membership", None)
    if membership is None or membership.story.titles < 2:
        return None
    return listed_stories().filter(pk=membership.story_id).first()
