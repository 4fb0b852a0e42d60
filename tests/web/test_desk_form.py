"""What editors type is read in their zone, and said to be wrong where it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone as zones

from newsstand.web.desk_form import as_typed, moment_typed, story_number, typed_pick


@pytest.fixture(autouse=True)
def _berlin() -> Iterator[None]:
    with zones.override("Europe/Berlin"):
        yield


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-01-10T12:00", (2026, 1, 10, 11, 0)),
        ("2026-07-10 12:00", (2026, 7, 10, 10, 0)),
        ("2026-10-25T02:30", (2026, 10, 25, 0, 30)),  # which that day has twice: the first
        ("2026-01-10T12:00:59.5", (2026, 1, 10, 11, 0)),
    ],
)
def test_a_time_is_the_editors(typed: str, utc: tuple[int, int, int, int, int]) -> None:
    assert moment_typed(typed) == datetime(*utc, tzinfo=UTC)


def test_a_moment_comes_back_as_it_was_typed() -> None:
    for typed in ("2026-01-10T12:00", "2026-03-29T03:00", "2026-07-10T23:59"):
        assert as_typed(moment_typed(typed)) == typed
    assert moment_typed("") is None
    assert as_typed(None) == ""


@pytest.mark.parametrize("typed", ["2026-03-29T02:30", "x", "2026-13-01T00:00", "1999-01-01T00:00", "2026-01-10T12:00+01:00"])  # fmt: skip
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        moment_typed(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12), (" #12 ", 12), ("/story/12/a-ferry", 12), ("https://paper.example/story/12/", 12),
        ("/desk/story/7/", 7), ("https://paper.example/article/12/x", 0), ("/story/", 0), ("/story/x/", 0), ("", 0), ("-1", 0),
        ("http://[::1", 0), ("9" * 40, 0),
    ],
)  # fmt: skip
def test_a_story_is_named_by_number_or_address(typed: str, number: int) -> None:
    assert story_number(typed) == number


def test_a_form_keeps_what_was_typed_and_names_every_fault() -> None:
    sent = QueryDict(mutable=True)
    sent.update(
        {"headline": "x" * 300, "line": " Two\n lines ", "starts_at": "never", "ends_at": "", "revision": "²"}
    )
    typed = typed_pick(sent)
    assert set(typed.faults) == {"headline", "starts_at"}
    assert (typed.line, typed.starts_at, len(typed.headline), typed.revision) == (
        "Two lines",
        "never",
        300,
        0,
    )
