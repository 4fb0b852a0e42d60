from datetime import date

import pytest

from newsstand.brief.dating import days_named, make_absolute

THURSDAY = date(2025, 11, 27)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed on Wednesday.", "It closed on Wednesday 26 November 2025."),
        ("He said Wednesday that it closed.", "He said on Wednesday 26 November 2025 that it closed."),
        ("It closed late Wednesday.", "It closed late on Wednesday 26 November 2025."),
        ("It closed on Wednesday evening.", "It closed on the evening of Wednesday 26 November 2025."),
        ("Two were taken to hospital on Wednesday.", "Two were taken to hospital on Wednesday 26 November 2025."),
        ("It had been closed on Wednesday.", "It had been closed on Wednesday 26 November 2025."),
        ("It closed late this morning.", "It closed late on the morning of Thursday 27 November 2025."),
        ("It closed yesterday.", "It closed on Wednesday 26 November 2025."),
        ("It closed last night.", "It closed on the night of Wednesday 26 November 2025."),
        ("The November 21 cable was sent.", "The 21 November 2025 cable was sent."),
        ("It was sent on Nov. 21, 2024.", "It was sent on 21 November 2024."),
        ("The vote will be held on Tuesday.", "The vote will be held on Tuesday 2 December 2025."),
        ("It closed on Wednesday and again on Wednesday.", "It closed on Wednesday 26 November 2025 and again on Wednesday."),
    ],
)  # fmt: skip
def test_days_are_made_absolute(text: str, expected: str) -> None:
    assert make_absolute(text, THURSDAY, "en", "british", set()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The sale was held on Black Friday.",
        "She spoke at the March 16 Factory.",
        "He recalled the Sept. 11 attacks.",
        "The July 3 speech was recalled.",
        "Wednesday’s collision closed the road.",
        "The office is closed on Wednesday.",
        "It would open on Friday.",
        "He had spent today at sea.",
        "It rose in the hours to Wednesday midnight.",
        "He said he hopes to leave on Monday.",
        "She said the road opens on Monday.",
        "“It closed on Wednesday,” he said.",
        "It closed last week.",
        "Today it is a museum.",
        "It opens every Wednesday.",
    ],
)
def test_what_is_not_certain_stays_as_it_is(text: str) -> None:
    assert make_absolute(text, THURSDAY, "en", "british", set()) == text
    assert make_absolute(text, THURSDAY, "xx", "british", set()) == text


def test_americans_put_the_month_first() -> None:
    said = make_absolute("It closed on Wednesday.", THURSDAY, "en", "american", set())
    assert said == "It closed on Wednesday, November 26, 2025."


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Sie schloss am Mittwoch.", "de", "Sie schloss am Mittwoch (26. November 2025)."),
        ("Gestern schloss sie.", "de", "Am Mittwoch (26. November 2025) schloss sie."),
        ("Sie wird am Mittwoch schließen.", "de", "Sie wird am Mittwoch schließen."),
        ("Sie schloss am 3. März.", "de", "Sie schloss am 3. März 2025."),
        ("Il a fermé mercredi.", "fr", "Il a fermé mercredi 26 novembre 2025."),
        ("Hier, il a fermé.", "fr", "Mercredi 26 novembre 2025, il a fermé."),
        ("Il ferme chaque mercredi.", "fr", "Il ferme chaque mercredi."),
    ],
)
def test_other_languages_say_days_their_own_way(text: str, language: str, expected: str) -> None:
    assert make_absolute(text, THURSDAY, language, "british", set()) == expected


def test_a_day_already_given_is_not_given_again() -> None:
    said = {date(2025, 11, 26)}
    assert (
        make_absolute("It closed on Wednesday.", THURSDAY, "en", "british", said) == "It closed on Wednesday."
    )


def test_the_days_that_a_sentence_names() -> None:
    text = "It closed on Wednesday, after the November 21 report, on Black Friday and “on Monday”."
    assert days_named(text, THURSDAY, "en") == [date(2025, 11, 26), date(2025, 11, 21)]
