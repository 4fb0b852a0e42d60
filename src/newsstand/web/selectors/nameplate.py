"""What stands at the head of every page: the sections, and whether the demo plays."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

from newsstand.newsroom.models import Publisher, Slot
from newsstand.web.sections import Section, in_order, section_of
from newsstand.web.selectors.editions import newest_edition

KEPT_SECONDS = 30
MOST = 12


@dataclass(frozen=True, slots=True)
class Nameplate:
    """The sections that the newest edition fills, and whether its titles are invented."""

    sections: tuple[Section, ...]
    is_demo: bool


def nameplate() -> Nameplate:
    """The head of every page, kept for half a minute."""
    kept = cache.get("nameplate")
    if not isinstance(kept, Nameplate):
        kept = _look()
        cache.set("nameplate", kept, KEPT_SECONDS if kept.sections else 1)
    return kept


def _look() -> Nameplate:
    edition = newest_edition()
    words = (
        Slot.objects.filter(edition=edition, story__spiked_at=None).values_list("story__section", flat=True)
        if edition
        else ()
    )
    found = {section for word in words if (section := section_of(word))}
    return Nameplate(
        sections=tuple(in_order(found)[:MOST]), is_demo=Publisher.objects.filter(is_demo=True).exists()
    )
