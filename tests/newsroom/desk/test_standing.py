"""What stands in Our Picks and Good News, by the clock and by what may be shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from newsstand.newsroom.desk import standing_picks
from newsstand.newsroom.models import Pick, Publisher, Story
from tests.newsroom.making import NOW, make_article, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]
HOUR = timedelta(hours=1)


def story(headline: str = "A headline") -> Story:
    return make_story(make_article(headline, "A body of some length."), headline=headline)


def place(of: Story, **fields: Any) -> Pick:
    defaults = {
        "kind": "picks", "state": "placed", "starts_at": NOW - HOUR, "chosen_by": "Ed", "chosen_at": NOW - HOUR,
        "changed_by": "Ed", "changed_at": NOW - HOUR,
    }  # fmt: skip
    return Pick.objects.create(story=of, **(defaults | fields))


def stands(kind: str = "picks") -> list[int]:
    return [p.story_id for p in standing_picks(kind, NOW)]


def test_the_clock_decides_what_stands() -> None:
    now = place(story())
    soon = place(story(), starts_at=NOW + HOUR)
    over = place(story(), ends_at=NOW)
    draft = place(story(), state="draft", starts_at=None)
    gone = place(story(), state="withdrawn")
    assert stands() == [now.story_id]
    assert [p.state_at(NOW) for p in (now, soon, over, draft, gone)] == [
        "standing", "scheduled", "ended", "draft", "withdrawn",
    ]  # fmt: skip
    assert [p.story_id for p in standing_picks("picks", NOW + HOUR)] == [soon.story_id, now.story_id]


def test_pinned_ones_stand_first_then_places_and_kinds_do_not_mix() -> None:
    second, first, pinned = (
        place(story(), place=2),
        place(story(), place=1),
        place(story(), place=9, pinned=True),
    )
    good = place(story(), kind="good_news", headline="Found alive", line="After nine days")
    assert stands() == [pinned.story_id, first.story_id, second.story_id]
    (found,) = standing_picks("good_news", NOW)
    assert (found.story_id, found.headline, found.line, found.chosen_by) == (
        good.story_id, "Found alive", "After nine days", "Ed",
    )  # fmt: skip


def test_what_is_spiked_empty_or_not_to_be_shown_never_stands() -> None:
    spiked, empty, kept = place(story()), place(story()), place(story())
    Story.objects.filter(pk=spiked.story_id).update(spiked_at=NOW)
    Story.objects.filter(pk=empty.story_id).update(reports=0)
    assert stands() == [kept.story_id]
    Publisher.objects.update(terms="none")
    assert stands() == []
