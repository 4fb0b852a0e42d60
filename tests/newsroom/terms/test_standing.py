"""What stands of a title's terms is read off its row and its article's, without a query."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsstand.model import Agreement, Terms
from newsstand.newsroom.models import Article, Publisher
from newsstand.newsroom.terms import agreement_of, signals_of, terms_of

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


def title(**said: Any) -> Publisher:
    return Publisher(slug="herald", name="Herald", home_page="https://herald.example/", **said)


def article(path: str = "/news/1", **signals: Any) -> Article:
    return Article(url=f"https://herald.example{path}", signals=signals)


def test_a_title_without_an_agreement_gives_an_extract() -> None:
    terms = terms_of(title(), article(), NOW)
    assert terms == Agreement()
    assert not terms.is_agreed


def test_an_agreement_is_read_with_all_it_says() -> None:
    agreed = {
        "agreement": 1, "since": NOW.isoformat(), "level": "full", "extract_words": 60, "may_summarise": False, "quote_share": 0.25,
        "shows_pictures": True, "territories": ["GB", "IE"], "embargo_minutes": 90, "expires_days": 30,
    }  # fmt: skip
    assert terms_of(title(terms="full", agreed=agreed), article(), NOW) == Agreement(
        level=Terms.FULL,
        extract_words=60,
        may_summarise=False,
        quote_share=0.25,
        shows_pictures=True,
        territories=frozenset({"GB", "IE"}),
        embargo=timedelta(minutes=90),
        expires_after=timedelta(days=30),
        is_agreed=True,
    )


def test_what_is_to_come_counts_from_its_moment_on() -> None:
    coming = {"agreement": 7, "since": (NOW + timedelta(hours=1)).isoformat(), "level": "headline"}
    row = title(agreed={"coming": [coming]})
    assert agreement_of(row, NOW) == Agreement()
    later = agreement_of(row, NOW + timedelta(hours=1))
    assert (later.level, later.is_agreed) == (Terms.HEADLINE, True)
    assert agreement_of(row) == Agreement()


def test_the_page_wins_over_the_site() -> None:
    site = {"reserves_mining": True, "allows_ai": False}
    signals = signals_of(site, {"reserves_mining": False, "forbids_archive": True})
    assert (signals.reserves_mining, signals.allows_ai, signals.forbids_archive) == (False, False, True)


@pytest.mark.parametrize(
    ("path", "may_summarise"), [("/news/1", True), ("/premium/1", False), ("/premium/free/1", True)]
)
def test_rules_of_paths(path: str, may_summarise: bool) -> None:
    rules = {"allows_ai": [[["/premium/", False], ["/premium/free/", True]]]}
    row = title(signals={"rules": rules})
    assert terms_of(row, article(path), NOW).may_summarise is may_summarise


def test_of_several_files_the_strictest_counts() -> None:
    rules = {
        "allows_ai": [[["/", True]], [["/a", False]]],
        "reserves_mining": [["/", False], ["/b", True]],
        "forbids_snippet": [["/c", True]],
    }
    row = title(signals={"rules": rules})
    assert terms_of(row, article("/x"), NOW) == Agreement()
    assert not terms_of(row, article("/a"), NOW).may_summarise
    assert not terms_of(row, article("/b/1"), NOW).may_summarise
    assert terms_of(row, article("/c"), NOW).level is Terms.HEADLINE


def test_a_picture_that_was_taken_down_is_not_shown() -> None:
    row = title(terms="full", agreed={"shows_pictures": True})
    assert terms_of(row, article(), NOW).shows_pictures
    assert not terms_of(row, article(picture_withdrawn="https://a/1.jpg"), NOW).shows_pictures
