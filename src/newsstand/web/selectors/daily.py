"""The finite editions: which there are, and one of them laid out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from newsstand.newsroom.dayparts import KINDS, MORNING, is_zone, next_daypart
from newsstand.newsroom.models import Edition, Slot
from newsstand.web import times
from newsstand.web.reasons import reasons_in_words
from newsstand.web.sections import section_name, section_of
from newsstand.web.selectors.card_topics import add_topics
from newsstand.web.selectors.cards import Card, cards_of, listed_stories

LEAD, PICKS, GOOD_NEWS, MORE = "lead", "picks", "good_news", "more"
DAYS_A_PAGE = 14
MOST_HEADLINES = 3
LEAST_OF_A_SECTION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyLink:
    """An edition by its address and its name, with its first headlines where they were asked for."""

    id: int
    kind: str
    day: date
    at: datetime
    url: str
    name: str
    count: int = 0
    headlines: tuple[tuple[str, str], ...] = ()  # language and words
    is_finished: bool = False

    @property
    def words(self) -> str:
        """What it is and how long: "The morning edition: 15 stories"."""
        return ngettext("%(name)s: %(n)d story", "%(name)s: %(n)d stories", self.count) % {
            "name": self.name,
            "n": self.count,
        }


@dataclass(slots=True, kw_only=True)
class Part:
    """A part of an edition under its label."""

    slug: str
    label: str
    cards: list[Card]
    is_section: bool = False
    is_mixed: bool = False
    is_half: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyPage:
    """An edition as its page lays it out: the first story, those beside it, then part by part, numbered through."""

    link: DailyLink
    lead: Card
    beside: list[Card]
    parts: list[Part]
    cards: list[Card]
    hidden: int
    earlier: DailyLink | None = None
    later: DailyLink | None = None


@dataclass(slots=True, kw_only=True)
class Day:
    """A day's editions."""

    day: date
    editions: list[DailyLink] = field(default_factory=list)


def zone_now() -> str:
    """The zone in which whoever asks reads: theirs, else the paper's."""
    return str(timezone.get_current_timezone())


def zone_with_editions(asked: str = "") -> str:
    """The zone that was asked for, else the reader's, else the paper's: the first of them that has editions."""
    wanted = [zone for zone in dict.fromkeys((asked, zone_now(), settings.TIME_ZONE)) if is_zone(zone)]
    having = set(
        Edition.objects.filter(kind__in=KINDS, zone__in=wanted)
        .order_by()
        .values_list("zone", flat=True)
        .distinct()
    )
    return next((zone for zone in wanted if zone in having), settings.TIME_ZONE)


def daily_editions(zone: str, now: datetime) -> Any:
    """The finite editions of a zone that have appeared, newest first."""
    return Edition.objects.filter(kind__in=KINDS, zone=zone, at__lte=now).order_by("-at")


def link_to(edition: Edition, *, headlines: Iterable[tuple[str, str]] = (), count: int = 0) -> DailyLink:
    """An edition's link; its zone is named where it is not the reader's own."""
    day = edition.day
    if day is None:
        raise ValueError(f"edition {edition.pk} is of no day")
    url = reverse("daily", args=(f"{day:%Y-%m-%d}", edition.kind))
    if edition.zone != zone_now():
        url += f"?zone={edition.zone}"
    return DailyLink(
        id=edition.pk,
        kind=edition.kind,
        day=day,
        at=edition.at,
        url=url,
        name=name_of(edition.kind),
        headlines=tuple(headlines),
        count=count,
    )


def name_of(kind: str) -> str:
    """What an edition is called."""
    return gettext("The morning edition") if kind == MORNING else gettext("The evening edition")


def newest_daily(now: datetime) -> DailyLink | None:
    """The current finite edition for whoever asks: three queries."""
    edition = daily_editions(zone_with_editions(), now).first()
    return link_to(edition, count=edition.slots.count()) if edition else None


def find_daily(zone: str, day: date, kind: str, now: datetime) -> Edition | None:
    """The edition of a zone's morning or evening."""
    found: Edition | None = daily_editions(zone, now).filter(day=day, kind=kind).first()
    return found


def days_with_editions(zone: str, now: datetime, number: int) -> tuple[list[Day], bool]:
    """A page of days with their editions and first headlines, newest first, and whether there are more."""
    dates = list(
        daily_editions(zone, now)
        .order_by("-day")
        .values_list("day", flat=True)
        .distinct()[(number - 1) * DAYS_A_PAGE : number * DAYS_A_PAGE + 1]
    )
    shown = dates[:DAYS_A_PAGE]
    editions = list(daily_editions(zone, now).filter(day__in=shown))
    links = _with_headlines(editions)
    return [
        Day(day=day, editions=list(of_day)) for day, of_day in groupby(links, key=lambda link: link.day)
    ], len(dates) > DAYS_A_PAGE


