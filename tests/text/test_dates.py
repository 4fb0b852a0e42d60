from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.dates import LANGUAGES, find_dates, resolve_date, say_date

THURSDAY = date(2025, 11, 27)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


def resolved(text: str, language: str = "en", published: date | None = THURSDAY) -> list[date | None]:
    return [resolve_date(m, published) for m in find_dates(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("on Wednesday", "en", date(2025, 11, 26)),
        ("on Thursday", "en", date(2025, 11, 27)),
        ("on Friday", "en", date(2025, 11, 21)),
        ("last Thursday", "en", date(2025, 11, 20)),
        ("next Tuesday", "en", date(2025, 12, 2)),
        ("Wednesday evening", "en", date(2025, 11, 26)),
        ("on November 21", "en", date(2025, 11, 21)),
        ("on Nov. 21, 2024", "en", date(2024, 11, 21)),
        ("on 3rd of May", "en", date(2025, 5, 3)),
        ("on 2 January", "en", date(2026, 1, 2)),
        ("Monday, Nov. 24", "en", date(2025, 11, 24)),
        ("yesterday", "en", date(2025, 11, 26)),
        ("two days ago", "en", date(2025, 11, 25)),
        ("2025-11-21", "en", date(2025, 11, 21)),
        ("am Mittwoch", "de", date(2025, 11, 26)),
        ("am Mittwochabend", "de", date(2025, 11, 26)),
        ("am vergangenen Freitag", "de", date(2025, 11, 21)),
        ("am 3. März 2024", "de", date(2024, 3, 3)),
        ("am 21.11.2025", "de", date(2025, 11, 21)),
        ("gestern", "de", date(2025, 11, 26)),
        ("vor zwei Tagen", "de", date(2025, 11, 25)),
        ("mercredi", "fr", date(2025, 11, 26)),
        ("le 1er mars 2024", "fr", date(2024, 3, 1)),
        ("mercredi 26 novembre", "fr", date(2025, 11, 26)),
        ("hier soir", "fr", date(2025, 11, 26)),
        ("lundi dernier", "fr", date(2025, 11, 24)),
        ("el 12 de octubre de 2025", "es", date(2025, 10, 12)),
        ("op 3 maart 2025", "nl", date(2025, 3, 3)),
    ],
)
def test_a_date_is_the_day_that_it_names_for_its_article(text: str, language: str, expected: date) -> None:
    assert resolved(text, language) == [expected]


@pytest.mark.parametrize(
    "text", ["45 May", "February 31", "May 3 percent", "he may march", "at 7:30", "version 3.2.1", "in 1999"]
)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert find_dates(text, "en") == ()


def test_a_weekday_that_does_not_fit_its_day_gives_no_year() -> None:
    assert resolved("Monday, Nov. 25") == [None]


def test_without_the_articles_day_only_full_dates_are_known() -> None:
    assert resolved("on Wednesday 3 May 2023, and on Friday, and on June 4", published=None) == [
        date(2023, 5, 3),
        None,
        None,
    ]


def test_a_period_names_no_day() -> None:
    (mention,) = find_dates("last week", "en")
    assert mention.kind == "period"
    assert resolve_date(mention, THURSDAY) is None


@given(DAYS, st.sampled_from(sorted(LANGUAGES)), st.booleans(), st.booleans())
def test_a_day_that_is_said_is_found_again(day: date, language: str, weekday: bool, american: bool) -> None:
    said = say_date(day, language, weekday=weekday, american=american)
    assert day in [resolve_date(m, None) for m in find_dates(f"x {said} x", language)]


@given(DAYS, st.integers(0, 6))
def test_a_weekday_lies_within_the_week_before_or_after(published: date, weekday: int) -> None:
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    (mention,) = find_dates(name, "en")
    past, ahead = resolve_date(mention, published, "past"), resolve_date(mention, published, "future")
    assert past is not None
    assert ahead is not None
    assert past.weekday() == ahead.weekday() == weekday
    assert timedelta(0) <= published - past < timedelta(7)
    assert timedelta(0) < ahead - published <= timedelta(7)


@given(st.text(max_size=200), st.sampled_from([*sorted(LANGUAGES), None]))
def test_mentions_lie_in_the_text_in_order(text: str, language: str | None) -> None:
    at = 0
    for mention in find_dates(text, language):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
