"""What a member's own fee did."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsstand.members.models import Reader
from newsstand.members.paying.mine import FeeMonth, counted_so_far, fee_months
from newsstand.newsroom.models import Publisher
from newsstand.web.clock import now_of
from newsstand.web.readers import for_readers

WIDTH = 320  # of a drawing, in its own units
NAMED = 12


@dataclass(frozen=True, slots=True)
class TitleBar:
    """A title's amount, and how wide its bar is drawn."""

    title: Publisher
    minor: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthShown:
    """A month of the page."""

    fee: FeeMonth
    bars: tuple[TitleBar, ...]
    more: int
    more_minor: int


@require_safe
@for_readers
def fee(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Month by month: which titles it went to, and what else it paid for."""
    if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"]:
        raise Http404("Nobody pays here.")
    now = now_of(request)
    context = {
        "months": [show_month(month) for month in fee_months(reader, now)],
        "counted": counted_so_far(reader, now),
        "counted_days": settings.NEWSSTAND["NEWSSTAND_COUNTED_DAYS"],
        "titles_percent": settings.NEWSSTAND["NEWSSTAND_TITLES_PERCENT"],
        "width": WIDTH,
        "here": "fee",
    }
    return render(request, "web/fee.html", context)


def show_month(month: FeeMonth) -> MonthShown:
    """A month with its drawing: the largest title's bar is as wide as the drawing, none is invisible."""
    most = max((abs(minor) for _, minor in month.titles), default=0)
    bars = tuple(
        TitleBar(title, minor, max(2, round(WIDTH * abs(minor) / most)))
        for title, minor in month.titles[:NAMED]
    )
    rest = month.titles[NAMED:]
    return MonthShown(fee=month, bars=bars, more=len(rest), more_minor=sum(minor for _, minor in rest))
