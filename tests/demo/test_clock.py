"""The demo day's moments, and the clock that is set by hand."""

from __future__ import annotations

import pytest

from newsstand.demo.clock import PLAYING_FROM, PLAYING_UNTIL, SettableClock, moment


def test_the_day_plays_from_eleven_to_ten_at_night() -> None:
    assert (PLAYING_FROM.hour, PLAYING_UNTIL.hour) == (11, 22)


def test_a_settable_clock_stands_still_until_it_is_set() -> None:
    clock = SettableClock()
    assert clock() == clock() == PLAYING_FROM
    clock.at = moment("14:00")
    assert clock() == moment("14:00")


def test_a_clock_face_is_hours_and_minutes() -> None:
    assert moment("07:40").hour == 7
    for wrong in ("7.40", "25:00", "noon", "07:40:10"):
        with pytest.raises(ValueError):  # noqa: PT011 - which part was wrong does not matter
            moment(wrong)
