"""Buttons of a reader's deeds: forms that work by themselves and better with a script.

`{% load acting %}`, then in any template that was rendered with the request:

- `{% follow_button kind key name %}`: "+ Follow" or "Following" (kind: topic, title, section, story, place)
- `{% save_button kind key %}`: "Save" or "Saved" (kind: article, story)
- `{% act_button verb kind key label days=7 %}`: any other deed as a plain button

Nothing is drawn for who is not signed in.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


@register.filter
def deed_of(message: Message) -> str:
    """The deed that a message tells of, by its number; "" where it tells of none."""
    return next((tag[5:] for tag in message.extra_tags.split() if tag.startswith("deed-")), "")


def _button(
    context: template.Context,
    verb: str,
    kind: str,
    key: Any,
    label: str,
    *,
    name: str = "",
    days: int = 0,
    sign: str | None = None,
    toggle: tuple[tuple[str, str, str], tuple[str, str, str]] | None = None,
) -> SafeString:
    """A form of one button, written here and not by a template: pages hold many. `toggle`: verb, label and sign when off, when on."""
    if context.get("reader") is None:
        return SafeString("")
    request = context.get("request")
    more, style = SafeString(""), verb
    if toggle:
        off, on = toggle
        style = off[0]
        more = format_html(TOGGLED, on[0], off[0], on[1], off[1], on[2], off[2])
    return format_html(
        FORM,
        style,
        _act_address(),
        more,
        context.get("csrf_token") or "",
        verb,
        kind,
        key,
        format_html('<input type="hidden" name="days" value="{}">', days) if days else "",
        request.get_full_path() if request else "/",
        SafeString(' class="on"') if toggle and verb == toggle[1][0] else "",
        format_html('<span class="sign" aria-hidden="true">{}</span> ', sign) if sign is not None else "",
        label,
        format_html('<span class="unseen"> {}</span>', name) if name else "",
    )


FORM = (
    '<form class="act act-{}" method="post" action="{}"{}><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    '<input type="hidden" name="verb" value="{}"><input type="hidden" name="kind" value="{}">'
    '<input type="hidden" name="target" value="{}">{}<input type="hidden" name="next" value="{}">'
    '<button type="submit"{}>{}<span class="words">{}</span>{}</button></form>'
)
TOGGLED = (
    ' data-toggle data-on-verb="{}" data-off-verb="{}" data-on-label="{}" data-off-label="{}"'
    ' data-on-sign="{}" data-off-sign="{}"'
)


@cache
def _act_address() -> str:
    return reverse("act")


@register.simple_tag(takes_context=True)
def follow_button(context: template.Context, kind: str, key: Any, name: str) -> SafeString:
    """A button that follows something, or no longer follows it."""
    toggle = (("follow", gettext("Follow"), "+"), ("unfollow", gettext("Following"), "✓"))
    verb, label, sign = toggle[_is_on(context, "follow", kind, key)]
    return _button(context, verb, kind, key, label, name=name, sign=sign, toggle=toggle)


@register.simple_tag(takes_context=True)
def save_button(context: template.Context, kind: str, key: Any, name: str = "") -> SafeString:
    """A button that saves an article or a story for later, or takes it off the list."""
    toggle = (("save", gettext("Save"), ""), ("unsave", gettext("Saved"), "✓"))
    verb, label, sign = toggle[_is_on(context, "save", kind, key)]
    return _button(context, verb, kind, key, label, name=name, sign=sign, toggle=toggle)


@register.simple_tag(takes_context=True)
def act_button(
    context: template.Context, verb: str, kind: str, key: Any, label: str, name: str = "", days: int = 0
) -> SafeString:
    """A button of any other deed."""
    return _button(context, verb, kind, key, label, name=name, days=days)


def _is_on(context: template.Context, verb: str, kind: str, key: Any) -> bool:
    state = context.get("reader_state")
    return bool(state and state.is_on(verb, kind, str(key)))
