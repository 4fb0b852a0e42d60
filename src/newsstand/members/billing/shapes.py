"""Reads single values out of what the provider sends, which may be anything; ProviderObjectUnreadable says what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from newsstand.errors import ProviderObjectUnreadable

MOST = 2**53  # an amount or a moment beyond that is none
LONGEST = 255
LAST_SECOND = 253_402_300_799  # of the year 9999
# Currencies whose smallest unit at the provider is not that of ISO 4217: it counts hundredths of a króna and of a Ugandan
# shilling, of which there are none, and whole ariary, which have fifths.
INEXACT = frozenset({"ISK", "UGX", "MGA"})
TENS_ONLY = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})  # the last of three digits must be 0


def part(body: Any, *path: str | int) -> Any:
    """What lies at a path; None where the way ends before."""
    for step in path:
        if isinstance(step, int):
            if not isinstance(body, list) or len(body) <= step:
                return None
            body = body[step]
        elif isinstance(body, dict):
            body = body.get(step)
        else:
            return None
    return body


def word(body: Any, *path: str | int, needed: bool = False) -> str:
    """A word, or the id of what stands there whole; "" where nothing does."""
    value = part(body, *path)
    if isinstance(value, dict):
        value = value.get("id")
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST or (needed and not value):
        raise ProviderObjectUnreadable(f"{_named(path)} is no word")
    return value


def whole(body: Any, *path: str | int, default: int | None = None) -> int:
    """A whole number."""
    value = part(body, *path)
    if value is None and default is not None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST:
        raise ProviderObjectUnreadable(f"{_named(path)} is no whole number")
    return value


def moment(body: Any, *path: str | int) -> datetime | None:
    """A moment; None where nothing is said."""
    if part(body, *path) is None:
        return None
    seconds = whole(body, *path)
    if not 0 <= seconds <= LAST_SECOND:
        raise ProviderObjectUnreadable(f"{_named(path)} is no moment")
    return datetime.fromtimestamp(seconds, UTC)


def moment_needed(body: Any, *path: str | int) -> datetime:
    """A moment that has to be said."""
    at = moment(body, *path)
    if at is None:
        raise ProviderObjectUnreadable(f"{_named(path)} is missing")
    return at


def currency_of(body: Any, *path: str | int) -> str:
    """An ISO 4217 code whose smallest unit the provider counts as we do."""
    code = word(body, *path, needed=True).upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ProviderObjectUnreadable(f"{_named(path)} is no currency")
    if code in INEXACT:
        raise ProviderObjectUnreadable(f"the provider counts {code} in other units than ISO 4217 does")
    return code


def things(body: Any, *path: str | int) -> list[Any]:
    """A list, whether the provider wraps it up or not; empty where there is none."""
    value = part(body, *path)
    if isinstance(value, dict):
        value = value.get("data")
    return value if isinstance(value, list) else []


def _named(path: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in path)[:120] or "it"
