from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from newsstand.web.times import (
    ago,
    clock_face,
    in_full,
    on_the_day,
    short_day,
    spoken_day,
    until,
    weekday_and_time,
)

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=20), "20 minutes ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=9), "9 days ago"),
        (timedelta(minutes=-5), "in 5 minutes"),
        (timedelta(hours=-3), "in 3 hours"),
        (timedelta(days=-2), "in 2 days"),
    ],
)
def test_gaps_in_words(gap: timedelta, words: str) -> None:
    assert ago(NOW - gap, NOW) == words


def test_what_is_due_is_due_now() -> None:
    assert until(NOW - timedelta(hours=1), NOW) == "now"


def test_days_and_times_are_said_in_the_british_way() -> None:
    assert spoken_day(date(2026, 3, 12)) == "Thursday 12 March 2026"
    assert spoken_day(date(2026, 3, 2), weekday=False) == "2 March 2026"
    assert clock_face(NOW) == "14:05"
    assert in_full(datetime(2026, 7, 1, 14, 5, tzinfo=UTC)) == "Wednesday 1 July 2026, 15:05 BST"


def test_short_days_and_times_of_this_week() -> None:
    assert short_day(date(2026, 3, 2)) == "2 Mar"
    assert weekday_and_time(NOW) == "Thursday 14:05"
    assert weekday_and_time(NOW, short=True) == "Thu 14:05"


@translation.override("de")
def test_each_language_has_its_own_order_of_a_day() -> None:
    assert spoken_day(date(2026, 3, 12)) == "Donnerstag, 12. März 2026"
    assert spoken_day(date(2026, 3, 2), weekday=False) == "2. März 2026"
    assert spoken_day(date(2026, 3, 2), year=False) == "Montag, 2. März"
    assert short_day(date(2026, 1, 2)) == "2. Jan."
    assert weekday_and_time(NOW, short=True) == "Do, 14:05"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Donnerstag, 12. März 2026"),
        ("fr", "jeudi 12 mars 2026"),
        ("es", "jueves, 12 de marzo de 2026"),
        ("ar", "الخميس 12 مارس 2026"),
    ],
)
def test_a_day_in_full_in_each_language(language: str, said: str) -> None:
    with translation.override(language):
        assert spoken_day(date(2026, 3, 12)) == said


def test_a_time_of_another_day_names_the_day() -> None:
    assert on_the_day(NOW - timedelta(hours=2), NOW) == "12:05"
    assert on_the_day(NOW - timedelta(hours=16), NOW) == "Wednesday 11 March, 22:05"
    assert on_the_day(NOW - timedelta(days=800), NOW) == "2 January 2024, 14:05"


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_a_past_moment_is_never_said_to_come(gap: timedelta) -> None:
    assert ago(NOW - gap, NOW).endswith(("ago", "just now"))
