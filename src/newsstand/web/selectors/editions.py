"""The newest edition, laid out: what everybody gets, and the same without what a reader muted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from newsstand.newsroom.desk import StandingPick, standing_picks
from newsstand.newsroom.models import Brief, Edition, Publisher, Slot
from newsstand.web.sections import Section, in_order
from newsstand.web.selectors.card_topics import add_topics
from newsstand.web.selectors.cards import Card, cards_of, listed_stories

SECOND_ROW = 3
NUMBERED = 10
IN_A_SECTION = 5
LEAST_OF_A_SECTION = 2
SHORT = 2
MOST_OF_THE_REST = 16
MOST_PICKS = 4
MOST_BULLETS = 2
LONGEST_BULLET = 190


@dataclass(slots=True, kw_only=True)
class Desk:
    """A section's stories on the front page; two short ones may stand side by side on a wide screen."""

    section: Section
    cards: list[Card]
    more: int = 0
    is_half: bool = False


@dataclass(slots=True, kw_only=True)
class Stock:
    """All that a front page is laid out from: an edition's cards, best first, and what editors chose."""

    edition: Edition
    order: list[int]
    cards: list[Card]
    picks: list[Card]
    good_news: list[Card]
    title_count: int
    by_id: dict[int, Card] = field(init=False)
    _bullets: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {c.id: c for c in (*self.picks, *self.good_news, *self.cards)}

    def bullets(self, card: Card) -> list[str]:
        """What is new in a lead story, looked up once."""
        if card.id not in self._bullets:
            self._bullets[card.id] = bullets_of(card.id)
        return self._bullets[card.id]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """An edition as the front page lays it out; no story stands twice but in the index.

    placed: the stories that stand in it or are kept out of it; stories: all of the edition
    """

    edition: Edition
    lead: Card
    second_row: list[Card]
    numbered: list[Card]
    picks: list[Card]
    good_news: list[Card]
    desks: list[Desk]
    rest: list[Card]
    placed: frozenset[int]
    stories: list[int]
    title_count: int


def newest_edition() -> Edition | None:
    """The edition that is read now."""
    return Edition.objects.filter(kind=Edition.Kind.LEAD).order_by("-at").first()


def stories_of(edition: Edition) -> list[int]:
    """The ids of an edition's stories, best first."""
    return list(Slot.objects.filter(edition=edition).order_by("place").values_list("story_id", flat=True))


def stock_of(edition: Edition, now: datetime) -> Stock:
    """What the front page of an edition may show at this moment."""
    order = {story: place for place, story in enumerate(stories_of(edition), 1)}
    chosen = {kind: standing_picks(kind, now)[:MOST_PICKS] for kind in ("picks", "good_news")}
    wanted = set(order) | {pick.story_id for picks in chosen.values() for pick in picks}
    cards = cards_of(listed_stories().filter(pk__in=wanted))
    add_topics(cards)
    for card in cards:
        card.place = order.get(card.id, 0)
    by_id = {card.id: card for card in cards}
    return Stock(
        edition=edition,
        order=list(order),
        cards=sorted((c for c in cards if c.place), key=lambda c: c.place),
        picks=picked_cards(chosen["picks"], by_id),
        good_news=picked_cards(chosen["good_news"], by_id),
        title_count=Publisher.objects.count(),
    )


def picked_cards(picks: Iterable[StandingPick], cards: dict[int, Card]) -> list[Card]:
    """The cards of what editors chose, with the editors' words."""
    return [
        replace(card, headline=pick.headline or card.headline, line=pick.line, chosen_by=pick.chosen_by)
        for pick in picks
        if (card := cards.get(pick.story_id))
    ]


def front_page(stock: Stock, hidden: Collection[int] = ()) -> FrontPage | None:
    """The front page without what is hidden; None where nothing of it may be shown."""
    cards = [card for card in stock.cards if card.id not in hidden]
    if not cards:
        return None
    lead, *others = cards  # significance decides, not who has a picture
    lead = replace(lead, bullets=stock.bullets(lead))
    top, below = others[:SECOND_ROW], others[SECOND_ROW:]
    placed = {lead.id, *(card.id for card in top), *hidden}
    picks = [card for card in stock.picks if card.id not in placed]
    placed |= {card.id for card in picks}
    good_news = [card for card in stock.good_news if card.id not in placed]
    placed |= {card.id for card in good_news}
    desks, rest = by_section(card for card in below if card.id not in placed)
    rest = rest[:MOST_OF_THE_REST]
    placed |= {card.id for card in (*below[:NUMBERED], *rest, *(c for desk in desks for c in desk.cards))}
    return FrontPage(
        edition=stock.edition,
        lead=lead,
        second_row=top,
        numbered=below[:NUMBERED],
        picks=picks,
        good_news=good_news,
        desks=side_by_side(desks),
        rest=rest,
        placed=frozenset(placed),
        stories=stock.order,
        title_count=stock.title_count,
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


def side_by_side(desks: Sequence[Desk]) -> list[Desk]:
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
