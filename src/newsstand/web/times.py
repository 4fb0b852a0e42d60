"""Times as a newspaper says them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext, pgettext

from newsstand.web.languages import listed


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in words: "just now", "20 minutes ago", "3 hours ago", "2 days ago"; "soon" for what is to come."""
    seconds = int((now - then).total_seconds())
    if seconds < -60:
        return until(then, now)
    minutes = seconds // 60
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    days = minutes // (24 * 60)
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}


def until(then: datetime, now: datetime) -> str:
    """How long until a moment, in words: "now", "in 5 minutes", "in 3 hours", "in 2 days"."""
    minutes = int((then - now).total_seconds()) // 60
    if minutes < 1:
        return gettext("now")
    if minutes < 60:
        return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("in %(count)d hour", "in %(count)d hours", hours) % {"count": hours}
    days = minutes // (24 * 60)
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}


def spoken_day(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """A day in full: "Thursday 12 March 2026"."""
    if weekday:
        pattern = pgettext("day pattern", "l j F Y") if year else pgettext("day pattern", "l j F")
    else:
        pattern = pgettext("day pattern", "j F Y") if year else pgettext("day pattern", "j F")
    return formats.date_format(day, pattern)


def short_day(day: date) -> str:
    """A day where there is little room: "12 Mar"."""
    return formats.date_format(day, pgettext("day pattern", "j M"))


def weekday_and_time(moment: datetime, *, short: bool = False) -> str:
    """A moment of this week, in the paper's zone: "Thursday 14:00"; short: "Thu 14:00"."""
    pattern = pgettext("day pattern", "D H:i") if short else pgettext("day pattern", "l H:i")
    return formats.date_format(timezone.localtime(moment), pattern)


def clock_face(moment: datetime) -> str:
    """The time of day in the paper's zone: "14:05"."""
    return f"{timezone.localtime(moment):%H:%M}"


def zone_of(moment: datetime) -> str:
    """The short name of the paper's zone at a moment: "GMT"."""
    return timezone.localtime(moment).tzname() or "UTC"


def in_full(moment: datetime) -> str:
    """Day, time and zone: "Thursday 12 March 2026, 14:05 GMT"."""
    local = timezone.localtime(moment)
    return listed((spoken_day(local.date()), f"{clock_face(moment)} {zone_of(moment)}"))


def on_the_day(moment: datetime, now: datetime) -> str:
    """The time of day where it is today's, with the day before it where it is not: "Wednesday 11 March, 22:10"."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    if local.date() == today:
        return clock_face(moment)
    recent = abs(today - local.date()) < timedelta(days=300)
    return listed((spoken_day(local.date(), weekday=recent, year=not recent), clock_face(moment)))
