"""Letters made from templates: `letters/<name>.txt` says it all, the mail's HTML is made from its text.

Paragraphs are parted by empty lines; the first is the subject; lines that begin with "- " are a
list; a paragraph that ends in a line with nothing but an address is a link, named by the lines before it. A letter that
needs more brings `letters/<name>.html` along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.template import Context
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

HERE = "http://localhost:8000"  # where no address is set, the paper is read on this machine
LINK = re.compile(r"https?://\S+\Z")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's words."""

    subject: str
    text: str
    html: str


def link_to(path: str) -> str:
    """The absolute address of a page, for letters and for payment pages that lead back."""
    return (settings.NEWSSTAND["NEWSSTAND_ADDRESS"].rstrip("/") or HERE) + path


def letter_from(
    template: str, context: Mapping[str, Any], language: str | None, *, zone: str = ""
) -> Rendered:
    """The letter `letters/<template>`, in a language and a time zone (None and "" mean the paper's)."""
    known = {
        "paper": settings.NEWSSTAND["NEWSSTAND_NAME"],
        "address": link_to(""),
        "contact": settings.NEWSSTAND["NEWSSTAND_CONTACT"],
        **context,
    }
    wanted = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(wanted), timezone.override(_zone(zone)):
        known["direction"] = "rtl" if translation.get_language_bidi() else "ltr"
        known["language"] = wanted
        said = _render(f"letters/{template}.txt", known, is_html=False).replace("\r", "").strip()
        subject, text = [*re.split(r"\n[ \t]*\n", said, maxsplit=1), ""][:2]
        subject = " ".join(subject.split())
        text = re.sub(r"[ \t]+\n", "\n", re.sub(r"\n{3,}", "\n\n", text)).strip() + "\n"
        known |= {"subject": subject, "paragraphs": in_markup(text)}
        try:
            html = _render(f"letters/{template}.html", known, is_html=True)
        except TemplateDoesNotExist:
            html = _render("letters/base.html", known, is_html=True)
    return Rendered(subject, text, html)


def in_markup(text: str) -> SafeString:
    """A letter's text as HTML: paragraphs, lists and links, with every word of it escaped."""
    return mark_safe("\n".join(_block(p) for p in re.split(r"\n\s*\n", text.strip())))  # noqa: S308 - all of it is escaped


def _block(paragraph: str) -> str:
    lines = [line.strip() for line in paragraph.splitlines()]
    if lines[0] == "--":  # what stands under every letter
        return '<p class="foot">' + "<br>".join(map(_linked, lines[1:])) + "</p>"
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
    if LINK.match(lines[-1]):
        name = " ".join(lines[:-1]).rstrip(" :") or lines[-1]
        return f'<p><a href="{escape(lines[-1])}">{escape(name)}</a></p>'
    return "<p>" + "<br>".join(map(escape, lines)) + "</p>"


def _linked(line: str) -> str:
    return f'<a href="{escape(line)}">{escape(line)}</a>' if LINK.match(line) else escape(line)


def _render(name: str, known: Mapping[str, Any], *, is_html: bool) -> str:
    template: Any = get_template(
        name
    )  # Django's own, below the engine's wrapper: that would escape plain text
    return str(template.template.render(Context(dict(known), autoescape=is_html)))


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return None
