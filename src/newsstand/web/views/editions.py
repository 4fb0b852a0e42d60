"""The finite editions: by day, one of them, and what somebody missed who was away."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from newsstand.members.editions import catch_up, finish_edition, open_edition
from newsstand.members.identity import AWAY
from newsstand.members.models import OpenedEdition, Reader
from newsstand.members.muting import Muting
from newsstand.newsroom.dayparts import is_zone
from newsstand.newsroom.models import Edition
from newsstand.web.clock import now_of
from newsstand.web.deeds import marks_of
from newsstand.web.printing import fingerprint
from newsstand.web.readers import for_readers, reader_of, state_of
from newsstand.web.selectors.catch_up import MOST_DAYS, first_day, missed_days
from newsstand.web.selectors.daily import (
    coming,
    daily_page,
    days_with_editions,
    find_daily,
    zone_now,
    zone_with_editions,
)
from newsstand.web.selectors.for_you import rows_to_keep
from newsstand.web.selectors.for_you_part import cards_for_you
from newsstand.web.views.lists import page_number

PUBLIC = "public, max-age=60, stale-while-revalidate=300"


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Every morning and evening edition, by day."""
    now, number = now_of(request), page_number(request)
    zone = zone_with_editions(asked_zone(request))
    days, has_more = days_with_editions(zone, now, number)
    reader = reader_of(request)
    ids = [link.id for day in days for link in day.editions]
    finished = (
        set(
            OpenedEdition.objects.filter(reader=reader, edition__in=ids)
            .exclude(finished_at=None)
            .values_list("edition_id", flat=True)
        )
        if reader
        else set()
    )
    response = render(
        request,
        "web/editions.html",
        {
            "days": days,
            "finished": finished,
            "number": number,
            "has_more": has_more,
            "zone": zone if zone != zone_now() else "",
            "coming": coming(zone, now),
            "here": "editions",
        },
    )
    response["Cache-Control"] = PUBLIC
    return response


@require_safe
def daily(request: HttpRequest, day: str, kind: str) -> HttpResponse:
    """A morning or evening edition, with an end."""
    now = now_of(request)
    edition = edition_asked_for(request, day, kind)
    reader, state = reader_of(request), state_of(request)
    muting = Muting.of(reader, now)
    page = daily_page(edition, now)
    if page is not None and muting:
        page = daily_page(edition, now, muting.hidden_among(page.cards).keys())
    if page is None:
        raise Http404("Nothing of this edition may be shown any more.")
    context: dict[str, Any] = {
        "page": page,
        "zone": edition.zone,
        "coming": coming(edition.zone, now),
        "here": "editions",
    }
    if reader is not None and state is not None:
        there = {card.id for card in page.cards}
        opened = open_edition(reader, edition, now=now, choose=lambda: rows_to_keep(reader, now, there))
        for_you = cards_for_you(opened.for_you, there, muting)
        marks = marks_of(state, [*page.cards, *for_you])
        context |= {
            "opened": opened,
            "for_you": for_you,
            "marks": marks,
            "read": sum(card.id in marks.read for card in page.cards),
            "total": len(page.cards),
        }
    response = render(request, "web/edition.html", context)
    response["Cache-Control"] = PUBLIC
    response["ETag"] = fingerprint(response.content)
    return response


@require_POST
@for_readers
def finish(request: HttpRequest, reader: Reader, day: str, kind: str) -> HttpResponse:
    """Note that the reader is done with an edition."""
    edition = edition_asked_for(request, day, kind)
    finish_edition(reader, edition, now=now_of(request))
    query = f"?zone={edition.zone}" if edition.zone != zone_now() else ""
    return redirect(f"{reverse('daily', args=(day, kind))}{query}#done")


def catching_up(request: HttpRequest) -> HttpResponse:
    """What mattered while somebody was away; by POST they say that they have seen it."""
    reader = reader_of(request)
    now = now_of(request)
    if request.method == "POST":
        if reader is None:
            raise Http404("Sign in to do this.")
        catch_up(reader)
        messages.success(request, gettext("You have caught up."))
        return redirect("front")
    zone = zone_with_editions()
    start = first_day(
        now, zone, since_asked(request, now) or away_since(reader, now) or now - timedelta(days=2)
    )
    days = missed_days(zone, start, now, Muting.of(reader, now).shown)
    state = state_of(request)
    response = render(
        request,
        "web/catch_up.html",
        {
            "days": days,
            "start": start,
            "marks": marks_of(state, [card for day in days for card in day.cards]) if state else None,
            "away": away_since(reader, now),
            "choices": (2, 3, 7, 14, MOST_DAYS),
        },
    )
    response["Cache-Control"] = PUBLIC
    return response


def away_since(reader: Reader | None, now: datetime) -> datetime | None:
    """Since when a reader had been away, until they have caught up."""
    if reader is None:
        return None
    return reader.away_since or (reader.seen_at if now - reader.seen_at >= AWAY else None)


def edition_asked_for(request: HttpRequest, day: str, kind: str) -> Edition:
    """The edition that an address names, in the zone asked for or the reader's; 404 where there is none."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        raise Http404("There is no such day.") from None
    asked = asked_zone(request)
    found = find_daily(asked or zone_with_editions(), when, kind, now_of(request))
    if found is None:
        raise Http404("There is no such edition.")
    return found


def asked_zone(request: HttpRequest) -> str:
    """The zone in the address; "" for none, or none that there is."""
    zone = request.GET.get("zone", "")
    return zone if is_zone(zone) else ""


def since_asked(request: HttpRequest, now: datetime) -> date | None:
    """The day in the address (`since`), or so many `days` ago; None for neither, or nonsense."""
    days = request.GET.get("days", "")
    if days.isascii() and days.isdecimal() and 0 < len(days) < 5:
        back = min(max(int(days), 1), MOST_DAYS)
        return first_day(now, zone_now(), None) - timedelta(days=back - 1)
    try:
        return date.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return None
