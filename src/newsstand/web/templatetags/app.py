"""Tags of the app: whose a page is, and the words that its scripts say.

`{% load app %}`, then in the base of every page:

- `{% reader_mark %}`: an opaque mark of the reader, "" for who is not signed in
- `{% app_line %}`: the line that says that one reads off line, empty until a script fills it
"""

from __future__ import annotations

from django import template
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from newsstand.members.models import Reader
from newsstand.web import times

register = template.Library()

SALT = "newsstand.web.reader_mark"
MARK_LENGTH = 16


def mark_of(reader: Reader | None) -> str:
    """A reader's mark: tells one reader of a browser from another, and nobody who they are."""
    return salted_hmac(SALT, str(reader.pk), algorithm="sha256").hexdigest()[:MARK_LENGTH] if reader else ""


@register.simple_tag(takes_context=True)
def reader_mark(context: template.Context) -> str:
    """The mark of the page's reader."""
    return mark_of(context.get("reader"))


@register.simple_tag(takes_context=True)
def app_line(context: template.Context) -> SafeString | str:
    """An empty status line with all that the app may have to say on a page."""
    now = context.get("now")
    if now is None:
        return ""
    return format_html(
        '<p class="off" role="status" data-time="{}" data-full="{}" data-page="{}" data-edition="{}" data-bare="{}"'
        ' data-back="{}" data-again="{}" data-renewed="{}" data-renew="{}" data-undone="{}" data-close="{}"></p>',
        times.clock_face(now),
        times.in_full(now),
        gettext("You are off line: this page is as it was at %s."),
        gettext("You are off line: this is the edition of %s."),
        gettext("You are off line."),
        gettext("You are on line again."),
        gettext("Show this page as it is now"),
        gettext("A newer version of the app is ready."),
        gettext("Use it"),
        gettext("Undone."),
        gettext("Close"),
    )
