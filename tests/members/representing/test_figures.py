"""Numbers behind which nobody can be made out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.members.models import CountedRead
from newsstand.members.representing.figures import LEAST, hide_few, month_before, month_figures, month_of
from newsstand.newsroom.models import Article
from tests.web.newsroom import make_article, make_title

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
MARCH = date(2026, 3, 1)
LONDON = ZoneInfo("Europe/London")


@given(st.dictionaries(st.integers(0, 40), st.integers(0, 30), max_size=31))
def test_none_of_fewer_than_five_can_be_found_by_subtraction(readers: dict[int, int]) -> None:
    hidden = hide_few(readers)
    assert all(readers[key] >= LEAST or readers[key] == 0 for key in readers if key not in hidden)
    told_apart = sum(readers[key] for key in hidden)
    if any(count >= LEAST for count in readers.values()):
        assert not hidden or (len(hidden) > 1 and told_apart >= LEAST)


def read(article: Article, member: str, at: datetime = NOW, **fields: object) -> None:
    CountedRead.objects.create(
        member=member, month=MARCH, article=article, publisher=article.publisher, day=at.day,
        **{"seconds": 90, "is_finished": True, "depth": 100} | fields,
    )  # fmt: skip


@pytest.mark.store
@pytest.mark.django_db
def test_a_month_is_told_in_whole_numbers_and_what_few_read_is_not_told_apart() -> None:
    title = make_title("The Beacon")
    wide, narrow, other = (make_article(title, name) for name in ("Wide", "Narrow", "Other"))
    for n in range(8):
        read(wide, f"m{n}", NOW - timedelta(days=n % 2))
    for n in range(6):
        read(other, f"m{n}", is_finished=False)
    read(narrow, "m0")
    read(make_article(make_title("The Herald"), "Elsewhere"), "m9")
    found = month_figures(title, MARCH, NOW, LONDON)
    assert (found.reads, found.readers, found.finished, found.minutes) == (15, 8, 9, 22)
    assert [(a.headline, a.readers) for a in found.articles] == [
        ("Wide", 8),
        ("Other", None),
        ("Narrow", None),
    ]
    assert [day for day, _ in found.days] == [MARCH + timedelta(days=n) for n in range(12)]
    assert found.days[0] == (MARCH, 0)
    assert [count for _, count in found.days[-2:]] == [None, None]


@pytest.mark.django_db
def test_a_month_of_fewer_than_five_readers_tells_nothing() -> None:
    title = make_title("The Beacon")
    article = make_article(title, "Narrow")
    for n in range(LEAST - 1):
        read(article, f"m{n}")
    found = month_figures(title, MARCH, NOW, LONDON)
    assert (found.reads, found.readers, found.articles, found.days) == (None, None, (), ())


@pytest.mark.django_db
def test_a_month_without_readers_is_nought() -> None:
    found = month_figures(make_title("The Beacon"), MARCH, NOW, LONDON)
    assert (found.reads, found.minutes, found.articles) == (0, 0, ())


def test_months_are_of_the_houses_zone() -> None:
    late = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    assert month_of(late, LONDON) == date(2026, 4, 1)
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)
