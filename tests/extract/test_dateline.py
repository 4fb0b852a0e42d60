import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract.dateline import agency_at_end, known_agency, split_dateline

REST = "The council voted on Tuesday night to close the pool for two years."


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("SEOUL, South Korea (Reuters) — ", "SEOUL, South Korea", "Reuters"),
        ("LONDON, Nov 21 (Reuters) - ", "LONDON", "Reuters"),
        ("Berlin (dpa) - ", "Berlin", "dpa"),
        ("Paris, 12 mars (AFP) – ", "Paris", "AFP"),
        ("WASHINGTON (AP) — ", "WASHINGTON", "AP"),
        ("KYIV, Ukraine — ", "KYIV, Ukraine", None),
    ],
)
def test_datelines_are_split_off(opening: str, place: str, agency: str | None) -> None:
    dateline, wire, rest = split_dateline(opening + REST)
    assert dateline is not None
    assert (dateline.place, dateline.agency, rest) == (place, agency, REST)
    assert wire == agency


def test_an_agency_may_stand_alone() -> None:
    assert split_dateline(f"(Reuters) — {REST}") == (None, "Reuters", REST)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody wanted this — but it came.",
        REST,
        "NATO — the alliance",
        "Anna (12) — and her dog",
        "“NO — never,” she said.",
        "",
    ],
)
def test_ordinary_openings_are_left_alone(text: str) -> None:
    assert split_dateline(text) == (None, None, text)


def test_agencies_are_known_by_their_names() -> None:
    assert known_agency("dpa/tmn") == "dpa"
    assert known_agency("AFP") == "AFP"
    assert known_agency("Ana Reyes") is None
    assert agency_at_end("Die Halle bleibt zu. (dpa)") == "dpa"
    assert agency_at_end("The pool stays shut.") is None


@given(st.text(max_size=300))
def test_nothing_is_lost_but_the_dateline(text: str) -> None:
    _, _, rest = split_dateline(text)
    assert text.endswith(rest)
