"""What readers say is wrong: taken in by measure, listed for the desk, settled once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from newsstand.newsroom.models import Inaccuracy, Story
from newsstand.newsroom.records import clean

IN_AN_HOUR = 5  # from one reader
IN_AN_HOUR_UNNAMED = 20  # from all who are not signed in
LONGEST_WORDS = 2000
LONGEST_SENTENCE = 2000
LONGEST_ANSWER = 2000


@dataclass(frozen=True, slots=True)
class TooMany:
    """Nothing was stored: so many came within an hour already."""

    came: int


def report_inaccuracy(
    story: Story,
    *,
    words: str,
    now: datetime,
    place: str = "",
    sentence: str = "",
    address: str = "",
    reader: Any = None,
) -> Inaccuracy | TooMany:
    """Store what a reader (None for who is not signed in) says is wrong; TooMany past the measure of an hour."""
    with transaction.atomic():
        lately = Inaccuracy.objects.filter(at__gt=now - timedelta(hours=1), reader=reader)
        came = lately.count()
        if came >= (IN_AN_HOUR if reader is not None else IN_AN_HOUR_UNNAMED):
            return TooMany(came)
        return Inaccuracy.objects.create(
            story=story,
            place=clean(place)[:40],
            sentence=clean(sentence)[:LONGEST_SENTENCE],
            words=clean(words)[:LONGEST_WORDS],
            address=clean(address)[:254],
            reader=reader,
            at=now,
        )


def open_inaccuracies() -> QuerySet[Inaccuracy]:
    """What waits for an editor, the longest waiting first, with its story."""
    return (
        Inaccuracy.objects.filter(state=Inaccuracy.State.OPEN)
        .select_related("story", "reader")
        .order_by("at", "pk")
    )


def settle(
    inaccuracy: Inaccuracy, by: str, answer: str, now: datetime, *, is_corrected: bool = False
) -> bool:
    """Close what was reported with an answer; False where somebody closed it before. A correction is shown with its story."""
    state = Inaccuracy.State.CORRECTED if is_corrected else Inaccuracy.State.DISMISSED
    closed = Inaccuracy.objects.filter(pk=inaccuracy.pk, state=Inaccuracy.State.OPEN).update(
        state=state, answer=clean(answer)[:LONGEST_ANSWER], settled_by=clean(by)[:150], settled_at=now
    )
    inaccuracy.refresh_from_db()
    return closed == 1


def corrections_of(story: Story) -> list[Inaccuracy]:
    """The faults of ours in a story that were admitted, the oldest first: one query."""
    return list(
        Inaccuracy.objects.filter(story=story, state=Inaccuracy.State.CORRECTED)
        .exclude(answer="")
        .only("answer", "settled_at", "story")
        .order_by("settled_at", "pk")[:50]
    )
