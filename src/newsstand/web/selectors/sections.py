"""A section's stories."""

from __future__ import annotations

from dataclasses import dataclass

from newsstand.newsroom.models import Slot, Story
from newsstand.web.sections import Section, section_of
from newsstand.web.selectors.cards import Card, cards_of, listed_stories
from newsstand.web.selectors.editions import newest_edition

A_PAGE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """A page of a section's stories, the newest edition's first."""

    section: Section
    cards: list[Card]
    number: int
    has_more: bool


def section_page(slug: str, number: int) -> SectionPage | None:
    """One page; None for a section that no story stands in."""
    words = [w for w in Story.objects.order_by("section").values_list("section", flat=True).distinct() if w]
    meant = {w: s for w in words if (s := section_of(w)) and s.slug == slug}
    if not meant:
        return None
    edition = newest_edition()
    places = dict(
        Slot.objects.filter(edition=edition, story__section__in=meant).values_list("story_id", "place")
        if edition
        else ()
    )
    last = number * A_PAGE
    ids = list(
        Story.objects.filter(section__in=meant, spiked_at=None)
        .order_by("-moved_at", "-pk")
        .values_list("pk", flat=True)[: last + len(places) + 1]
    )
    order = sorted(places, key=lambda pk: places[pk]) + [pk for pk in ids if pk not in places]
    chosen = order[last - A_PAGE : last]
    found = {s.pk: s for s in listed_stories().filter(pk__in=chosen)}
    return SectionPage(
        section=next(iter(meant.values())),
        cards=cards_of([found[pk] for pk in chosen if pk in found]),
        number=number,
        has_more=len(order) > last,
    )
