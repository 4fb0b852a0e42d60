"""The time: the wall's, or one that is played for demonstrations and tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class PlayedClock:
    """A time that began at `start` when the wall's Unix time was `since`, runs `speed` times as fast, and from `until` on as fast as the wall's."""

    start: datetime
    speed: float = 1.0
    since: float = 0.0
    until: datetime | None = None

    def __call__(self) -> datetime:
        """Now, by this clock."""
        passed = max(0.0, time.time() - self.since) if self.speed else 0.0
        if self.until is not None and self.speed > 0:
            played = (self.until - self.start).total_seconds() / self.speed
            if passed > played:
                return self.until + timedelta(seconds=passed - played)
        return self.start + timedelta(seconds=passed * self.speed)

    def spelled(self) -> str:
        """The clock as a setting's value, which `read_clock` reads back."""
        text = f"{self.start.isoformat()};speed={self.speed:g};since={self.since!r}"
        return f"{text};until={self.until.isoformat()}" if self.until else text


def read_clock(text: str) -> Clock:
    """The clock that a setting names; the wall's where it says nothing. ValueError says what is wrong."""
    if not text:
        return wall_clock
    start, *options = text.split(";")
    values = dict(option.split("=", 1) for option in options)
    if unknown := values.keys() - {"speed", "since", "until"}:
        raise ValueError(f"{', '.join(sorted(unknown))} is no part of a clock; speed, since and until are")
    return PlayedClock(
        start=_moment(start),
        speed=float(values.get("speed", 1)),
        since=float(values.get("since", time.time())),
        until=_moment(values["until"]) if "until" in values else None,
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} names no zone; add Z or an offset")
    return moment.astimezone(UTC)
