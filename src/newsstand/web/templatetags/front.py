"""Pieces of the front page: each story's markup in each of its forms, rendered once for all readers of a minute."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from newsstand.web.selectors.cards import Card

register = template.Library()

Pieces = dict[tuple[str, int], str]
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "lead": ("web/_lead.html", {}),
    "second": (
        "web/_item.html",
        {"pictured": True, "standfirst": True, "overline": True, "level": "h2"},
    ),
    "numbered": ("web/_numbered.html", {}),
    "pick": ("web/_item.html", {"pictured": True, "standfirst": True, "overline": True}),
    "first": ("web/_item.html", {"pictured": True, "standfirst": True}),
    "item": ("web/_item.html", {"standfirst": True}),
    "rest": ("web/_item.html", {"standfirst": True, "overline": True}),
}


@register.simple_tag(takes_context=True)
def piece(context: template.Context, card: Card, form: str) -> SafeString:
    """A story in one of its forms; `pieces` in the context keeps what was rendered."""
    pieces: Pieces = context["pieces"]
    key = (form, card.id)
    if key not in pieces:
        name, choices = FORMS[form]
        inner = {"card": card, "now": context["now"], "marks": context["marks"], **choices}
        pieces[key] = get_template(name).render(inner)
    return mark_safe(pieces[key])  # noqa: S308 - rendered by the line above
