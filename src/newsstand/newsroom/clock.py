"""The time: the wall's, or one that is played for demonstrations and tests."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedClock:
    """A time that stands at `start` until the wall's Unix time is `since`, then runs `speed` times as fast as the wall.

    until: the moment from which it runs as fast as the wall, None for never; a speed of 0 stands still
    """

    start: datetime
    speed: float = 1.0
    since: float = 0.0
    until: datetime | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.speed) and self.speed >= 0):
            raise ValueError(f"a clock cannot run at speed {self.speed}")
        if self.start.tzinfo is None or (self.until is not None and self.until.tzinfo is None):
            raise ValueError("a played clock needs aware moments")
        if self.until is not None and self.until < self.start:
            raise ValueError("a played time cannot be over before it starts")

    @classmethod
    def lasting(cls, minutes: float, *, start: datetime, until: datetime, since: float) -> PlayedClock:
        """The clock that plays from one moment until the other in so many minutes of the wall."""
        if not minutes > 0:
            raise ValueError("nothing plays in no time")
        # Never 0, which would stand still: where start and until are one moment, it runs on as the wall does.
        speed = max((until - start).total_seconds() / (minutes * 60), 1e-6)
        return cls(start=start, speed=speed, since=since, until=until)

    def __call__(self) -> datetime:
        """Now, by this clock."""
        return self.at(time.time())

    def at(self, wall: float) -> datetime:
        """The moment at which this clock stands when the wall's Unix time is `wall`."""
        passed = max(0.0, wall - self.since)
        if self.until is not None and self.speed > 0:
            played = (self.until - self.start).total_seconds() / self.speed
            if passed > played:
                return self.until + timedelta(seconds=passed - played)
        return self.start + timedelta(seconds=passed * self.speed)

    def spelled(self) -> str:
        """The clock as a setting's value, which `read_clock` reads back."""
        text = f"{self.start.isoformat()};speed={self.speed!r};since={self.since!r}"
        return f"{text};until={self.until.isoformat()}" if self.until else text


def read_clock(text: str) -> Clock:
    """The clock that a setting names; the wall's where it says nothing. ValueError says what is wrong."""
    if not text:
        return wall_clock
    start, *options = text.split(";")
    values = dict(option.partition("=")[::2] for option in options)
    if unknown := values.keys() - {"speed", "since", "until"}:
        raise ValueError(f"{', '.join(sorted(unknown))} is no part of a clock; speed, since and until are")
    return PlayedClock(
        start=_moment(start),
        speed=float(values.get("speed", 1)),
        since=float(values.get("since", time.time())),
        until=_moment(values["until"]) if "until" in values else None,
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"“{text}” is no moment; say one as 2026-03-12T11:00:00Z") from error
    if moment.tzinfo is None:
        raise ValueError(f"{text} names no zone; add Z or an offset")
    return moment.astimezone(UTC)
