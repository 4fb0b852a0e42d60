"""A reader's own marks of stories in lists; `marks` in a page's context says whose (see `web.deeds`).

`{% load deeds %}`, then at a card: `{% mark_class card %}` in its element's class, `{% mark_words card %}` and
`{% mark_buttons card %}` under it; once a page `{% deeds_form %}`.
"""

from __future__ import annotations

from typing import Any

from django import template

from newsstand.web.deeds import FORM, Marks
from newsstand.web.selectors.cards import Card

register = template.Library()


def _marks(context: template.Context) -> Marks | None:
    marks: Marks | None = context.get("marks")
    return marks


@register.simple_tag(takes_context=True)
def mark_class(context: template.Context, card: Card) -> str:
    """What a story's class gains for the reader."""
    marks = _marks(context)
    return marks.in_class(card) if marks else ""


@register.simple_tag(takes_context=True)
def mark_words(context: template.Context, card: Card) -> str:
    """That a story was read, or is followed."""
    marks = _marks(context)
    return marks.words(card) if marks else ""


@register.simple_tag(takes_context=True)
def mark_buttons(context: template.Context, card: Card) -> str:
    """Save, and the menu."""
    marks = _marks(context)
    return marks.buttons(card) if marks else ""


@register.inclusion_tag("web/_deeds_form.html", takes_context=True)
def deeds_form(context: template.Context) -> dict[str, Any]:
    """The one form that all stories' buttons of a page belong to."""
    request = context["request"]
    return {
        "shown": context.get("reader") is not None,
        "form": FORM,
        "csrf_token": context.get("csrf_token"),
        "next": request.get_full_path(),
    }
