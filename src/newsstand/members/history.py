"""What a reader read: kept while they want it, taken out when they say so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from newsstand.members.models import Deed, Reader, Reading

TOLD = ("read", "unread")  # deeds that tell what was read


def readings_of(reader: Reader) -> QuerySet[Reading]:
    """What was opened, the last first."""
    return Reading.objects.filter(reader=reader).order_by("-last_at", "-pk")


def forget(reader: Reader, *, since: datetime | None = None, until: datetime | None = None) -> int:
    """Take out what was read last between two moments (`until` itself is out), or ever; returns how much that was.

    The deeds that tell of it go with it, so it cannot be undone.
    """
    gone = Reading.objects.filter(reader=reader)
    told = Deed.objects.filter(reader=reader, verb__in=TOLD)
    if since:
        gone, told = gone.filter(last_at__gte=since), told.filter(at__gte=since)
    if until:
        gone, told = gone.filter(last_at__lt=until), told.filter(at__lt=until)
    with transaction.atomic():
        told.delete()
        return gone.delete()[0]


def keep_history(reader: Reader, wanted: bool) -> None:
    """From now on, what is read is remembered, or is not; what was kept before stays until it is taken out."""
    if reader.keeps_history != wanted:
        reader.keeps_history = wanted
        reader.save(update_fields=["keeps_history"])
