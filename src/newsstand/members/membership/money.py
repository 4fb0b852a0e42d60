"""Amounts of money, read and written by ISO 4217; a plan's file says "9.99", the store counts 999."""

from __future__ import annotations

import re
from decimal import Decimal

from newsstand.model import Money


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


NO_MINOR_UNIT = _codes("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF")
THOUSANDTHS = _codes("BHD IQD JOD KWD LYD OMR TND")
HUNDREDTHS = _codes("""AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC
    CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS
    KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
    PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD
    TWD TZS UAH USD UYU UZS VES WST YER ZAR ZMW ZWG""")
_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?", re.ASCII)

EURO_COUNTRIES = _codes(
    "AD AT AX BE BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT"
)
POUND_COUNTRIES = _codes("GB GG IM JE")
DOLLAR_COUNTRIES = _codes("AS EC FM GU MH MP PR PW SV TC TL UM US VG VI")


def exponent(currency: str) -> int:
    """How many digits of a currency's amounts stand behind the point; ValueError for what is no currency."""
    if currency in NO_MINOR_UNIT:
        return 0
    if currency in THOUSANDTHS:
        return 3
    if currency in HUNDREDTHS:
        return 2
    raise ValueError(f"“{currency}” is no currency of ISO 4217")


def parse_amount(text: str, currency: str) -> Money:
    """An amount as people write it ("9.99"), in whole minor units; ValueError says what is wrong."""
    digits = exponent(currency)
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"“{text}” is no amount: write it as “9.99”")
    whole, _, part = text.partition(".")
    if len(part) > digits:
        raise ValueError(f"“{text}” has {len(part)} digits behind the point, and {currency} has {digits}")
    return Money(minor=int(whole + part.ljust(digits, "0")), currency=currency)


def as_decimal(money: Money) -> Decimal:
    """The amount in whole units of its currency, exactly; to be shown, never to be reckoned with."""
    return Decimal(money.minor).scaleb(-exponent(money.currency))


def currency_for(country: str, offered: tuple[str, ...]) -> str:
    """What somebody in a country (ISO 3166-1 alpha-2; "" for not known) is asked for, of the currencies that are offered."""
    wanted = (
        ("EUR", EURO_COUNTRIES),
        ("GBP", POUND_COUNTRIES),
        ("USD", DOLLAR_COUNTRIES),
    )
    return next((c for c, countries in wanted if country in countries and c in offered), offered[0])
