"""What a reader marked, in the text: `{{ words|marked_up }}` and `{% place_in words %}`."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from newsstand.web.selectors.article_page import Words

register = template.Library()


@register.filter
def marked_up(words: Words) -> SafeString:
    """The words with <mark> around what is marked; nothing is added to them, so that they can be counted."""
    return format_html_join("", "{}", ((_piece(p.text, p.mark, p.opens),) for p in words.pieces))


def _piece(text: str, mark: int, opens: bool) -> SafeString | str:
    if not mark:
        return text
    if not opens:
        return format_html('<mark class="marked" data-mark="{}">{}</mark>', mark, text)
    return format_html('<mark class="marked" data-mark="{0}" id="mark-{0}">{1}</mark>', mark, text)


@register.filter
def start_at(words: Words) -> SafeString | str:
    """The attribute that says where in the body the words begin."""
    return "" if words.start is None else format_html(' data-start="{}"', words.start)
