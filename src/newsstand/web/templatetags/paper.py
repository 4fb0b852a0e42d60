"""Tags and filters of the paper's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from newsstand.web import languages, outcomes, sections, times
from newsstand.web.selectors.cards import Card
from newsstand.web.snippets import Piece
from newsstand.web.stamps import stamp

register = template.Library()


class Named(Protocol):
    """A thing that a reader follows, mutes or likes."""

    kind: str
    key: str
    name: str


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file, new whenever its bytes are: browsers may keep it for ever."""
    return f"{static(path)}?v={_fingerprint(path)}"


@register.simple_tag
def name_of_paper() -> str:
    """The paper's name, for the page that is shown where everything else fails: it asks nothing of anybody."""
    return getattr(settings, "NEWSSTAND", {}).get("NEWSSTAND_NAME") or "Newsstand"


@cache
def _fingerprint(path: str) -> str:
    found = finders.find(path)
    return blake2b(Path(str(found)).read_bytes(), digest_size=5).hexdigest() if found else "0"


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime | None, form: str = "both") -> str:
    """A time as readers want it, with the day and zone in full on hover: "14:05, 20 minutes ago".

    form: both; face (the time, with its day where that is not today); ago
    """
    if value is None:
        return ""
    now = context["now"]
    if form == "face":
        return stamp(value, "time", now)
    words = times.ago(value, now)
    if form == "both":
        words = languages.listed((times.on_the_day(value, now), words))
    return _time(value, words)


@register.simple_tag(takes_context=True)
def published(context: template.Context, value: datetime, precision: str, form: str = "face") -> str:
    """When something was published, no more exactly than its page says: a day is a day."""
    if precision == "day" or form == "face":
        return stamp(value, precision, context["now"])
    return moment(context, value, form)


@register.simple_tag(takes_context=True)
def due(context: template.Context, value: datetime) -> str:
    """How long until a moment."""
    return _time(value, times.until(value, context["now"]))


def _time(value: datetime, words: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{}<span class="unseen"> {}</span></time>',
        value.isoformat(timespec="seconds"),
        times.in_full(value),
        words,
        times.zone_of(value),
    )


@register.filter
def day(value: date, form: str = "full") -> str:
    """A day in words: "Thursday 12 March 2026"; short: "12 March 2026"; of_year: "12 March"; least: "12 Mar"."""
    if form == "least":
        return times.short_day(value)
    return times.spoken_day(value, weekday=form == "full", year=form != "of_year")


@register.filter
def direction(language: str) -> str:
    """Which way a language runs."""
    return languages.direction(language)


@register.filter
def section_name(section: sections.Section | None) -> str:
    """A section's name in the language that is on; "" for none."""
    return sections.section_name(section) if section else ""


@register.filter
def outcome_in_words(outcome: str) -> str:
    """What came of asking for a feed or a page."""
    return outcomes.outcome_in_words(outcome)


@register.filter
def told_name(one: Named) -> str:
    """What a thing that a reader follows, mutes or likes is called in the language that is on."""
    return sections.told_name(one.kind, one.key, one.name)


@register.filter
def typeset(text: str) -> str:
    """A headline that breaks its lines at the right places."""
    return languages.typeset(text)


@register.filter
def in_quotes(text: str, language: str) -> str:
    """A quotation between the marks of its language."""
    return languages.in_speech_marks(text, language)


@register.filter
def host(url: str) -> str:
    """The host of an address, as people say it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def web_address(url: str) -> str:
    """The address itself where it is one of the web's, else "#": nothing else may stand in a link."""
    return url if url.lower().startswith(("https://", "http://")) else "#"


@register.simple_tag
def who_reports(card: Card) -> SafeString:
    """Who reports a story: "7 titles: Beacon, The Albion Ledger, Northmoor Post and 4 more"."""
    names = format_html_join(languages.comma(), "<bdi>{}</bdi>", ((name,) for name in card.titles))
    if card.title_count <= 1:
        return format_html('<span class="names">{}</span>', names)
    count = ngettext("%(n)d title", "%(n)d titles", card.title_count) % {"n": card.title_count}
    more = gettext("and %(n)d more") % {"n": card.more_titles} if card.more_titles else ""
    return format_html('<b>{}</b> <span class="names">{} {}</span>', count, names, more)


@register.filter
def marked(pieces: Sequence[Piece]) -> SafeString:
    """Pieces of a text, what was looked for in <mark>."""
    texts = ((escape(p.text), p.is_found) for p in pieces)
    return SafeString("".join(f"<mark>{text}</mark>" if is_found else text for text, is_found in texts))
