"""Amounts of money in pages."""

from __future__ import annotations

from django import template

from newsstand.model import Money
from newsstand.web.amounts import amount_in_words

register = template.Library()
register.filter("money", amount_in_words)


@register.simple_tag
def amount(minor: int, currency: str) -> str:
    """An amount that a row holds in two columns."""
    return amount_in_words(Money(minor=minor, currency=currency))
