"""Amounts as statements say them."""

from __future__ import annotations

from django.utils.formats import number_format

from newsstand.members.membership.money import as_decimal, exponent
from newsstand.model import Money


def plain_amount(minor: int, currency: str) -> str:
    """An amount as machines read it: "-12.34"."""
    return f"{as_decimal(Money(minor=minor, currency=currency)):f}"


def amount_in_words(minor: int, currency: str, *, with_code: bool = True) -> str:
    """An amount as the language writes numbers, with the currency's code: "1,234.56 EUR"."""
    value = abs(as_decimal(Money(minor=minor, currency=currency)))
    number = number_format(value, exponent(currency), use_l10n=True, force_grouping=True)
    number = f"−{number}" if minor < 0 else number
    return f"{number}\N{NO-BREAK SPACE}{currency}" if with_code else number
