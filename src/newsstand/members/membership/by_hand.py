"""What operators type: whom they mean, and until when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from newsstand.members.membership.events import lock_reader, note_event
from newsstand.members.models import Reader, SubscriptionEvent

DECISIONS = ("granted", "grant_ended")


def reader_called(email: str) -> Reader:
    """The reader of an address; CommandError where there is none."""
    try:
        return Reader.objects.get_by_natural_key(email.strip())
    except Reader.DoesNotExist as error:
        raise CommandError("There is no reader with this address.") from error


def end_of(day: str, now: datetime) -> datetime | None:
    """The midnight that ends a day of the paper's zone; None where none is said, CommandError where it is no day to come."""
    if not day:
        return None
    try:
        wanted = date.fromisoformat(day)
    except ValueError as error:
        raise CommandError(f"“{day}” is no day: say it as 2027-03-01.") from error
    if not wanted.year < 9999:
        raise CommandError(f"“{day}” is too far away: say nothing for a membership without an end.")
    end = datetime.combine(wanted + timedelta(days=1), time(), timezone.get_default_timezone())
    if end <= now:
        raise CommandError(f"“{day}” is over.")
    return end


def decide_by_hand(reader: Reader, kind: str, now: datetime, **facts: Any) -> None:
    """Note a decision of the operator; of two in one moment the later one counts."""
    with transaction.atomic():
        lock_reader(reader)
        number = SubscriptionEvent.objects.filter(reader=reader, kind__in=DECISIONS).count()
        key = f"by-hand:{reader.pk}:{number}"
        note_event(reader, kind, key=key, at=now, now=now, rank=number, by="operator", **facts)
