import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.quotes import find_quotations
from newsstand.text.spelling import respell, same_spelling


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("the labor center organized a defense", "the labour centre organised a defence"),
        ("5 percent of travelers", "5 per cent of travellers"),
        ("he was hospitalized", "he was hospitalised"),
        ("a gray theater", "a grey theatre"),
        ("a program for Afghans", "a programme for Afghans"),
        ("a computer program", "a computer program"),
        ("a computer in two meters of snow", "a computer in two metres of snow"),
    ],
)
def test_american_words_become_british(american: str, british: str) -> None:
    assert respell(american, "british") == british


def test_british_words_become_american() -> None:
    assert respell("the labour centre at 5 per cent", "american") == "the labor center at 5 percent"


def test_names_and_quotations_keep_their_spelling() -> None:
    text = "The Labor Center said “the color of honor” in its program."
    assert respell(text, "british") == "The Labor Center said “the color of honor” in its programme."


def test_points_go_from_initials_and_titles() -> None:
    assert (
        respell("Mr. Hill of the U.S. army left the U.S.", "british") == "Mr Hill of the US army left the US."
    )


@given(st.text(alphabet="aeilmnorstuz “”.U", max_size=80))
def test_respelling_twice_changes_nothing_more(text: str) -> None:
    once = respell(text, "british")
    assert respell(once, "british") == once


@given(st.sampled_from(["color", "center", "organize", "defense"]), st.text(alphabet="abc ", max_size=20))
def test_what_is_quoted_stays_to_the_letter(word: str, rest: str) -> None:
    text = f"The {word} is “{word} {rest}” here"
    (quotation,) = find_quotations(respell(text, "british"))
    assert f"{word} {rest}" == respell(text, "british")[quotation.inner_start : quotation.inner_end]


def test_both_spellings_are_one_word_for_comparison() -> None:
    assert same_spelling("colour") == same_spelling("color")
