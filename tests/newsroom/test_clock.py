"""A played clock never runs back, keeps its corners, and is read back from a setting as it was spelled."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.newsroom.clock import PlayedClock, read_clock, wall_clock

START = datetime(2026, 3, 12, 11, tzinfo=UTC)
UNTIL = datetime(2026, 3, 12, 22, tzinfo=UTC)

seconds = st.floats(0, 200_000)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def clocks(draw: st.DrawFn) -> PlayedClock:
    start = draw(moments)
    until = draw(st.none() | seconds.map(lambda ahead: start + timedelta(seconds=ahead)))
    return PlayedClock(
        start=start, until=until, speed=draw(st.floats(0, 1000)), since=draw(st.floats(0, 2_000_000_000))
    )


def played(minutes: float, *, since: float = 1000.0) -> PlayedClock:
    return PlayedClock.lasting(minutes, start=START, until=UNTIL, since=since)


@given(clocks(), seconds, seconds)
def test_time_never_runs_back(clock: PlayedClock, first: float, second: float) -> None:
    early, late = sorted((clock.since + first, clock.since + second))
    assert clock.start <= clock.at(early) <= clock.at(late)


@given(clocks(), seconds)
def test_what_is_spelled_is_read_back_whole(clock: PlayedClock, wall: float) -> None:
    again = read_clock(clock.spelled())
    assert again == clock
    assert isinstance(again, PlayedClock)
    assert again.at(clock.since + wall) == clock.at(clock.since + wall)


@given(st.floats(0.05, 600))
def test_it_plays_in_so_many_minutes_then_keeps_the_walls_pace(minutes: float) -> None:
    clock, over = played(minutes), 1000 + minutes * 60
    close = timedelta(milliseconds=1)
    assert abs(clock.at(over) - UNTIL) < close
    assert abs(clock.at(over - minutes * 30) - datetime(2026, 3, 12, 16, 30, tzinfo=UTC)) < close
    assert abs(clock.at(over + 60) - UNTIL - timedelta(minutes=1)) < close


def test_it_stands_still_before_it_begins() -> None:
    assert played(10).at(0) == played(10).at(1000) == START
    assert played(10).at(1001) > START


def test_a_speed_of_nothing_stands_still() -> None:
    clock = PlayedClock(start=START, speed=0, until=UNTIL)
    assert clock() == clock.at(10**9) == START


def test_where_nothing_is_left_to_play_it_runs_as_the_wall_does() -> None:
    clock = PlayedClock.lasting(10, start=UNTIL, until=UNTIL, since=1000.0)
    assert clock.at(1060) == UNTIL + timedelta(minutes=1)


def test_a_clock_without_a_beginning_begins_when_it_is_read() -> None:
    clock = read_clock("2026-03-12T11:00:00Z;speed=2")
    assert timedelta() <= clock() - START < timedelta(seconds=20)


def test_no_clock_is_the_walls() -> None:
    assert read_clock("") is wall_clock
    assert abs(wall_clock().timestamp() - time.time()) < 5


def test_an_offset_is_taken_off() -> None:
    clock = read_clock("2026-03-12T13:00:00+02:00;speed=0")
    assert clock() == START
    assert clock().utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("noon", "noon"),
        ("2026-03-12T11:00:00", "names no zone"),
        ("2026-03-12T11:00:00Z;until=2026-03-12T22:00:00", "names no zone"),
        ("2026-03-12T11:00:00Z;until=2026-03-12T10:00:00Z", "over before it starts"),
        ("2026-03-12T11:00:00Z;pace=3", "pace is no part of a clock"),
        ("2026-03-12T11:00:00Z;fast", "fast is no part of a clock"),
        ("2026-03-12T11:00:00Z;speed=quick", "quick"),
        ("2026-03-12T11:00:00Z;speed=-1", "speed -1"),
        ("2026-03-12T11:00:00Z;speed=nan", "speed nan"),
        ("2026-03-12T11:00:00Z;speed=inf", "speed inf"),
    ],
)
def test_a_setting_that_names_no_clock_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_clock(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"speed": -1.0},
        {"until": START - timedelta(hours=1)},
        {"start": datetime(2026, 3, 12, 11)},  # noqa: DTZ001 - naive on purpose
        {"until": datetime(2026, 3, 12, 22)},  # noqa: DTZ001
    ],
)
def test_a_clock_that_cannot_run_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"clock|played"):
        PlayedClock(**({"start": START} | wrong))


@pytest.mark.parametrize("minutes", [0, -1, float("nan")])
def test_nothing_plays_in_no_time(minutes: float) -> None:
    with pytest.raises(ValueError, match="no time"):
        played(minutes)


def test_moments_of_other_zones_are_the_same_clock() -> None:
    paris = timezone(timedelta(hours=1))
    assert PlayedClock(start=START.astimezone(paris), speed=0)() == START
