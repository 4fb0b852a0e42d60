from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.group.sketch import (
    MOST_FINGERPRINTS,
    MOST_NAMES,
    MOST_TERMS,
    bare_headline,
    day_number,
    sketch_report,
    source_key,
)
from newsstand.model import Report
from tests.group.newsroom import FEUER, FIRE, report


@pytest.mark.parametrize(
    ("title", "source", "url", "bare"),
    [
        ("Mill burns - The Bell", "The Bell", None, "Mill burns"),
        ("Mill burns | bell.example", None, "https://www.bell.example/1", "Mill burns"),
        ("Mill burns - two hurt", "The Bell", None, "Mill burns - two hurt"),
        ("<em>Mill</em> burns", "The Bell", None, "Mill  burns"),
        ("", None, None, ""),
    ],
)
def test_a_headline_is_freed_of_markup_and_of_its_title(
    title: str, source: str | None, url: str | None, bare: str
) -> None:
    given_ = Report(id="1", url=url, title=title, body="", published=None, language=None, source=source)
    assert bare_headline(given_) == bare


def test_the_source_is_the_host_where_none_is_named() -> None:
    assert source_key(report("1", "A", source="The Béll")) == "the bell"
    unnamed = Report(
        id="1",
        url="https://www.bell.example/x",
        title="A",
        body="",
        published=None,
        language=None,
        source=None,
    )
    assert source_key(unnamed) == "bell.example"
    broken = Report(id="1", url="http://[", title="A", body="", published=None, language=None, source=None)
    assert source_key(broken) == ""


def test_days_are_counted_in_utc_and_a_bare_day_is_its_noon() -> None:
    assert day_number(date(1970, 1, 2)) == 1.5
    assert day_number(datetime(1970, 1, 2, 6, tzinfo=UTC)) == 1.25
    assert day_number(datetime(1970, 1, 2, 6, tzinfo=timezone(timedelta(hours=6)))) == 1.0
    assert day_number(None) is None


def test_what_is_remembered_is_bounded_and_without_the_text() -> None:
    long = report("1", "Mill burns " * 100, " ".join(f"Word{n} burnt on {n} Quay{n}" for n in range(20_000)))
    found = sketch_report(long)
    assert len(found.terms) == len(found.weights) == MOST_TERMS
    assert len(found.names) == MOST_NAMES
    assert len(found.prints) == MOST_FINGERPRINTS


def test_the_language_is_told_where_the_report_does_not_say() -> None:
    assert sketch_report(report("1", "Mill burns", FIRE)).language == "en"
    assert sketch_report(report("1", "Brand in Fabrik", FEUER)).language == "de"
    assert sketch_report(report("1", "Brand", FEUER, language="fr-CH")).language == "fr"


@given(st.text(max_size=300), st.text(max_size=2000))
def test_any_text_can_be_sketched_and_always_the_same(title: str, body: str) -> None:
    one, other = (sketch_report(report("1", title, body)) for _ in range(2))
    assert one == other
    assert all(w > 0 for w in one.weights)
