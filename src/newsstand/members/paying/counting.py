"""Reads counted as they are told, under a pseudonym, so that titles can be paid for them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from newsstand.members.models import Close, CountedRead, Reader
from newsstand.members.paying.facts import day_of
from newsstand.members.paying.portions import month_of
from newsstand.newsroom.models import Article

FINISHED_AT = 90  # percent of a text that was seen
MOST_SECONDS = 7200  # of one article in a month
TOLD = 20  # sendings that a row remembers

Before = dict[str, Any]


def count_read(
    reader: Reader, kind: str, target: str, *, depth: int, seconds: int, now: datetime, key: str = ""
) -> Before | None:
    """Count a reading of an article or a story's brief; what it added, or None where it does not count.

    Staff's reads do not count, nor those of a title by who speaks for it, nor any where there are no members. With a
    `key` it is counted once however often it is sent, also where no deed is kept that could tell.
    """
    publisher = _publisher_that_counts(reader, kind, int(target))
    if publisher is None:
        return None
    depth, seconds = min(max(depth, 0), 100), max(seconds, 0)
    day = day_of(now)
    with transaction.atomic():
        row, is_new = CountedRead.objects.select_for_update().get_or_create(
            member=reader.pseudonym,
            month=month_of(day),
            **_one(kind, target),
            defaults={"publisher_id": publisher or None, "day": day.day},
        )
        sending = hashlib.sha256(key.encode()).hexdigest()[:12] if key else ""
        if sending and sending in row.told:
            return None
        before: Before = {
            "month": row.month.isoformat(), "new": is_new, "depth": row.depth, "day": row.day,
            "seconds": min(seconds, MOST_SECONDS - row.seconds),
        }  # fmt: skip
        row.seconds += before["seconds"]
        row.depth = max(row.depth, depth)
        row.is_finished = row.depth >= FINISHED_AT
        row.day = max(row.day, day.day)
        if sending:
            row.told = [*row.told, sending][-TOLD:]
        row.save()
    return before


def take_back_read(reader: Reader, kind: str, target: str, before: Before | None) -> None:
    """Undo what `count_read` added, unless its month is closed."""
    if not before:
        return
    month = date.fromisoformat(before["month"])
    if Close.objects.filter(month=month).exists():
        return
    rows = CountedRead.objects.filter(member=reader.pseudonym, month=month, **_one(kind, target))
    row = rows.select_for_update().first()
    if row is None:
        return
    if before["new"]:
        row.delete()
        return
    row.seconds = max(row.seconds - before["seconds"], 0)
    row.depth, row.day = before["depth"], before["day"]
    row.is_finished = row.depth >= FINISHED_AT
    row.save()


def _one(kind: str, target: str) -> dict[str, int | None]:
    return {f"{name}_id": int(target) if name == kind else None for name in ("article", "story")}


def _publisher_that_counts(reader: Reader, kind: str, target: int) -> int | None:
    """The title of an article, 0 for a brief, None where the reading does not count."""
    if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"] or reader.is_editor:
        return None
    if kind != "article":
        return 0
    publisher = Article.objects.filter(pk=target).values_list("publisher_id", flat=True).first()
    if publisher is None or reader.titles.filter(pk=publisher).exists():
        return None
    return publisher
