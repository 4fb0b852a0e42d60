"""Numbers: what a text counts, in digits or in words, with the money, share or measure that belongs to it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

LONGEST_NUMERAL = 24
"""Digits and separators of one number; longer ones are serial numbers, and count as their digits only."""

_NUMERAL = r"\d(?:[\d.,:\u00a0\u202f]{0,22}\d)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """A number as a text has it, at `start` to `end`, its unit included.

    value: what it comes to, scale words ("million") multiplied out
    unit:  "%", an ISO currency, "h" for a time of day, a measure's key ("km"), "th" for an ordinal, or None
    spelt: whether it is written in words
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str | None = None
    spelt: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    digits: re.Pattern[str]
    spelt: re.Pattern[str]
    values: dict[str, int]
    ordinals: dict[str, int]
    scales: dict[str, int]
    units: dict[str, str]
    comma: str


@cache
def _tables() -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(files(__package__).joinpath("numbers.json").read_text(encoding="utf-8"))
    return raw


def _either(words: dict[str, Any]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _grammar(language: str) -> _Grammar:
    tables = _tables()
    table = tables[language]
    units = {
        form: key
        for kinds in (tables["units"], table["units"])
        for key, forms in kinds.items()
        for form in forms
    }
    scales = table["scales"]
    values: dict[str, int] = table["values"]
    ordinals: dict[str, int] = table["ordinals"]
    unit_before = r"(?P<before>US\$|A\$|C\$|NZ\$|HK\$|[$£€¥₹₽₩])\s?"
    unit_after = rf"(?:[\s-]?(?P<after>{_either(units)})(?![^\W\d_]))?"
    digits = re.compile(
        rf"(?<![\w.,])(?:{unit_before})?(?P<numeral>{_NUMERAL})"
        rf"(?:(?P<ordinal>{table['ordinal']})\b)?"
        rf"(?:[\s-]?(?P<scale>{_either(scales)})(?![^\W\d_]))?" + unit_after,
        re.IGNORECASE,
    )
    word = _either(values | ordinals)
    joint = r"[\s-]?(?:und)?[\s-]?" if language == "de" else rf"[\s-](?:{table['and']}[\s-])?"
    spelt = re.compile(
        rf"(?<![\w-])(?P<spelt>(?:{word})(?:{joint}(?:{word}|{_either(scales)})\b){{0,6}})(?![\w])"
        rf"(?:\s(?P<scale>{_either(scales)})(?![^\W\d_]))?" + unit_after,
        re.IGNORECASE,
    )
    return _Grammar(digits, spelt, values, ordinals, scales, units, table["comma"])


def find_numbers(text: str, language: str | None = "en") -> tuple[NumberMention, ...]:
    """Every number that the text names, in order; an unknown language's words are not read, only its digits.

    "3.5 million dollars", "$3.5m" and "three and a half" come to what they come to where the language's rules
    say so; "one" is left out, for it is more often a pronoun.
    """
    grammar = _grammar(language if language in _tables() else "en")
    found = [_from_digits(m, grammar) for m in grammar.digits.finditer(text)]
    if language in _tables():
        taken = {i for n in found for i in range(n.start, n.end)}
        for match in grammar.spelt.finditer(text):
            if match.start() not in taken:
                number = _from_words(match, grammar)
                if number is not None:
                    found.append(number)
    return tuple(sorted(found, key=lambda n: n.start))


def _from_digits(match: re.Match[str], grammar: _Grammar) -> NumberMention:
    numeral, end = match["numeral"], match.end()
    value, time_of_day = _value_of(numeral, grammar.comma)
    if scale := match["scale"]:
        value *= grammar.scales[scale.casefold()]
    unit = _unit(match, grammar) or ("th" if match["ordinal"] else None) or ("h" if time_of_day else None)
    return NumberMention(start=match.start(), end=end, text=match.group(), value=value.normalize(), unit=unit)


def _unit(match: re.Match[str], grammar: _Grammar) -> str | None:
    parts = match.groupdict()
    if before := parts.get("before"):
        return str(_tables()["signs"][before.upper()])
    after = parts["after"]
    return grammar.units[after.casefold()] if after else None


def _value_of(numeral: str, comma: str) -> tuple[Decimal, bool]:
    """What digits come to, and whether they are a time of day; what cannot be read counts as its digits."""
    bare = numeral.replace("\u00a0", "").replace("\u202f", "")
    point, group = (".", ",") if comma == "." else (",", ".")
    if re.fullmatch(r"[0-2]?\d:[0-5]\d", bare):
        return Decimal(bare.replace(":", ".")), True
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", bare):
        return Decimal(bare.replace(group, "").replace(point, ".")), False
    if re.fullmatch(rf"\d+(?:[{re.escape(point + group)}]\d+)?", bare):
        return Decimal(bare.replace(point, ".").replace(group, ".")), False
    digits = re.sub(r"\D", "", bare)
    return Decimal(digits or 0), False


def _from_words(match: re.Match[str], grammar: _Grammar) -> NumberMention | None:
    words = re.findall(_either(grammar.values | grammar.ordinals | grammar.scales), match["spelt"].casefold())
    total, part, ordinal = 0, 0, False
    for word in words:
        if word in grammar.ordinals:
            part += grammar.ordinals[word]
            ordinal = True
        elif word in grammar.scales:
            total += max(part, 1) * grammar.scales[word]
            part = 0
        elif grammar.values[word] == 100:
            part = max(part, 1) * 100
        else:
            part += grammar.values[word]
    value = Decimal(total + part)
    if scale := match["scale"]:
        value *= grammar.scales[scale.casefold()]
    unit = _unit(match, grammar) or ("th" if ordinal else None)
    return NumberMention(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        value=value.normalize(),
        unit=unit,
        spelt=True,
    )
