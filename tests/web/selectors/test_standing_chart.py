"""A story's curve on the front pages: drawn inside its frame, said in words, of one query."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from newsstand.newsroom.models import Standing
from newsstand.web.selectors.standing_chart import (
    HEIGHT,
    MOST_ROWS,
    WIDTH,
    StandingChart,
    draw_standings,
    standing_chart,
)
from tests.newsroom.making import make_article, make_story

START = datetime(2026, 3, 12, 9, tzinfo=UTC)  # a Thursday


def stood(minutes: float, pages: int, place: int | None = None, prominence: float | None = None) -> Standing:
    return Standing(
        at=START + timedelta(minutes=minutes),
        pages=pages,
        best_place=(place or 5) if pages else None,
        prominence=pages * 0.4 if prominence is None else prominence,
    )


def drawn(*rows: Standing, until: float = 600) -> StandingChart:
    chart = draw_standings(rows, START + timedelta(minutes=until))
    assert chart is not None
    return chart


def test_the_curve_is_said_in_words() -> None:
    chart = drawn(stood(0, 1), stood(120, 7, 1), stood(300, 2))
    assert chart.summary == "On 7 front pages at its height, Thursday 11:00; now on 2."
    assert drawn(stood(0, 1), stood(60, 3)).summary == "On 3 front pages, as many as ever."
    assert drawn(stood(0, 1), stood(60, 0)).summary == (
        "On 1 front page at its height, Thursday 09:00; it left the last of them Thursday 10:00."
    )


def test_it_steps_and_reaches_the_edge() -> None:
    chart = drawn(stood(0, 1), stood(300, 2), until=600)
    assert chart.line == "M0 96V56H160V16H320"
    assert chart.area == chart.line + "V96H0Z"


def test_what_left_the_front_pages_ends_there() -> None:
    assert drawn(stood(0, 1), stood(60, 0), until=6000).line == "M0 96V16H320V96H320"


def test_the_best_place_is_marked_where_it_was_taken() -> None:
    chart = drawn(stood(0, 1, 9), stood(300, 4, 1), stood(400, 6, 2))
    assert (chart.mark.x, chart.mark.label, chart.mark.anchor) == (160, "place 1", "middle")


@pytest.mark.parametrize(
    ("until", "labels"),
    [(600, ["09:00", "19:00"]), (2880, ["Thu 09:00", "Sat 09:00"]), (14400, ["12 Mar", "22 Mar"])],
)
def test_the_axis_says_as_much_as_it_must(until: int, labels: list[str]) -> None:
    assert [t.label for t in drawn(stood(0, 1), until=until).ticks] == labels


def test_the_height_is_on_the_axis_where_there_is_room() -> None:
    assert [t.label for t in drawn(stood(0, 1), stood(300, 3)).ticks] == ["09:00", "14:00", "19:00"]
    assert [t.label for t in drawn(stood(0, 1), stood(30, 3)).ticks] == ["09:00", "19:00"]


@pytest.mark.parametrize(("rows", "until"), [([], 60), ([stood(0, 1)], 5), ([stood(0, 0)], 60)])
def test_nothing_to_draw_is_no_chart(rows: list[Standing], until: float) -> None:
    assert draw_standings(rows, START + timedelta(minutes=until)) is None


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 100), st.floats(0, 50)), min_size=1, max_size=60),
    st.integers(10, 100_000),
)
def test_the_curve_stays_inside_its_frame(looks: list[tuple[int, int, float]], until: int) -> None:
    rows = [stood(10 * n, pages, place, prominence) for n, (pages, place, prominence) in enumerate(looks)]
    chart = draw_standings(rows, START + timedelta(minutes=10 * len(rows) + until))
    if chart is None:
        assert all(row.pages == 0 for row in rows) or rows[-1].pages == 0
        return
    across = [int(x) for x in re.findall(r"[MH](\d+)", chart.line)]
    assert across == sorted(across)
    assert across[-1] == WIDTH
    assert all(0 <= int(y) <= HEIGHT for y in re.findall(r"V(-?\d+)", chart.line))
    assert 0 <= chart.mark.x <= WIDTH


@pytest.mark.django_db
@pytest.mark.store
def test_a_storys_chart_is_one_query_and_of_its_own_rows(django_assert_num_queries: Any) -> None:
    story, other = make_story(make_article("Barge hits bridge")), make_story(make_article("Council votes"))
    for minutes, pages in ((0, 1), (60, 4), (900, 9)):
        row = stood(minutes, pages)
        row.story = story
        row.save()
    Standing.objects.create(story=other, at=START, pages=30, best_place=1, prominence=9)
    with django_assert_num_queries(1):
        chart = standing_chart(story, START + timedelta(hours=3))
    assert chart is not None
    assert chart.summary.startswith("On 4 front pages"), "what is to come is not drawn"
    assert MOST_ROWS >= 24 * 60


def test_the_template_draws_it_and_says_it() -> None:
    html = render_to_string("web/_standing.html", {"chart": drawn(stood(0, 1), stood(300, 3, 1))})
    assert 'd="M0 96V69H160V16H320"' in html
    assert "<figcaption>On 3 front pages, as many as ever.</figcaption>" in html
    assert "style=" not in html
    assert not render_to_string("web/_standing.html", {"chart": None}).strip()
