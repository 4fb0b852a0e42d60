"""What readers do with finite editions: open, finish, catch up; and the zones in which editions are needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count

from newsstand.members.models import OpenedEdition, Reader
from newsstand.newsroom.dayparts import KINDS, is_zone
from newsstand.newsroom.models import Edition

MOST_ZONES = 100
STILL_HERE = timedelta(days=30)  # who was not seen for longer needs no edition made


def zones_of_readers(now: datetime) -> list[str]:
    """The time zones of the readers who were here lately, those of most readers first."""
    rows = (
        Reader.objects.filter(is_active=True, seen_at__gt=now - STILL_HERE)
        .exclude(time_zone="")
        .values_list("time_zone")
        .annotate(readers=Count("pk"))
        .order_by("-readers", "time_zone")
    )
    return [zone for zone, _ in rows[:MOST_ZONES] if is_zone(zone)]


def open_edition(
    reader: Reader, edition: Edition, *, now: datetime, choose: Callable[[], list[dict[str, Any]]]
) -> OpenedEdition:
    """The reader's own copy of an edition; at its first opening `choose` says what is for them, and that stays."""
    found = OpenedEdition.objects.filter(reader=reader, edition=edition).first()
    if found is not None:
        return found
    chosen = choose()
    try:
        with transaction.atomic():
            return OpenedEdition.objects.create(reader=reader, edition=edition, opened_at=now, for_you=chosen)
    except IntegrityError:  # opened in another window at the same moment
        return OpenedEdition.objects.get(reader=reader, edition=edition)


def finish_edition(reader: Reader, edition: Edition, *, now: datetime) -> bool:
    """Note that a reader has read all they want of an edition; False where that was noted before."""
    opened = open_edition(reader, edition, now=now, choose=list)
    return bool(OpenedEdition.objects.filter(pk=opened.pk, finished_at=None).update(finished_at=now))


def catch_up(reader: Reader) -> bool:
    """Note that a reader has seen what they missed; False where they had missed nothing."""
    was_away = Reader.objects.filter(pk=reader.pk).exclude(away_since=None).update(away_since=None)
    reader.away_since = None
    return bool(was_away)


def missed_editions(zone: str, since: datetime, now: datetime) -> int:
    """How many finite editions of a zone appeared since a moment."""
    return Edition.objects.filter(kind__in=KINDS, zone=zone, at__gt=since, at__lte=now).count()
