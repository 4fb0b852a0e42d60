"""Amounts of money as pages write them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import get_language

from newsstand.members.membership.money import as_decimal, exponent
from newsstand.model import Money

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}
SIGN_FIRST = ("en", "ar")  # languages that write the sign before the number


def amount_in_words(amount: Money) -> str:
    """An amount as the language of the page writes it: “€9.99”, “9,99 €”, “9.99 CHF”."""
    number = number_format(
        abs(as_decimal(amount)), exponent(amount.currency), use_l10n=True, force_grouping=True
    )
    minus = "−" if amount.minor < 0 else ""
    sign = SIGNS.get(amount.currency)
    if sign and (get_language() or "en").startswith(SIGN_FIRST):
        return f"{minus}{sign}{number}"
    return f"{minus}{number}\N{NO-BREAK SPACE}{sign or amount.currency}"
