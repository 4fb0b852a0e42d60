"""Signals narrow an agreement, never widen it; which of them, is a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.model import Agreement, Signals, Terms
from newsstand.newsroom.terms import narrow
from newsstand.newsroom.terms.narrowing import WIDTH, quotable_of

NONE_AGREED = Agreement()
LICENSED = Agreement(level=Terms.FULL, is_agreed=True, shows_pictures=True, quote_share=0.3)


@pytest.mark.parametrize(
    ("said", "without", "licensed"),
    [
        ({}, {}, {}),
        ({"allows_robot": False}, {}, {}),
        ({"licence": "https://a.example/rsl.xml"}, {}, {}),
        ({"allows_ai": True, "reserves_mining": False, "is_free": True}, {}, {}),
        ({"allows_ai": False}, {"may_summarise": False}, {}),
        ({"reserves_mining": True}, {"may_summarise": False}, {}),
        ({"forbids_archive": True}, {}, {"level": Terms.EXTRACT}),
        (
            {"forbids_snippet": True},
            {"level": Terms.HEADLINE, "may_summarise": False, "quote_share": 0.0},
            {"level": Terms.HEADLINE, "may_summarise": False, "quote_share": 0.0},
        ),
        ({"most_snippet": 160}, {"extract_characters": 160}, {"extract_characters": 160}),
        ({"forbids_picture": True}, {}, {"shows_pictures": False}),
        ({"is_free": False}, {}, {}),
    ],
)
def test_what_each_signal_takes_away(
    said: dict[str, Any], without: dict[str, Any], licensed: dict[str, Any]
) -> None:
    assert narrow(NONE_AGREED, Signals(**said)) == replace(NONE_AGREED, **without)
    assert narrow(LICENSED, Signals(**said)) == replace(LICENSED, **licensed)


def test_a_paywall_of_a_title_that_agreed_to_nothing_leaves_an_extract() -> None:
    assert narrow(Agreement(level=Terms.FULL), Signals(is_free=False)).level is Terms.EXTRACT


def test_a_reservation_stays_where_the_agreement_gives_no_leave() -> None:
    agreed = replace(LICENSED, may_summarise=False)
    assert not narrow(agreed, Signals(allows_ai=True)).may_summarise


agreements = st.builds(
    Agreement,
    level=st.sampled_from(Terms),
    extract_words=st.integers(0, 100),
    extract_characters=st.none() | st.integers(0, 300),
    may_summarise=st.booleans(),
    quote_share=st.floats(0, 1),
    shows_pictures=st.booleans(),
    embargo=st.just(timedelta()),
    is_agreed=st.booleans(),
)
fields = {
    "allows_robot": st.none() | st.booleans(),
    "allows_ai": st.none() | st.booleans(),
    "reserves_mining": st.none() | st.booleans(),
    "forbids_archive": st.booleans(),
    "forbids_snippet": st.booleans(),
    "most_snippet": st.none() | st.integers(1, 400),
    "forbids_picture": st.booleans(),
    "is_free": st.none() | st.booleans(),
}
FORBIDDEN: dict[str, Any] = {
    "allows_robot": False,
    "allows_ai": False,
    "reserves_mining": True,
    "forbids_archive": True,
    "forbids_snippet": True,
    "most_snippet": 1,
    "forbids_picture": True,
    "is_free": False,
}


def shows_no_more(one: Agreement, other: Agreement) -> bool:
    """Whether one lets be done nothing that the other does not."""
    characters = (one.extract_characters, other.extract_characters)
    return (
        WIDTH[one.level] <= WIDTH[other.level]
        and one.extract_words <= other.extract_words
        and (characters[1] is None or (characters[0] is not None and characters[0] <= characters[1]))
        and one.may_summarise <= other.may_summarise
        and one.quote_share <= other.quote_share
        and one.shows_pictures <= other.shows_pictures
    )


@given(agreements, st.builds(Signals, **fields))
def test_no_signal_widens_an_agreement(agreement: Agreement, signals: Signals) -> None:
    assert shows_no_more(narrow(agreement, signals), agreement)


@given(agreements, st.builds(Signals, **fields), st.sampled_from(sorted(FORBIDDEN)))
def test_one_more_signal_never_shows_more(agreement: Agreement, signals: Signals, name: str) -> None:
    more = replace(signals, **{name: FORBIDDEN[name]})
    assert shows_no_more(narrow(agreement, more), narrow(agreement, signals))


@given(agreements, st.builds(Signals, **fields), st.integers(0, 5000))
def test_what_is_narrower_is_quoted_less(agreement: Agreement, signals: Signals, length: int) -> None:
    assert 0 <= quotable_of(narrow(agreement, signals), length) <= quotable_of(agreement, length) <= length


def test_a_share_is_counted_in_whole_characters() -> None:
    assert quotable_of(Agreement(quote_share=0.1), 1990) == 199
    assert quotable_of(Agreement(quote_share=0.3), 10) == 3
    assert quotable_of(Agreement(quote_share=1.0, extract_characters=50), 1000) == 50
