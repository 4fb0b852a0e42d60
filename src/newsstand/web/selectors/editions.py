"""The newest edition, laid out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from newsstand.newsroom.models import Brief, Edition, Publisher, Slot
from newsstand.web.sections import Section, in_order
from newsstand.web.selectors.cards import Card, cards_of, listed_stories

SECOND_ROW = 3
NUMBERED = 10
IN_A_SECTION = 5
LEAST_OF_A_SECTION = 2
SHORT = 2
MOST_OF_THE_REST = 16
MOST_BULLETS = 2
LONGEST_BULLET = 190


@dataclass(slots=True, kw_only=True)
class Desk:
    """A section's stories on the front page; two short ones may stand side by side on a wide screen."""

    section: Section
    cards: list[Card]
    more: int = 0
    is_half: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """An edition as the front page lays it out; no story stands twice but in the index."""

    edition: Edition
    lead: Card
    second_row: list[Card]
    numbered: list[Card]
    desks: list[Desk]
    rest: list[Card]
    stories: list[int]
    title_count: int


def newest_edition() -> Edition | None:
    """The edition that is read now."""
    return Edition.objects.filter(kind=Edition.Kind.LEAD).order_by("-at").first()


def stories_of(edition: Edition) -> list[int]:
    """The ids of an edition's stories, best first."""
    return list(Slot.objects.filter(edition=edition).order_by("place").values_list("story_id", flat=True))


def front_page(edition: Edition) -> FrontPage | None:
    """The edition laid out; None where none of its stories may be shown."""
    order = {story: place for place, story in enumerate(stories_of(edition), 1)}
    stories = sorted(listed_stories().filter(pk__in=order), key=lambda s: order[s.pk])
    cards = cards_of(stories)
    if not cards:
        return None
    for place, card in enumerate(cards, 1):
        card.place = place
    lead, *others = cards  # significance decides, not who has a picture
    lead.bullets = bullets_of(lead.id)
    top, below = others[:SECOND_ROW], others[SECOND_ROW:]
    desks, rest = by_section(below)
    return FrontPage(
        edition=edition,
        lead=lead,
        second_row=top,
        numbered=below[:NUMBERED],
        desks=side_by_side(desks),
        rest=rest[:MOST_OF_THE_REST],
        stories=list(order),
        title_count=Publisher.objects.count(),
    )


def by_section(cards: Iterable[Card]) -> tuple[list[Desk], list[Card]]:
    """Stories under their sections, best first within each; what fills no section is the rest."""
    found: dict[Section, list[Card]] = {}
    rest: list[Card] = []
    for card in cards:
        if card.section is None:
            rest.append(card)
        else:
            found.setdefault(card.section, []).append(card)
    for section in [s for s, held in found.items() if len(held) < LEAST_OF_A_SECTION]:
        rest += found.pop(section)
    rest.sort(key=lambda c: c.place)
    return [
        Desk(section=s, cards=found[s][:IN_A_SECTION], more=max(0, len(found[s]) - IN_A_SECTION))
        for s in in_order(set(found))
    ], rest


def side_by_side(desks: list[Desk]) -> list[Desk]:
    """The same desks, every second short one moved up beside the short one before it; an odd one stays alone."""
    out: list[Desk] = []
    waiting: int | None = None  # where in `out` a short desk waits for its neighbour
    for desk in desks:
        if len(desk.cards) > SHORT:
            out.append(desk)
        elif waiting is None:
            waiting = len(out)
            out.append(desk)
        else:
            out.insert(waiting + 1, desk)
            out[waiting].is_half = desk.is_half = True
            waiting = None
    return out


def bullets_of(story: int) -> list[str]:
    """What is new in a lead story: the first sentences of its brief's sections."""
    content = Brief.objects.filter(story=story).values_list("content", flat=True).first()
    return first_sentences(content) if isinstance(content, dict) else []


def first_sentences(content: dict[str, Any]) -> list[str]:
    """The first sentence of each section, the standfirst's own words left out, short ones only."""
    said = content.get("standfirst", {}).get("text", "")
    firsts = [s["sentences"][0]["text"] for s in content.get("sections", []) if s.get("sentences")]
    fitting = [text for text in firsts if len(text) <= LONGEST_BULLET and text != said]
    return fitting[:MOST_BULLETS]
