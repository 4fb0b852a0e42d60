"""What the headers of an answer say, read with the tolerance that the Web needs and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newsstand.net.outcome import Validators

# Headers that others read later: hubs, robots' signals, the reservation of text-and-data mining, language.
KEPT = ("Link", "X-Robots-Tag", "TDM-Reservation", "TDM-Policy", "Content-Usage", "Content-Language", "Date")
MAX_KEPT = 2048
MOST_OF_A_NAME = 5
MAX_VALIDATOR = 1024
MAX_SECONDS = 366 * 24 * 3600

DIGITS = re.compile(r"[0-9]{1,10}")
CHARSET = re.compile(r"charset\s{0,8}=\s{0,8}[\"']?([A-Za-z0-9_.:+-]{1,40})", re.IGNORECASE)
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s{0,8}=\s{0,8}\"?([0-9]{1,10})", re.IGNORECASE)
NO_REUSE = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def read_content_type(value: str | None) -> tuple[str | None, str | None]:
    """The media type and the charset of a Content-Type, both in lower case."""
    if not value:
        return None, None
    media = value[:256].split(";", 1)[0].strip().lower()
    charset = CHARSET.search(value[:512])
    return (media if "/" in media else None), (charset[1].lower() if charset else None)


def read_validators(headers: Mapping[str, str]) -> Validators:
    """What to show the server next time."""
    return Validators(
        etag=sendable(headers.get("ETag")), last_modified=sendable(headers.get("Last-Modified"))
    )


def sendable(value: str | None) -> str | None:
    """A header value that may be sent: bounded, and with nothing in it that could begin another header."""
    if not value or len(value) > MAX_VALIDATOR or CONTROL.search(value):
        return None
    return value if value.isascii() else None


def read_max_age(value: str | None) -> int | None:
    """Seconds of freshness by Cache-Control, 0 where reuse is forbidden, None where it says nothing."""
    if not value:
        return None
    if NO_REUSE.search(value):
        return 0
    age = MAX_AGE.search(value)
    return min(int(age[1]), MAX_SECONDS) if age else None


def read_date(value: str | None) -> datetime | None:
    """A date of HTTP as aware UTC, None where it is none."""
    if not value or len(value) > 64:
        return None
    try:
        found = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to stay away, from a number or a date, a year at most; None where neither."""
    text = (value or "").strip()
    if DIGITS.fullmatch(text):
        return float(min(int(text), MAX_SECONDS))
    date = read_date(text)
    return None if date is None else min(max((date - now).total_seconds(), 0.0), float(MAX_SECONDS))


def read_kept(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The headers of KEPT that are there, names in lower case, values bounded; one that came twice stands twice."""
    every: Callable[[str], Sequence[str]] | None = getattr(headers, "getall", None)
    return tuple(
        (name.lower(), value[:MAX_KEPT])
        for name in KEPT
        if name in headers
        for value in ([headers[name]] if every is None else every(name)[:MOST_OF_A_NAME])
    )
