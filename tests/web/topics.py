"""Topics for the stories that tests make."""

from __future__ import annotations

from newsstand.newsroom.models import Story, Subject, Topic
from newsstand.newsroom.topics import place_topic
from tests.web.newsroom import NOW


def fill_topics() -> None:
    """A theme, a person and two places for every story there is."""
    theme = Topic.objects.create(slug="shipping", name="Shipping", kind="theme", added_at=NOW)
    person = Topic.objects.create(slug="ines-holloway", name="Ines Holloway", kind="person", added_at=NOW)
    places = [place_topic(slug, now=NOW) for slug in ("leeds-gb", "united-kingdom")]
    for story in Story.objects.all():
        Subject.objects.bulk_create(
            Subject(topic=topic, story=story, weight=2.0, articles=1, moved_at=story.moved_at)
            for topic in (theme, person, *places)
        )
