"""What the stories of a list are about above all."""

from __future__ import annotations

from collections.abc import Sequence

from newsstand.newsroom.models import Subject
from newsstand.web.selectors.cards import Card
from newsstand.web.selectors.topics import topic_name


def add_topics(cards: Sequence[Card]) -> None:
    """Say of each card what its story is about above all: one query for all of them."""
    rows = (
        Subject.objects.filter(
            story__in=[card.id for card in cards],
            removed=False,
            topic__hidden=False,
            topic__merged_into=None,
        )
        .select_related("topic")
        .order_by("story_id", "weight", "-topic_id")
    )
    first = {row.story_id: row.topic for row in rows}  # the weightiest comes last and stays
    for card in cards:
        if found := first.get(card.id):
            card.topic = (found.slug, topic_name(found))
