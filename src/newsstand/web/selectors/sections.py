"""A section's stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from newsstand.newsroom.models import Slot, Story
from newsstand.web.sections import Section, section_of
from newsstand.web.selectors.cards import Card, cards_of, listed_stories
from newsstand.web.selectors.editions import bullets_of, newest_edition

A_PAGE = 24
KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """A page of a section's stories, the newest edition's first; on the first page the first of them leads."""

    section: Section
    lead: Card | None
    cards: list[Card]
    number: int
    has_more: bool
    hidden: int = 0

    @property
    def all_cards(self) -> list[Card]:
        """Every story of the page."""
        return [self.lead, *self.cards] if self.lead else self.cards


def section_page(
    slug: str, number: int, shown: Callable[[Sequence[Card]], list[Card]] = list
) -> SectionPage | None:
    """One page; None for a section that no story stands in. What `shown` leaves out is counted, not replaced."""
    meant = {words: s for words in section_words() if (s := section_of(words)) and s.slug == slug}
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
    listed = cards_of([found[pk] for pk in chosen if pk in found])
    cards = shown(listed)
    lead = cards.pop(0) if number == 1 and cards else None
    if lead:
        lead.bullets = bullets_of(lead.id)
    return SectionPage(
        section=next(iter(meant.values())),
        lead=lead,
        cards=cards,
        number=number,
        has_more=len(order) > last,
        hidden=len(listed) - len(cards) - bool(lead),
    )


def section_words() -> list[str]:
    """All words that stories have for their sections, kept for a minute."""
    kept: list[str] | None = cache.get("section-words")
    if kept is None:
        words = Story.objects.order_by("section").values_list("section", flat=True).distinct()
        kept = [w for w in words if w]
        cache.set("section-words", kept, KEPT_SECONDS)
    return kept
