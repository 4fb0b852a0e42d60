"""Amounts as each language writes them, to the last unit."""

import pytest
from django.utils import translation

from newsstand.model import Money
from newsstand.web.amounts import amount_in_words


@pytest.mark.parametrize(
    ("language", "minor", "currency", "shown"),
    [
        ("en-gb", 999, "EUR", "€9.99"),
        ("en-gb", -123456, "GBP", "−£1,234.56"),
        ("en-gb", 1500, "JPY", "¥1,500"),
        ("en-gb", 1500, "CHF", "15.00 CHF"),
        ("en-gb", 9_007_199_254_740_993, "USD", "$90,071,992,547,409.93"),
        ("de", 123456, "EUR", "1.234,56 €"),
        ("fr", 999, "EUR", "9,99 €"),
        ("en-gb", 12345, "KWD", "12.345 KWD"),
    ],
)
def test_an_amount(language: str, minor: int, currency: str, shown: str) -> None:
    with translation.override(language):
        assert amount_in_words(Money(minor=minor, currency=currency)) == shown.replace(
            " ", "\N{NO-BREAK SPACE}"
        )
