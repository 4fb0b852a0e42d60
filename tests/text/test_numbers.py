from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("1,200 people", "en", "1200", None),
        ("twenty-three people", "en", "23", None),
        ("two hundred and five people", "en", "205", None),
        ("$3.5 million", "en", "3500000", "USD"),
        ("3.5 million dollars", "en", "3500000", "USD"),
        ("£20bn", "en", "20000000000", "GBP"),
        ("12 per cent", "en", "12", "%"),
        ("12%", "en", "12", "%"),
        ("40 miles", "en", "40", "mi"),
        ("a 5-year plan", "en", "5", "year"),
        ("at 7:30", "en", "7.3", "h"),
        ("the 3rd time", "en", "3", "th"),
        ("the third time", "en", "3", "th"),
        ("1.200 Menschen", "de", "1200", None),
        ("3,5 Millionen Euro", "de", "3500000", "EUR"),
        ("dreiundzwanzig Tage", "de", "23", "day"),
        ("zwölf Prozent", "de", "12", "%"),
        ("2,5 millions d’euros", "fr", "2500000", "EUR"),
        ("1234", "pl", "1234", None),
    ],
)
def test_a_number_comes_to_its_value_and_unit(text: str, language: str, value: str, unit: str | None) -> None:
    (number,) = find_numbers(text, language)
    assert (number.value, number.unit) == (Decimal(value), unit)


def test_one_is_more_often_a_pronoun() -> None:
    assert find_numbers("one of them", "en") == ()


@given(st.integers(0, 10**9))
def test_grouped_digits_come_to_the_same(number: int) -> None:
    (english,) = find_numbers(f"{number:,}", "en")
    (german,) = find_numbers(f"{number:,}".replace(",", "."), "de")
    assert english.value == german.value == number


@given(
    st.text(alphabet="0123456789.,: $%twohundredmillion-", max_size=80),
    st.sampled_from(["en", "de", "fr", None]),
)
def test_no_text_is_too_odd_to_count(text: str, language: str | None) -> None:
    for number in find_numbers(text, language):
        assert text[number.start : number.end] == number.text
