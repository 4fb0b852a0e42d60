"""How prominently front pages show a story: by place, by owner, by how long, and at which moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.model import Sighting
from newsstand.rank import LeadSettings, Shown, shown_at

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
SETTINGS = LeadSettings()


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def seen(page: str, place: int, ago: float = 0, **more: object) -> Sighting:
    return Sighting(publisher=page, place=place, seen_at=NOW - hours(ago), **{"size": 1.0, **more})  # type: ignore[arg-type]


def now(*sightings: Sighting) -> Shown:
    return shown_at(sightings, NOW, SETTINGS)


def test_nothing_seen_is_nowhere() -> None:
    assert now() == Shown(pages=0, best_place=None, prominence=0)


def test_the_first_place_of_one_page() -> None:
    assert now(seen("a", 1)) == Shown(pages=1, best_place=1, prominence=1 / log2(3))


def test_pages_add_up() -> None:
    both = now(seen("a", 4), seen("b", 2))
    assert (both.pages, both.best_place) == (2, 2)
    assert both.prominence == pytest.approx(now(seen("a", 4)).prominence + now(seen("b", 2)).prominence)


def test_an_owners_pages_are_one_the_best_of_them() -> None:
    shown = now(seen("a", 9, owner="X"), seen("b", 2, owner="X"), seen("c", 9, owner="X"))
    assert shown == now(seen("b", 2, owner="X"))


def test_a_page_that_shows_it_twice_shows_it_once() -> None:
    assert now(seen("a", 7), seen("a", 3)) == now(seen("a", 3))


def test_the_newest_look_counts() -> None:
    assert now(seen("a", 1, ago=1, left_at=NOW), seen("a", 30)) == now(seen("a", 30))


def test_what_a_later_look_no_longer_found_has_left() -> None:
    gone = seen("a", 1, ago=1, left_at=NOW - hours(0.5))
    assert now(gone).pages == 0
    assert shown_at([gone], NOW - hours(0.75), SETTINGS).best_place == 1


def test_what_nobody_looked_at_since_is_forgotten() -> None:
    assert now(seen("a", 1, ago=2.9)).pages == 1
    assert now(seen("a", 1, ago=3.1)).pages == 0


def test_a_place_just_taken_counts_less_than_one_held() -> None:
    new, old = (now(seen("a", 1, first_seen_at=NOW - hours(h))).prominence for h in (0, 24))
    assert new == pytest.approx((1 - SETTINGS.fresh_place) / log2(3))
    assert old == pytest.approx(1 / log2(3), rel=1e-3)


def test_small_counts_less_than_large() -> None:
    assert now(seen("a", 1, size=0.0)).prominence == pytest.approx((1 - SETTINGS.small) / log2(3))


def test_the_past_is_what_was_seen_then_or_what_says_since_when_it_stands() -> None:
    then = NOW - hours(2)
    history = [seen("a", 9, ago=2.5, left_at=NOW), seen("a", 1)]
    assert shown_at(history, then, SETTINGS).best_place == 9
    assert shown_at([seen("a", 1, first_seen_at=NOW - hours(5))], then, SETTINGS).best_place == 1
    assert shown_at([seen("a", 1, first_seen_at=NOW - hours(1))], then, SETTINGS).pages == 0
    assert shown_at([seen("a", 1)], then, SETTINGS).best_place == 1, "no history is no trend"


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 200), st.floats(0, 5)), max_size=12))
def test_prominence_is_bounded_by_its_pages(looks: list[tuple[str, int, float]]) -> None:
    shown = now(*(seen(page, place, ago) for page, place, ago in looks))
    assert 0 <= shown.prominence <= shown.pages / log2(3) + 1e-9
    assert (shown.best_place is None) == (shown.pages == 0)
