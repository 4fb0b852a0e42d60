"""Times as marked-up text, made once for all places that show them."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from newsstand.web import times


def stamp(value: datetime, precision: str, now: datetime) -> SafeString:
    """When something was published, no more exactly than is known: "14:05", "Wednesday 11 March, 22:10"; a day is a day."""
    today = timezone.localtime(now).date()
    return _stamp(value, precision, today, get_language() or "", timezone.get_current_timezone_name())


@lru_cache(maxsize=8192)
def _stamp(value: datetime, precision: str, today: date, language: str, zone: str) -> SafeString:
    """`language` and `zone` are those that are on: they are named so that each has its own words."""
    if precision == "day":
        words = escape(times.spoken_day(value.date()))
        return SafeString(f'<time datetime="{value:%Y-%m-%d}">{words}</time>')
    noon = datetime.combine(today, time(12), timezone.get_current_timezone())
    return SafeString(
        f'<time datetime="{value.isoformat(timespec="seconds")}" title="{escape(times.in_full(value))}">'
        f"{escape(times.on_the_day(value, noon))}"
        f'<span class="unseen"> {escape(times.zone_of(value))}</span></time>'
    )
