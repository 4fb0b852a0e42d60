"""Good news says by which words it is good, and bad words take away from it."""

from __future__ import annotations

import pytest

from newsstand.rank.good_news import good_news_reasons, languages


def score(headline: str, standfirst: str = "", language: str | None = "en") -> float:
    return sum(r.value for r in good_news_reasons(headline, standfirst, language))


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("en", "Twelve sailors found alive after nine days", "Twelve sailors found dead after nine days"),
        ("de", "Zwölf Seeleute nach neun Tagen lebend geborgen", "Zwölf Seeleute sind tot"),
        ("fr", "Douze marins retrouvés vivants après neuf jours", "Douze marins sont morts"),
        ("es", "Doce marineros rescatados tras nueve días", "Doce marineros muertos"),
    ],
)
def test_each_language_knows_good_from_bad(language: str, good: str, bad: str) -> None:
    assert language in languages()
    assert score(good, language=language) > 2 > 0 > score(bad, language=language)
    assert score(good, language=f"{language}-XX") == score(good, language=language)


def test_the_reasons_are_the_words_and_make_the_sum() -> None:
    found = good_news_reasons("Sailor rescued, two injured", "Volunteers rescued him")
    assert {(r.name, r.facts) for r in found} == {
        ("good_word", ("rescued",)), ("bad_word", ("injured",)), ("good_word", ("volunteers",)),
    }  # fmt: skip
    assert [r.value for r in found if r.facts == ("rescued",)] == [4.0], (
        "each word once, where it counts most"
    )
    assert all(r.detail for r in found)


def test_bad_words_outweigh_a_rescue() -> None:
    assert score("Rescue ends: three dead, eight injured in attack") < 0


def test_words_are_whole_words() -> None:
    assert score("Freestyle swimmer in Warsaw") == 0
    assert score("Award-winning warden") == 0


@pytest.mark.parametrize("language", [None, "", "en"])
def test_what_has_no_language_is_read_as_english(language: str | None) -> None:
    assert score("Museum reopens", language=language) > 0


def test_a_language_without_a_list_has_no_good_news() -> None:
    assert good_news_reasons("救出", "", "ja") == ()


def test_a_text_of_any_length_is_read_quickly() -> None:
    assert score("rescued " * 100_000) == 4.0
