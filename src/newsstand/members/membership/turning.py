"""What time does to memberships: rows whose moment has come are worked out anew, and reminders written."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from newsstand.members.membership.events import restate, restate_seats
from newsstand.members.membership.reminders import BEFORE_THE_END, WIN_BACK_AFTER, WIN_BACK_UNTIL
from newsstand.members.models import Reader, Subscription
from newsstand.model import MemberState

AT_ONCE = 500  # that one round takes: the next one goes on


def turn_memberships(now: datetime) -> int:
    """Work out anew every membership whose time has come; how many."""
    due = Subscription.objects.filter(Q(next_at__lte=now) | Q(since__gt=now))
    return _restate(due.order_by("next_at"), now)


def remind_members(now: datetime) -> int:
    """Look after those whom a reminder may be due to, though nothing about them changes; how many were looked at."""
    soon = Q(state=MemberState.TRIAL, until__lte=now + BEFORE_THE_END)
    failing = Q(state=MemberState.GRACE)
    gone = Q(
        state=MemberState.ENDED,
        reader__wants_offers=True,
        since__lte=now - WIN_BACK_AFTER,
        since__gt=now - WIN_BACK_UNTIL,
    )
    return _restate(Subscription.objects.filter(soon | failing | gone).order_by("until"), now, most=None)


def _restate(rows: QuerySet[Subscription], now: datetime, most: int | None = AT_ONCE) -> int:
    count = 0
    for pk in list(rows.values_list("reader_id", flat=True)[:most]):
        with transaction.atomic():
            reader = Reader.objects.filter(pk=pk).first()
            if reader is None:
                continue  # gone meanwhile
            restate(reader, now)
            restate_seats(reader, now)
            count += 1
    return count
