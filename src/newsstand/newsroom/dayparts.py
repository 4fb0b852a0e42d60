"""When the day's finite editions appear: at a local time of a zone, once, whatever its clocks do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MORNING, EVENING = "morning", "evening"
KINDS = (MORNING, EVENING)
MORNING_AT, EVENING_AT = time(6), time(18)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Daypart:
    """A morning or evening of a zone; `due_at` is the moment, in UTC, from which its edition is due."""

    kind: str
    zone: str
    day: date
    due_at: datetime


def latest_daypart(
    zone: str, now: datetime, *, morning: time = MORNING_AT, evening: time = EVENING_AT
) -> Daypart:
    """The daypart whose edition is the current one at `now`."""
    return [p for p in _around(zone, now, morning, evening) if p.due_at <= now][-1]


def next_daypart(
    zone: str, now: datetime, *, morning: time = MORNING_AT, evening: time = EVENING_AT
) -> Daypart:
    """The daypart that comes after `now`."""
    return next(p for p in _around(zone, now, morning, evening) if p.due_at > now)


def is_zone(name: str) -> bool:
    """Whether a name is one of a time zone that this machine knows."""
    if not name or len(name) > 60 or not name.isascii() or not name.isprintable():
        return False
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones
        return False


def _around(zone: str, now: datetime, morning: time, evening: time) -> list[Daypart]:
    """The dayparts of the days around now, in order. A local time that the clocks skip comes when they have skipped it."""
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()
    parts = [
        Daypart(kind=kind, zone=zone, day=day, due_at=datetime.combine(day, at, local).astimezone(UTC))
        for day in (today + n * A_DAY for n in range(-2, 3))
        for kind, at in ((MORNING, morning), (EVENING, evening))
    ]
    return sorted(parts, key=lambda p: (p.due_at, p.day))
