"""The demo day: its moments, and a clock that is set by hand to walk through it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from datetime import time as time_of_day

DEMO_DAY = date(2026, 3, 12)


def moment(clock_face: str, day: date = DEMO_DAY) -> datetime:
    """The aware UTC moment of "HH:MM" on a day; ValueError for any other form."""
    hours, minutes = clock_face.split(":")
    return datetime.combine(day, time_of_day(int(hours), int(minutes)), UTC)


PLAYING_FROM = moment("11:00")
PLAYING_UNTIL = moment("22:00")


class SettableClock:
    """A clock that stands still until it is set; for tests and for walking through the day by hand."""

    def __init__(self, at: datetime = PLAYING_FROM) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at
