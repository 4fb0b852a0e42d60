"""The For You part of a finite edition, as it was chosen at its first opening."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from newsstand.members.muting import Muting
from newsstand.web.selectors.card_topics import add_topics
from newsstand.web.selectors.cards import Card, cards_of, listed_stories


def cards_for_you(rows: Sequence[Any], there: Collection[int], muting: Muting) -> list[Card]:
    """What was chosen for a reader, as far as it may still be shown and is not muted."""
    why = {
        row["story"]: str(row.get("why", ""))
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("story"), int) and row["story"] not in there
    }
    if not why:
        return []
    order = list(why)
    cards = muting.shown(
        cards_of(sorted(listed_stories().filter(pk__in=order), key=lambda s: order.index(s.pk)))
    )
    add_topics(cards)
    return [replace(card, reasons=(why[card.id],) if why[card.id] else ()) for card in cards]
