"""What editors pinned to the top of Lead stories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from newsstand import model
from newsstand.newsroom.models import Ruling
from newsstand.newsroom.withheld import untellable

MOST_PINS = 5


def pins(now: datetime) -> list[Ruling]:
    """The stories that are pinned now, the last pinned first; what is spiked or has nothing to show is not pinned."""
    rows = Ruling.objects.filter(pinned_until__gt=now, story__spiked_at=None, story__reports__gt=0).exclude(
        untellable("story__")
    )
    return list(rows.select_related("story").order_by("-pinned_at", "-pk")[:MOST_PINS])


def with_pins(slots: Iterable[model.Slot], now: datetime) -> tuple[list[model.Slot], dict[str, str]]:
    """The ranked stories after those that editors pinned, and who pinned which; a pinned one keeps its score and reasons."""
    ranked = {slot.story: slot for slot in slots}
    front, by = [], {}
    for ruling in pins(now):
        story = str(ruling.story_id)
        assert ruling.pinned_until is not None
        found = ranked.pop(story, None)
        reason = model.Reason(
            name="pinned",
            value=0.0,
            detail=f"pinned by {ruling.pinned_by} until {ruling.pinned_until:%d.%m. %H:%M} UTC",
            facts=(ruling.pinned_by,),
        )
        front.append(
            model.Slot(
                story=story,
                score=found.score if found else 0.0,
                reasons=(reason, *(found.reasons if found else ())),
            )
        )
        by[story] = ruling.pinned_by
    return [*front, *ranked.values()], by
