"""What mattered while somebody was away: a few stories a day, by how high they stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max, Q
from django.db.models.functions import TruncDate

from newsstand.newsroom.dayparts import KINDS
from newsstand.newsroom.models import Edition, Slot
from newsstand.web.selectors.cards import Card, cards_of, listed_stories

MOST_DAYS = 30
A_DAY = 5
HIGH_UP = 5  # places of the running lead that count
LOOKED_AT = 40  # stories a day, of which some may be hidden or withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A day and what mattered on it, the weightiest first."""

    day: date
    cards: list[Card]


def first_day(now: datetime, zone: str, since: datetime | date | None) -> date:
    """The day from which on somebody catches up: never after today, never so long ago that nobody would read it."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if isinstance(since, datetime):
        since = since.astimezone(ZoneInfo(zone)).date()
    return min(today, max(since or today, today - timedelta(days=MOST_DAYS - 1)))


def missed_days(
    zone: str, start: date, now: datetime, shown: Callable[[Sequence[Card]], list[Card]] = list
) -> list[Missed]:
    """Each day since `start` with its weightiest stories, newest day first; a story stands on the day of its height."""
    local = ZoneInfo(zone)
    since = datetime.combine(start, time(), local)
    peaks = (
        Slot.objects.filter(edition__at__gte=since, edition__at__lte=now, story__spiked_at=None)
        .filter(
            Q(edition__kind__in=KINDS, edition__zone=zone)
            | Q(edition__kind=Edition.Kind.LEAD, place__lte=HIGH_UP)
        )
        .annotate(day=TruncDate("edition__at", tzinfo=local))
        .order_by()
        .values_list("day", "story_id")
        .annotate(peak=Max("score"))
    )
    highest: dict[int, tuple[float, date]] = {}
    for day, story, peak in peaks:
        if story not in highest or (peak, day) > highest[story]:
            highest[story] = (peak, day)
    by_day: dict[date, list[int]] = {}
    for story, (_, day) in sorted(highest.items(), key=lambda item: (-item[1][0], item[0])):
        of_day = by_day.setdefault(day, [])
        if len(of_day) < LOOKED_AT:
            of_day.append(story)
    wanted = [story for stories in by_day.values() for story in stories]
    cards = {card.id: card for card in shown(cards_of(listed_stories().filter(pk__in=wanted)))}
    days = (
        Missed(day=day, cards=[cards[pk] for pk in by_day[day] if pk in cards][:A_DAY])
        for day in sorted(by_day, reverse=True)
    )
    return [missed for missed in days if missed.cards]
