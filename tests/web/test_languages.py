from __future__ import annotations

import pytest
from django.utils import translation

from newsstand.web.languages import (
    countries_called,
    country_name,
    direction,
    in_speech_marks,
    language_name,
    typeset,
)


@pytest.mark.parametrize(
    ("tag", "runs"),
    [("en-GB", "ltr"), ("", "ltr"), ("ar", "rtl"), ("ar-EG", "rtl"), ("he_IL", "rtl"), ("FA", "rtl"), ("az-Arab", "rtl"), ("arn", "ltr")],
)  # fmt: skip
def test_which_way_a_language_runs(tag: str, runs: str) -> None:
    assert direction(tag) == runs


def test_names_of_languages_and_countries() -> None:
    assert (language_name("de-AT"), language_name("xx"), language_name("")) == ("German", "xx", "")
    assert (country_name("gb"), country_name("FJ"), country_name("XX")) == ("United Kingdom", "Fiji", "XX")


@translation.override("de")
def test_names_of_languages_and_countries_in_the_language_that_is_on() -> None:
    assert (language_name("en_GB"), language_name("fa"), language_name("xx")) == (
        "Englisch",
        "Persisch",
        "xx",
    )
    assert (country_name("GB"), country_name("fr")) == ("Vereinigtes Königreich", "Frankreich")
    assert (country_name("PK"), country_name("HK"), country_name("XX")) == ("Pakistan", "Hongkong", "XX")


def test_a_country_is_found_by_its_name_in_each_language_of_the_pages() -> None:
    named = countries_called()
    assert {named[name] for name in ("Germany", "Deutschland", "Allemagne", "Alemania", "ألمانيا")} == {"DE"}
    assert named["Hongkong"] == "HK"
    assert "Atlantis" not in named


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("We stay", "en-GB", "“We stay”"),
        ("“We stay”", "en", "“We stay”"),
        ('"Wir bleiben"', "de-DE", "„Wir bleiben“"),
        ("Nous restons", "fr", "«\u202fNous restons\u202f»"),
        ("We “may” stay", "", "“We “may” stay”"),
        ("“We stay”, she said, “and wait”", "en", "“We stay”, she said, “and wait”"),
        ("", "en", "“”"),
    ],
)
def test_speech_stands_between_the_marks_of_its_language(text: str, language: str, shown: str) -> None:
    assert in_speech_marks(text, language) == shown


def test_french_marks_stay_with_their_words() -> None:
    assert typeset("« Trois » : quoi ?") == "«\u202fTrois\u202f»\u202f: quoi\u202f?"
    assert typeset("Plain: words, 3:1") == "Plain: words, 3:1"
    assert typeset("City 2–1 Town – late") == "City 2\u2060–\u20601 Town – late"
