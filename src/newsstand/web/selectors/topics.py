"""What a story is about, and where it happens, as pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from newsstand.newsroom.models import Story, Subject, Topic

MOST_OF_A_STORY = 8
MOST_PLACES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A topic by its name in the reader's language, how much weight it has or how many stories, where it is listed."""

    slug: str
    name: str
    kind: str
    weight: float = 0.0
    count: int = 0

    @property
    def url(self) -> str:
        """The topic's page."""
        return reverse("topic", args=(self.slug,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the map: degrees north and east, the country as an ISO code."""

    slug: str
    name: str
    country: str
    latitude: float
    longitude: float
    weight: float

    @property
    def url(self) -> str:
        """The place's page."""
        return reverse("topic", args=(self.slug,))


def topic_name(topic: Topic) -> str:
    """A topic's name in the reader's language, else the name that it has."""
    return name_of(topic.name, topic.names)


def name_of(name: str, names: object) -> str:
    """A topic's name in the reader's language, by its name and its names in other languages."""
    own = names.get((get_language() or "en").split("-")[0]) if isinstance(names, dict) else None
    return str(own or name)


def names_of_topics(slugs: Iterable[str]) -> dict[str, str]:
    """Topics' names in the reader's language where they have one, by slug: one query, none where pages are English."""
    language = (get_language() or "en").split("-")[0]
    wanted = set(slugs)
    if language == "en" or not wanted:
        return {}
    rows = Topic.objects.filter(slug__in=wanted).values_list("slug", "names")
    return {
        slug: str(names[language]) for slug, names in rows if isinstance(names, dict) and names.get(language)
    }


def topics_of(story: Story, *, limit: int = MOST_OF_A_STORY) -> list[Named]:
    """What a story is about, the weightiest first: one query."""
    return [
        Named(slug=s.topic.slug, name=topic_name(s.topic), kind=s.topic.kind, weight=s.weight)
        for s in _standing(story)[:limit]
    ]


def places_of(story: Story) -> list[Place]:
    """The places that a story names and that stand on the map, the weightiest first: one query."""
    found = (point_of(s.topic, s.weight) for s in _standing(story) if s.topic.kind == Topic.Kind.PLACE)
    return [place for place in found if place][:MOST_PLACES]


def point_of(topic: Topic, weight: float = 0.0) -> Place | None:
    """Where a topic stands on the map; None for one that has no place there."""
    if topic.latitude is None or topic.longitude is None:
        return None
    return Place(
        slug=topic.slug,
        name=topic_name(topic),
        country=topic.country,
        latitude=topic.latitude,
        longitude=topic.longitude,
        weight=weight,
    )


def _standing(story: Story) -> list[Subject]:
    return list(
        Subject.objects.filter(story=story, removed=False, topic__hidden=False, topic__merged_into=None)
        .select_related("topic")
        .order_by("-weight", "topic_id")[:60]
    )
