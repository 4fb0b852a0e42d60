"""A catalogue's terms are read whole, or refused with what is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsstand.errors import CatalogueUnreadable
from newsstand.model import Agreement, Terms
from newsstand.newsroom.catalogue import load_catalogue, read_catalogue

TITLE = """
[herald]
name = "Herald"
home_page = "https://herald.example/"
country = "GB"
language = "en"
kind = "newspaper"
feeds = ["https://herald.example/rss"]
"""


def test_a_title_without_terms_agreed_to_nothing() -> None:
    assert read_catalogue(TITLE)[0].agreement is None
    assert all(title.agreement is None for title in load_catalogue())


def test_all_that_terms_say() -> None:
    terms = """
    [herald.terms]
    level = "full"
    words = 60
    summaries = false
    quote_share = 0.25
    pictures = false
    countries = ["GB", "IE"]
    embargo_minutes = 90
    expires_days = 30
    """
    assert read_catalogue(TITLE + terms)[0].agreement == Agreement(
        level=Terms.FULL,
        extract_words=60,
        may_summarise=False,
        quote_share=0.25,
        shows_pictures=False,
        territories=frozenset({"GB", "IE"}),
        embargo=timedelta(minutes=90),
        expires_after=timedelta(days=30),
        is_agreed=True,
    )


@pytest.mark.parametrize("level", list(Terms))
def test_a_level_is_enough(level: Terms) -> None:
    agreed = read_catalogue(TITLE + f'terms = {{ level = "{level}" }}')[0].agreement
    assert agreed is not None
    assert (agreed.level, agreed.shows_pictures) == (level, level is Terms.FULL)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ('"full"', "terms is not a table"),
        ("{}", "level is none of"),
        ('{ level = "some" }', "level is none of"),
        ('{ level = ["full"] }', "level is none of"),
        ('{ level = "full", price = 1 }', "terms has price, which no terms have"),
        ('{ level = "full", words = -1 }', "words is not a whole number"),
        ('{ level = "full", words = true }', "words is not a whole number"),
        ('{ level = "full", expires_days = 1.5 }', "expires_days is not a whole number"),
        ('{ level = "full", summaries = 1 }', "summaries is neither"),
        ('{ level = "full", quote_share = 2 }', "quote_share is not from 0 to 1"),
        ('{ level = "full", quote_share = nan }', "quote_share is not from 0 to 1"),
        ('{ level = "full", countries = "GB" }', "countries is not a list"),
        ('{ level = "full", countries = ["gb"] }', "countries is not a list"),
    ],
)
def test_what_is_wrong_is_said(terms: str, why: str) -> None:
    with pytest.raises(CatalogueUnreadable, match=why) as error:
        read_catalogue(f"{TITLE}terms = {terms}")
    assert "“herald”" in str(error.value)
