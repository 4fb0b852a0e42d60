"""What a title agreed to, as a catalogue's `[slug.terms]` says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from newsstand.model import Agreement, Terms

KNOWN = frozenset(
    {
        "level",
        "words",
        "summaries",
        "quote_share",
        "pictures",
        "countries",
        "embargo_minutes",
        "expires_days",
    }
)
LONGEST_EMBARGO = 366 * 24 * 60
LONGEST_EXPIRY = 36_600


def read_terms(said: object) -> Agreement | str:
    """The agreement that a table describes, or what is wrong with it."""
    if not isinstance(said, Mapping):
        return "terms is not a table"
    if unknown := said.keys() - KNOWN:
        return f"terms has {', '.join(sorted(map(str, unknown)))}, which no terms have"
    if why := _fault(said):
        return f"terms: {why}"
    level = Terms(said["level"])
    expires = said.get("expires_days")
    return Agreement(
        level=level,
        extract_words=said.get("words", 40),
        may_summarise=said.get("summaries", True),
        quote_share=float(said.get("quote_share", 0.1)),
        shows_pictures=said.get("pictures", level is Terms.FULL),
        territories=frozenset(said.get("countries", ())),
        embargo=timedelta(minutes=said.get("embargo_minutes", 0)),
        expires_after=timedelta(days=expires) if expires else None,
        is_agreed=True,
    )


def _fault(said: Mapping[str, Any]) -> str | None:
    if said.get("level") not in [t.value for t in Terms]:
        return f"level is none of {', '.join(t.value for t in Terms)}"
    for name in ("summaries", "pictures"):
        if not isinstance(said.get(name, True), bool):
            return f"{name} is neither true nor false"
    whole = (("words", 10_000), ("embargo_minutes", LONGEST_EMBARGO), ("expires_days", LONGEST_EXPIRY))
    for name, most in whole:
        value = said.get(name, 1)
        if type(value) is not int or not 0 <= value <= most:
            return f"{name} is not a whole number from 0 to {most:,}"
    share = said.get("quote_share", 0.1)
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        return "quote_share is not from 0 to 1"
    countries = said.get("countries", [])
    if not isinstance(countries, list) or any(not is_country(c) for c in countries):
        return "countries is not a list of codes of two capital letters (ISO 3166-1)"
    return None


def is_country(code: object) -> bool:
    """Whether something is a country's code in form."""
    return isinstance(code, str) and len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()
