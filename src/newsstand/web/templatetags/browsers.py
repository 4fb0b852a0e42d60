"""Browsers as their owners call them."""

from __future__ import annotations

from django import template

from newsstand.members.accounts.browsers import known_browser

register = template.Library()

LONGEST = 90


@register.filter
def browser_name(said: str) -> str:
    """“Firefox · Windows”; what is not known by name is shown as it calls itself."""
    return known_browser(said) or (said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…")