def _with_headlines(editions: Sequence[Edition]) -> list[DailyLink]:
    """Links with the first headlines of what may still be shown, and the count of all: two queries for all of them."""
    first: dict[int, list[tuple[str, str]]] = {e.pk: [] for e in editions}
    counts = dict.fromkeys(first, 0)
    slots = list(
        Slot.objects.filter(edition__in=editions)
        .order_by("edition_id", "place")
        .only("edition_id", "story_id", "headline")
    )
    leading = {s.story_id for s in slots}
    shown = {s.pk: s for s in listed_stories().filter(pk__in=leading)}
    for slot in slots:
        story = shown.get(slot.story_id)
        if story is None:
            continue
        counts[slot.edition_id] += 1
        if len(first[slot.edition_id]) < MOST_HEADLINES:
            first[slot.edition_id].append((story.language, slot.headline or story.headline))
    return [link_to(e, headlines=first[e.pk], count=counts[e.pk]) for e in editions]


def daily_cards(edition: Edition) -> list[Card]:
    """An edition's stories with the words that it froze, each with its place and why it stands there."""
    slots = {s.story_id: s for s in edition.slots.all()}
    cards = cards_of(sorted(listed_stories().filter(pk__in=slots), key=lambda s: slots[s.pk].place))
    add_topics(cards)
    return [with_words_of(slots[card.id], card) for card in cards]


def with_words_of(slot: Slot, card: Card) -> Card:
    """A card that says what its edition said; a lone report's standfirst is its title's, as far as its terms go now."""
    alone = card.standfirst if card.title_count < 2 else ""
    return replace(
        card,
        headline=slot.headline or card.headline,
        standfirst=slot.standfirst or alone,
        line=slot.line,
        chosen_by=slot.chosen_by,
        place=slot.place,
        desk=slot.desk,
        reasons=tuple(reasons_in_words(slot.reasons)),
    )


def daily_page(edition: Edition, now: datetime, hidden: Collection[int] = ()) -> DailyPage | None:
    """An edition laid out without what is hidden; None where nothing of it may be shown any more."""
    held = daily_cards(edition)
    cards = [card for card in held if card.id not in hidden]
    if not cards:
        return None
    first = [card for card in cards if card.desk == LEAD] or cards[:1]
    parts = parts_of([card for card in cards if card not in first])
    in_order = [*first, *(card for part in parts for card in part.cards)]
    for place, card in enumerate(in_order, 1):
        card.place = place
    around = daily_editions(edition.zone, now).exclude(pk=edition.pk)
    earlier = around.filter(at__lt=edition.at).first()
    later = around.filter(at__gt=edition.at).order_by("at").first()
    return DailyPage(
        link=link_to(edition, count=len(cards)),
        lead=first[0],
        beside=first[1:],
        parts=parts,
        cards=in_order,
        hidden=len(held) - len(cards),
        earlier=link_to(earlier) if earlier else None,
        later=link_to(later) if later else None,
    )


def parts_of(cards: Sequence[Card]) -> list[Part]:
    """The parts below the lead: sections, what stands alone in its section, picks, good news."""
    found = [part_of(desk, list(of_desk)) for desk, of_desk in groupby(cards, key=lambda c: c.desk)]
    alone = [
        card
        for part in found
        if part.is_mixed or (part.is_section and len(part.cards) < LEAST_OF_A_SECTION)
        for card in part.cards
    ]
    picks = [part for part in found if part.slug == PICKS]
    sections = [part for part in found if part.is_section and len(part.cards) >= LEAST_OF_A_SECTION]
    more = [Part(slug=MORE, label=gettext("More stories"), cards=alone, is_mixed=True)] if alone else []
    good_news = [part for part in found if part.slug == GOOD_NEWS]
    return [*side_by_side(sections), *more, *picks, *good_news]


def side_by_side(parts: Sequence[Part]) -> list[Part]:
    """The same sections, the short ones in pairs after the first of each pair; an odd one keeps its place, alone."""
    short = [part for part in parts if len(part.cards) == LEAST_OF_A_SECTION]
    seconds = {id(first): second for first, second in zip(short[::2], short[1::2], strict=False)}
    moved = {id(second) for second in seconds.values()}
    out: list[Part] = []
    for part in parts:
        if id(part) in moved:
            continue
        out.append(part)
        if second := seconds.get(id(part)):
            part.is_half = second.is_half = True
            out.append(second)
    return out


def part_of(desk: str, cards: list[Card]) -> Part:
    """A part of an edition by the word that its slots bear."""
    labels = {PICKS: gettext("Our Picks"), GOOD_NEWS: gettext("Good News")}
    if desk == MORE or desk in labels:
        return Part(slug=desk, label=labels.get(desk, ""), cards=cards, is_mixed=desk == MORE)
    section = section_of(desk) or section_of(desk.replace("-", " "))
    return Part(slug=desk, label=section_name(section) if section else desk, cards=cards, is_section=True)


def coming(zone: str, now: datetime) -> str:
    """What comes next, and when: "The next one: tomorrow's morning edition at 06:00."."""
    part = next_daypart(zone, now)
    local = timezone.localtime(now, timezone.get_current_timezone())
    is_today = timezone.localtime(part.due_at).date() == local.date()
    at = times.clock_face(part.due_at)
    if part.kind == MORNING:
        words = (
            gettext("The morning edition appears at %(at)s.")
            if is_today
            else gettext("Tomorrow’s morning edition appears at %(at)s.")
        )
    else:
        words = (
            gettext("The evening edition appears at %(at)s.")
            if is_today
            else gettext("Tomorrow’s evening edition appears at %(at)s.")
        )
    return words % {"at": at}
