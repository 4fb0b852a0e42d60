from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.newsroom.search.query import (
    LONGEST_QUERY,
    MOST_TERMS,
    OPERATORS,
    Filter,
    Query,
    Term,
    first_day,
    parse_query,
)


@pytest.mark.parametrize(
    ("text", "terms", "filters"),
    [
        ("bridge", [Term(("bridge",))], []),
        ('"old bridge" -flood', [Term(("old", "bridge")), Term(("flood",), is_unwanted=True)], []),
        ("brid*", [Term(("brid",), is_prefix=True)], []),
        ('"old brid"*', [Term(("old", "brid"), is_prefix=True)], []),
        ('"old brid*"', [Term(("old", "brid"), is_prefix=True)], []),
        ("br*", [Term(("br",))], []),
        ('title:"Northern Ledger"', [], [Filter("title", "Northern Ledger")]),
        ('TITLE:ledger -section:sport', [], [Filter("title", "ledger"), Filter("section", "sport", True)]),
        ("before:2026-03-01", [], [Filter("before", "2026-03-01")]),
        ("-before:2026-03-01", [], [Filter("after", "2026-03-01")]),
        ("by:pike ferry", [Term(("ferry",))], [Filter("by", "pike")]),
        ("title: ledger", [Term(("title",)), Term(("ledger",))], []),
        ("site:example.org", [Term(("site", "example", "org"))], []),
        ("https://x.example/", [Term(("https", "x", "example"))], []),
        ("title:", [Term(("title",))], []),
        ('title:""', [], []),
        ("10:30", [Term(("10", "30"))], []),
        ("* - \" ' : :: -* \"", [], []),
    ],
)  # fmt: skip
def test_what_a_query_says(text: str, terms: list[Term], filters: list[Filter]) -> None:
    assert parse_query(text) == Query(tuple(terms), tuple(filters))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("", False),
        ("-a", False),
        ("-title:x", False),
        ("a", True),
        ("title:x", True),
        ("after:2026 -a", True),
    ],
)
def test_what_is_only_unwanted_asks_for_nothing(text: str, asks: bool) -> None:
    assert parse_query(text).asks is asks


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-3-1", date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("2026", date(2026, 1, 1)),
        ("2026-02-30", None),
        ("2026-13", None),
        ("0000", None),
        ("0001", None),
        ("9999-12-31", None),
        ("٢٠٢٦", None),
        ("yesterday", None),
        ("1.3.2026", None),
    ],
)
def test_days_months_and_years(text: str, day: date | None) -> None:
    assert first_day(text) == day


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["-", '"', "*", ":", " ", "\0", "title:", "-by:", "before:2026", 'topic:"a b"', "_", "é", "प्र"]),
)  # fmt: skip
ANY = st.lists(PIECES, max_size=30).map("".join)


@given(text=ANY)
def test_any_text_is_read_within_bounds(text: str) -> None:
    query = parse_query(text)
    assert len(query.terms) + len(query.filters) <= MOST_TERMS
    assert all(t.words and all(t.words) for t in query.terms)
    assert all(f.operator in OPERATORS and f.value for f in query.filters)


@given(text=ANY)
def test_a_query_as_text_is_the_same_query(text: str) -> None:
    query = parse_query(text)
    if len(str(query)) <= LONGEST_QUERY:
        assert parse_query(str(query)) == query
