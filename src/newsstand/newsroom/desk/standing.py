"""What editors chose, as editions ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from newsstand.newsroom.models import Pick
from newsstand.newsroom.withheld import untellable


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPick:
    """A story that an editor chose for Our Picks or Good News, with the editor's words."""

    story_id: int
    headline: str
    line: str
    chosen_by: str
    place: int
    pinned: bool


def standing(kind: str, now: datetime) -> QuerySet[Pick]:
    """The picks of a kind that stand now, pinned ones first; a story that is spiked or has nothing to show never stands."""
    return (
        Pick.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=now),
            kind=kind,
            state=Pick.State.PLACED,
            starts_at__lte=now,
            story__spiked_at=None,
            story__reports__gt=0,
        )
        .exclude(untellable("story__"))
        .order_by("-pinned", "place", "-starts_at", "pk")
    )


def standing_picks(kind: str, now: datetime) -> list[StandingPick]:
    """What editors chose that stands now, in their order; kind: picks or good_news."""
    rows = standing(kind, now).values("story_id", "headline", "line", "chosen_by", "place", "pinned")
    return [StandingPick(**row) for row in rows]
