"""Which moment of the demo day it is, as a pure mapping from wall seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

DEMO_DAY = date(2026, 3, 12)
Now = Callable[[], datetime]


def moment(clock_face: str, day: date = DEMO_DAY) -> datetime:
    """The aware UTC moment of "HH:MM" on a day; ValueError for any other form."""
    hours, minutes = clock_face.split(":")
    return datetime.combine(day, time_of_day(int(hours), int(minutes)), UTC)


PLAYING_FROM = moment("11:00")
PLAYING_UNTIL = moment("22:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoClock:
    """A day that plays faster than the wall: `speed` demo seconds a wall second, and real speed once it is over.

    started_at: the wall's seconds (any steady count) at which the demo day stands at `playing_from`
    """

    started_at: float
    playing_from: datetime = PLAYING_FROM
    playing_until: datetime = PLAYING_UNTIL
    speed: float = 66.0

    def __post_init__(self) -> None:
        if self.speed <= 0:
            raise ValueError(f"a clock cannot run at speed {self.speed}")
        if self.playing_from.tzinfo is None or self.playing_until.tzinfo is None:
            raise ValueError("a demo clock needs aware moments")
        if self.playing_until < self.playing_from:
            raise ValueError("a demo day cannot end before it starts playing")

    @classmethod
    def lasting(
        cls,
        minutes: float,
        *,
        started_at: float,
        playing_from: datetime = PLAYING_FROM,
        playing_until: datetime = PLAYING_UNTIL,
    ) -> DemoClock:
        """The clock that plays from one moment until the other in so many minutes of the wall."""
        if minutes <= 0:
            raise ValueError("a demo day cannot play in no time")
        played = (playing_until - playing_from).total_seconds()
        return cls(
            started_at=started_at,
            playing_from=playing_from,
            playing_until=playing_until,
            speed=max(played / (minutes * 60), 1e-6),
        )

    def at(self, wall: float) -> datetime:
        """The demo moment at a wall second; the day stands still before the clock was started."""
        passed = max(wall - self.started_at, 0.0)
        playing = (self.playing_until - self.playing_from).total_seconds() / self.speed
        if passed <= playing:
            return self.playing_from + timedelta(seconds=passed * self.speed)
        return self.playing_until + timedelta(seconds=passed - playing)

    def wall(self, at: datetime) -> float:
        """The wall second at which a demo moment comes; that of the start for all before it."""
        if at <= self.playing_from:
            return self.started_at
        if at <= self.playing_until:
            return self.started_at + (at - self.playing_from).total_seconds() / self.speed
        playing = (self.playing_until - self.playing_from).total_seconds() / self.speed
        return self.started_at + playing + (at - self.playing_until).total_seconds()

    def running(self, wall: Callable[[], float] = time.monotonic) -> Now:
        """The clock as a callable without arguments, read against the wall's own count."""
        return lambda: self.at(wall())


class SettableClock:
    """A clock that stands still until it is set; for tests and for walking through the day by hand."""

    def __init__(self, at: datetime = PLAYING_FROM) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at
