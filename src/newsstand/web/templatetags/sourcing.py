"""Marks, notes and reports in templates; `{% load sourcing %}`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from newsstand.web.marks import Notes
from newsstand.web.selectors.briefs import Sourced
from newsstand.web.selectors.chronicle import Step
from newsstand.web.selectors.coverage import Report
from newsstand.web.selectors.facets import Facet

register = template.Library()


def notes_of(context: template.Context) -> Notes:
    """The page's printer of notes: the one that its view gave, else one of its own."""
    found = context.get("notes")
    return found if isinstance(found, Notes) else Notes(context["now"])


@register.simple_tag(takes_context=True)
def sourced(context: template.Context, words: Sourced) -> SafeString:
    """The mark of some words and the note that it opens."""
    return notes_of(context).note(words.mark, words.passages, words.place)


@register.simple_tag(takes_context=True)
def told(context: template.Context, report: Report) -> SafeString:
    """A report: title, country, time, headline."""
    return notes_of(context).report(report)


@register.simple_tag(takes_context=True)
def step(context: template.Context, taken: Step) -> SafeString:
    """A step in how a story grew: when, who, what."""
    return notes_of(context).step(taken)


@register.simple_tag(takes_context=True)
def shares(context: template.Context, facet: Facet, chosen: Mapping[str, str]) -> SafeString:
    """Who reports a story, by one property: a bar that opens into filters."""
    return notes_of(context).facet(facet, is_open=facet.name in chosen)
