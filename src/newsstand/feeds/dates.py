"""Dates as feeds write them -> aware datetimes. RFC 822 and ISO 8601 with the liberties that feeds take."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

EARLIEST_YEAR = 1800  # digitised archives have feeds of their own
LATEST_YEAR = 2099

_ISO = re.compile(
    r"(\d{4})-?(\d\d)?-?(\d\d)?(?:[T ]+(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9})\d*)?)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
_RFC822 = re.compile(
    r"(?:[^\W\d]{2,12}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([^\W\d]{3,12})\.?,?[\s-]+(\d{2,4}),?"
    r"(?:[\sT]+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s*(am|pm)?)?\s*(.{0,40})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d]{2,12},?\s+)?([^\W\d]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+"
    r"(?:(\d{1,2}):(\d\d)(?::(\d\d))?\s+(?:([^\W\d]{1,5})\s+)?(?=\d{4}))?(\d{4})"
    r"(?:,?\s+(?:at\s+)?(\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm)?)?\s*(.{0,40})",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:[\s,]+(?:-\s*)?(\d{1,2}):(\d\d)(?::(\d\d))?)?\s*(.{0,40})"
)
_YEAR_FIRST = re.compile(
    r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?:[\sT,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?\s*(.{0,40})"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?\b", re.IGNORECASE)
_ZONE = re.compile(r"[A-Za-z]{1,5}")

_MONTHS = {
    month: number
    for number, spellings in enumerate(
        (
            "jan ene gen янв sty",
            "feb fév fev фев lut",
            "mar mär mrz maa мар",
            "apr avr abr апр kwi",
            "may mai mag mei maj мая май",
            "jun juin giu июн cze",
            "jul juil lug июл lip",
            "aug aoû aou ago авг sie",
            "sep set сен wrz",
            "oct okt out ott окт paź paz",
            "nov ноя lis",
            "dec déc dez dic дек gru",
        ),
        1,
    )
    for month in spellings.split()
}
# Minutes east of Greenwich. Names that several zones share mean the one that news feeds use them for.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330, "cet": 60, "met": 60,
    "mez": 60, "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "sast": 120, "msk": 180, "trt": 180,
    "pkt": 300, "npt": 345, "wib": 420, "ict": 420, "sgt": 480, "hkt": 480, "awst": 480, "pht": 480, "jst": 540,
    "kst": 540, "acst": 570, "aest": 600, "acdt": 630, "aedt": 660, "nzst": 720, "nzdt": 780, "nst": -210,
    "ndt": -150, "ast": -240, "adt": -180, "brt": -180, "art": -180, "clt": -240, "est": -300, "edt": -240, "et": -300,
    "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480,
    "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip


@lru_cache(maxsize=4096)
def read_date(text: str) -> datetime | None:
    """The moment that `text` names, aware, with its own offset (UTC where it gives none); None where it names none
    that can be: unreadable, the zero of a clock (1970-01-01T00:00:00Z), a year before 1800 or after 2099."""
    text = " ".join(text[:120].split())
    if not text:
        return None
    try:
        moment = _iso(text) or _day_first(text) or _month_first(text) or _numbers(text) or _year_first(text)
    except (ValueError, OverflowError):
        return None
    if moment is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR or moment.timestamp() == 0:
        return None
    return moment


def _iso(text: str) -> datetime | None:
    found = _ISO.match(text)
    if found is None or (found.end() != len(text) and text[found.end()] not in " [(+Z"):
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    micro = int((fraction or "0").ljust(6, "0")[:6])
    return _moment(year, int(month or 1), day or 1, hour, minute, second, _zone(zone or ""), micro)


def _day_first(text: str) -> datetime | None:
    found = _RFC822.match(text)
    if found is None:
        return None
    day, month, year, hour, minute, second, half, zone = found.groups()
    return _moment(year, _month(month), day, _hour(hour, half), minute, second, _zone(zone))


def _month_first(text: str) -> datetime | None:
    found = _MONTH_FIRST.match(text)
    if found is None:
        return None
    month, day, hour, minute, second, zone, year, late_hour, late_minute, late_second, half, rest = (
        found.groups()
    )
    if hour is None:
        hour, minute, second, zone = _hour(late_hour, half), late_minute, late_second, rest
    return _moment(year, _month(month), day, hour, minute, second, _zone(zone or ""))


def _numbers(text: str) -> datetime | None:
    """17.03.2024 and 17/03/2024, day first as in most countries; 03/17/2024 where only that can be."""
    found = _NUMBERS.match(text)
    if found is None:
        return None
    day, _, month, year, hour, minute, second, zone = found.groups()
    if int(month) > 12:
        day, month = month, day
    return _moment(year, int(month), day, hour, minute, second, _zone(zone))


def _year_first(text: str) -> datetime | None:
    """2024/3/7 and 2024.03.07."""
    found = _YEAR_FIRST.match(text)
    if found is None:
        return None
    year, _, month, day, hour, minute, second, zone = found.groups()
    return _moment(year, int(month), day, hour, minute, second, _zone(zone))


def _moment(
    year: str,
    month: int,
    day: str | int,
    hour: str | int | None,
    minute: str | None,
    second: str | None,
    zone: timezone,
    micro: int = 0,
) -> datetime:
    """Hour 24 and second 60 roll over, as RFC 822 and ISO 8601 let them."""
    century = (2000 if int(year) < 70 else 1900) if len(year) == 2 else 0
    start = datetime(century + int(year), month, int(day), tzinfo=zone)
    hours, minutes, seconds = int(hour or 0), int(minute or 0), int(second or 0)
    if hours > 24 or minutes > 59 or seconds > 60:
        raise ValueError("no time of a day")
    return start + timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)


def _month(word: str) -> int:
    word = word.lower()
    number = _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])
    if number is None:
        raise ValueError("no month")
    return number


def _hour(hour: str | None, half: str | None) -> int | None:
    if hour is None or not half:
        return None if hour is None else int(hour)
    return int(hour) % 12 + (12 if half.lower() == "pm" else 0)


def _zone(text: str) -> timezone:
    offset = _OFFSET.match(text)
    if offset:
        east = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return _east(east if offset[1] == "+" else -east)
    name = _ZONE.match(text)
    return _east(timedelta(minutes=_ZONES.get(name[0].lower(), 0))) if name else UTC


def _east(of_greenwich: timedelta) -> timezone:
    return timezone(of_greenwich) if of_greenwich else UTC
