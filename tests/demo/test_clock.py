"""The demo day's clock never runs back, keeps its corners, and can be read backwards."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.demo.clock import PLAYING_FROM, PLAYING_UNTIL, DemoClock, SettableClock, moment

seconds = st.floats(0, 200_000, allow_nan=False)


@given(seconds, seconds, st.floats(0.05, 600))
def test_time_never_runs_back(first: float, second: float, minutes: float) -> None:
    clock = DemoClock.lasting(minutes, started_at=100.0)
    early, late = sorted((first, second))
    assert clock.at(early) <= clock.at(late)


@given(st.floats(0, 100_000), st.floats(0.5, 600))
def test_a_moment_comes_at_the_wall_second_that_the_clock_names(ahead: float, minutes: float) -> None:
    clock = DemoClock.lasting(minutes, started_at=50.0)
    at = PLAYING_FROM + timedelta(seconds=ahead)
    assert abs(clock.at(clock.wall(at)) - at) < timedelta(seconds=1)


def test_the_day_plays_from_eleven_to_ten_at_night_in_ten_minutes_then_at_real_speed() -> None:
    clock = DemoClock.lasting(10, started_at=1000.0)
    assert clock.at(0) == clock.at(1000) == PLAYING_FROM
    assert clock.at(1300) == moment("16:30")
    assert clock.at(1600) == PLAYING_UNTIL
    assert clock.at(1660) == PLAYING_UNTIL + timedelta(minutes=1)


def test_the_running_clock_reads_the_wall() -> None:
    wall = iter([0.0, 60.0])
    now = DemoClock(started_at=0.0, speed=60.0).running(lambda: next(wall))
    assert now() == PLAYING_FROM
    assert now() == PLAYING_FROM + timedelta(hours=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed": 0.0},
        {"playing_until": moment("10:00")},
        {"playing_from": datetime(2026, 3, 12, 11, 0)},  # noqa: DTZ001 - naive on purpose
    ],
)
def test_a_clock_that_cannot_run_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"clock|day"):
        DemoClock(started_at=0.0, **wrong)  # type: ignore[arg-type]


def test_no_day_plays_in_no_time() -> None:
    with pytest.raises(ValueError, match="no time"):
        DemoClock.lasting(0, started_at=0)


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
