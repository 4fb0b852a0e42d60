"""Sections, as pages call for them, by their names in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language, pgettext

from newsstand.newsroom.sections import SECTIONS, Section, in_order, section_of

__all__ = [
    "Section", "in_order", "section_called", "section_name", "section_names", "section_of", "told_name",
]  # fmt: skip


def section_name(section: Section) -> str:
    """What a section is called in the language that is on; one that titles made is called what they call it."""
    return _names(get_language() or "").get(section.slug, section.name)


def section_names() -> list[str]:
    """Our own sections' names in the language that is on, in the order of the paper."""
    return list(_names(get_language() or "").values())


def section_called(words: str) -> Section | None:
    """The section of ours that somebody means, by a name in the language that is on or by a title's word for it."""
    said = " ".join(words.split()).casefold()
    for slug, name in _names(get_language() or "").items():
        if name.casefold() == said:
            return Section(slug, name)
    section = section_of(words)
    return section if section and section.slug in {slug for slug, _, _ in SECTIONS} else None


def told_name(kind: str, key: str, name: str) -> str:
    """What a thing that a reader follows, mutes or likes is called: a section in the language that is on."""
    return section_name(Section(key, name)) if kind == "section" else name


@lru_cache(maxsize=16)
def _names(on: str) -> dict[str, str]:
    """`on` is the language that is on: it is named so that each has its own words."""
    return {
        "uk": pgettext("section", "UK"),
        "world": pgettext("section", "World"),
        "us": pgettext("section", "US"),
        "politics": pgettext("section", "Politics"),
        "business": pgettext("section", "Business"),
        "technology": pgettext("section", "Technology"),
        "science": pgettext("section", "Science"),
        "climate": pgettext("section", "Climate"),
        "weather": pgettext("section", "Weather"),
        "health": pgettext("section", "Health"),
        "culture": pgettext("section", "Culture"),
        "sport": pgettext("section", "Sport"),
        "local": pgettext("section", "Local"),
        "life": pgettext("section", "Life"),
        "opinion": pgettext("section", "Opinion"),
    }
