"""The front page, and what is new since a reader opened it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.http import http_date
from django.utils.safestring import SafeString

from newsstand.members.editions import missed_editions
from newsstand.members.models import Deed
from newsstand.members.muting import Muting
from newsstand.members.state import ReaderState
from newsstand.newsroom.models import Edition
from newsstand.web.clock import now_of
from newsstand.web.deeds import marks_of
from newsstand.web.printing import Paper, fingerprint, paper_of
from newsstand.web.readers import state_of
from newsstand.web.selectors.daily import newest_daily, zone_with_editions
from newsstand.web.selectors.editions import newest_edition, stories_of
from newsstand.web.selectors.for_you import for_you_block
from newsstand.web.views.editions import away_since

FRESH = "public, max-age=15, stale-while-revalidate=60"
KEPT_SECONDS = 60
LONG_AGO = timedelta(days=14)  # what was read before then and stands in an edition again is new


def front(request: HttpRequest) -> HttpResponse:
    """The newest edition, laid out once a minute for everybody and marked for who reads it."""
    edition = newest_edition()
    if edition is None:
        return empty(request)
    state = state_of(request)
    return for_all(request, edition) if state is None else for_one(request, edition, state)


def for_all(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The front page of who is not signed in: the same bytes for all who read its language, for a minute."""
    now = now_of(request)
    moment = (edition.pk, f"{now:%Y%m%d%H%M}")
    name = f"front:{translation.get_language()}"  # one page a language: older ones would only fill the memory
    kept = cache.get(name)
    if kept is not None and kept[0] == moment:
        page = kept[1]
    else:
        paper = paper_of(edition, now)
        printed = paper.page()
        if printed is None:
            return empty(request)
        context = {"front": printed.front, "body": printed.marked(None), "daily": newest_daily(now)}
        page = render(request, "web/front.html", context).content
        cache.set(name, (moment, page), KEPT_SECONDS)
    response = HttpResponse(page)
    response["Cache-Control"] = FRESH
    response["Last-Modified"] = http_date(edition.at.timestamp())
    return response


def for_one(request: HttpRequest, edition: Edition, state: ReaderState) -> HttpResponse:
    """The front page of one reader: without what they muted, with what they read, saved and follow."""
    now = now_of(request)
    paper = paper_of(edition, now)
    printed = paper.page(hidden_in(paper, state, now))
    if printed is None:
        return empty(request, is_muted=bool(paper.stock.cards))
    marks = marks_of(state, paper.stock.by_id.values(), since=now - LONG_AGO)
    context = {
        "front": printed.front,
        "body": printed.marked(marks),
        "for_you": for_you(state, now, printed.front.placed),
        "daily": paper.once("daily", lambda: newest_daily(now)),
        "missed": missed(state, now),
    }
    response = render(request, "web/front.html", context)
    response["ETag"] = fingerprint(response.content)
    return response


def hidden_in(paper: Paper, state: ReaderState, now: datetime) -> Collection[int]:
    """The stories that the reader muted, found once for all who muted the same."""
    if not state.muted:
        return ()
    cards = list(paper.stock.by_id.values())
    return paper.once(
        ("muted", state.muted), lambda: frozenset(Muting.of(state.reader, now).hidden_among(cards))
    )


def for_you(state: ReaderState, now: datetime, placed: frozenset[int]) -> SafeString:
    """The reader's For You block in print: anew each minute, and whenever they did something."""
    done = Deed.objects.filter(reader=state.reader).aggregate(last=Max("pk"), undone=Max("undone_at"))
    sense = (
        f"{now:%Y%m%d%H%M} {done['last']} {done['undone']} {hash(placed)} {timezone.get_current_timezone()}"
    )
    key = f"for-you:{state.reader.pk}:{translation.get_language()}"
    kept = cache.get(key)
    if kept is None or kept[0] != sense:
        block = for_you_block(state.reader, now, without=placed)
        context = {"for_you": block, "marks": marks_of(state, block.cards), "now": now}
        kept = (sense, str(render_to_string("web/_for_you.html", context)))
        cache.set(key, kept, KEPT_SECONDS)
    return SafeString(kept[1])


def missed(state: ReaderState, now: datetime) -> dict[str, Any] | None:
    """Since when the reader was away, and how many editions appeared; None for who was here."""
    since = away_since(state.reader, now)
    return {"since": since, "count": missed_editions(zone_with_editions(), since, now)} if since else None


def empty(request: HttpRequest, *, is_muted: bool = False) -> HttpResponse:
    """The front page where there is nothing to show: before the first edition, or because a reader muted all of it."""
    response = render(request, "web/empty.html", {"is_muted": is_muted})
    response["Cache-Control"] = "no-cache"
    return response


def edition_json(request: HttpRequest) -> HttpResponse:
    """The newest edition's id, moment and stories, for a page that asks what it does not show yet."""
    edition = newest_edition()
    if edition is None:
        return JsonResponse(
            {"edition": None, "at": None, "stories": []}, headers={"Cache-Control": "no-cache"}
        )
    stories = stories_of(edition)
    return JsonResponse(
        {"edition": edition.pk, "at": edition.at.isoformat(), "stories": stories},
        headers={"Cache-Control": "public, max-age=5"},
    )
