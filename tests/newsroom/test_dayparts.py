"""Editions fall due at a local time, once a day, whatever clocks and travellers do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.newsroom.dayparts import is_zone, latest_daypart, next_daypart

ZONES = ("Europe/London", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "UTC")
moments = st.integers(min_value=1_262_304_000, max_value=2_051_222_400).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "kind", "day"),
    [
        ("Europe/London", "2026-03-12T05:59:59", "evening", "2026-03-11"),
        ("Europe/London", "2026-03-12T06:00:00", "morning", "2026-03-12"),
        ("Europe/London", "2026-03-12T18:00:00", "evening", "2026-03-12"),
        # British summer time begins: the clocks went forward an hour before six.
        ("Europe/London", "2026-03-29T04:59:00", "evening", "2026-03-28"),
        ("Europe/London", "2026-03-29T05:00:00", "morning", "2026-03-29"),
        # … and ends.
        ("Europe/London", "2026-10-25T05:59:00", "evening", "2026-10-24"),
        ("Europe/London", "2026-10-25T06:00:00", "morning", "2026-10-25"),
        ("Pacific/Auckland", "2026-03-11T17:00:00", "morning", "2026-03-12"),  # thirteen hours ahead
        ("America/St_Johns", "2026-03-12T08:29:00", "evening", "2026-03-11"),  # two and a half behind
        ("America/St_Johns", "2026-03-12T08:30:00", "morning", "2026-03-12"),
        ("Asia/Kathmandu", "2026-03-12T00:14:00", "evening", "2026-03-11"),  # five and three quarters ahead
        ("Asia/Kathmandu", "2026-03-12T00:15:00", "morning", "2026-03-12"),
    ],
)
def test_the_current_edition_is_the_one_that_fell_due_last(zone: str, now: str, kind: str, day: str) -> None:
    part = latest_daypart(zone, at(now))
    assert (part.kind, part.day.isoformat()) == (kind, day)


def test_a_time_that_clocks_skip_comes_when_they_have_skipped_it() -> None:
    early = time(1, 30)  # there is no half past one in London on that day
    assert latest_daypart("Europe/London", at("2026-03-29T01:29:00"), morning=early).kind == "evening"
    part = latest_daypart("Europe/London", at("2026-03-29T01:30:00"), morning=early)
    assert (part.kind, part.day) == ("morning", date(2026, 3, 29))


def test_a_time_that_comes_twice_counts_once() -> None:
    twice = time(1, 30)
    first = latest_daypart("Europe/London", at("2026-10-25T00:30:00"), morning=twice)
    again = latest_daypart("Europe/London", at("2026-10-25T01:30:00"), morning=twice)
    assert first == again


@given(zone=st.sampled_from(ZONES), now=moments)
def test_dayparts_follow_each_other(zone: str, now: datetime) -> None:
    current, coming = latest_daypart(zone, now), next_daypart(zone, now)
    assert current.due_at <= now < coming.due_at
    assert coming.due_at - current.due_at <= timedelta(hours=13)
    assert latest_daypart(zone, coming.due_at) == coming
    assert (current.kind, current.day) != (coming.kind, coming.day)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Europe/London", True), ("UTC", True), ("", False), ("Europe", False), ("Mars/Base", False),
     ("../../etc/passwd", False), ("/etc/localtime", False), ("Europe/London\0", False), ("x" * 500, False), ("Zürich", False)],
)  # fmt: skip
def test_only_zones_that_there_are_count(name: str, is_one: bool) -> None:
    assert is_zone(name) is is_one
