"""Stories near a place: in a town and around it, or in a country."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from newsstand.members.models import Follow, Reader
from newsstand.newsroom.models import Subject, Topic
from newsstand.newsroom.topics import open_topics
from newsstand.topics import Known, gazetteer
from newsstand.web.selectors.cards import Card, cards_of, listed_stories
from newsstand.web.selectors.topics import name_of, topic_name

RADIUS_KM = 25
RADII_KM = (10, 25, 50, 100)
MOST_PLACES = 6
A_PLACE = 12
LOOKED_AT = 240
KM_A_DEGREE = 111.2
EARTH_KM = 6371.0
LEAST_WEIGHT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place that a reader may choose, told apart from others of its name by where it lies."""

    slug: str
    name: str
    within: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A story near a place: which place it names, and how many kilometres that lies away (0 in the place itself)."""

    card: Card
    place: str
    km: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlace:
    """A chosen place with the stories in it and around it, the nearest first, of one distance the newest."""

    slug: str
    name: str
    within: str
    is_country: bool
    has_topic: bool
    stories: list[Near]


def search_places(text: str, limit: int = 12) -> list[Found]:
    """The places of the gazetteer that somebody may mean."""
    return [
        Found(slug=k.topic.slug, name=known_name(k), within=lies_within(k), people=k.population)
        for k in gazetteer().search(text, limit)
    ]


def followed_places(reader: Reader) -> list[str]:
    """The slugs of the places that a reader follows."""
    keys = Follow.objects.filter(reader=reader, kind=Follow.Kind.PLACE).order_by("made_at", "pk")
    return list(keys.values_list("key", flat=True)[:MOST_PLACES])


def local_places(slugs: Sequence[str], *, km: int = RADIUS_KM) -> list[LocalPlace]:
    """The places of these slugs, those that nobody knows left out."""
    places = []
    for slug in list(dict.fromkeys(slugs))[:MOST_PLACES]:
        known = gazetteer().place(slug)
        row = open_topics().filter(slug=slug[:120], kind=Topic.Kind.PLACE).first()
        if known is None and row is None:
            continue
        places.append(_local(slug, known, row, km))
    return places


def _local(slug: str, known: Known | None, row: Topic | None, km: int) -> LocalPlace:
    level = row.level if row else (known.topic.level if known else "")
    country = row.country if row else (known.country if known else "")
    latitude = row.latitude if row else (known.topic.latitude if known else None)
    longitude = row.longitude if row else (known.topic.longitude if known else None)
    name = topic_name(row) if row else (known_name(known) if known else slug)
    is_country = level == Topic.Level.COUNTRY
    if is_country:
        away = dict.fromkeys(_country_topics(country), 0.0)
    elif latitude is not None and longitude is not None:
        away = topics_around(latitude, longitude, km)
    else:
        away = {}
    if row and not is_country:
        away[row.pk] = 0.0
    return LocalPlace(
        slug=slug,
        name=name,
        within=lies_within(known) if known else "",
        is_country=is_country,
        has_topic=row is not None,
        stories=nearest_stories(away),
    )


def _country_topics(country: str) -> list[int]:
    return list(
        open_topics().filter(kind=Topic.Kind.PLACE, country=country).values_list("pk", flat=True)[:5000]
    )


def topics_around(latitude: float, longitude: float, km: int) -> dict[int, float]:
    """The towns within so many kilometres, by the id of their topic, each with its distance."""
    north = km / KM_A_DEGREE
    east = min(180.0, north / max(0.05, math.cos(math.radians(latitude))))
    rows = (
        open_topics()
        .filter(
            kind=Topic.Kind.PLACE,
            level=Topic.Level.TOWN,
            latitude__range=(latitude - north, latitude + north),
            longitude__range=(longitude - east, longitude + east),
        )
        .values_list("pk", "latitude", "longitude")[:3000]
    )
    distances = {pk: distance_km(latitude, longitude, lat or 0.0, lon or 0.0) for pk, lat, lon in rows}
    return {pk: away for pk, away in distances.items() if away <= km}


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance of two points in kilometres."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def nearest_stories(away: dict[int, float], *, limit: int = A_PLACE) -> list[Near]:
    """The newest stories that name one of these places, ordered by the nearest that each names."""
    if not away:
        return []
    rows = (
        Subject.objects.filter(
            topic__in=list(away), removed=False, weight__gte=LEAST_WEIGHT, story__spiked_at=None
        )
        .order_by("-moved_at", "-story_id")
        .values_list("story_id", "topic_id", "topic__name", "topic__names")[:LOOKED_AT]
    )
    nearest: dict[int, tuple[float, str]] = {}
    for story, topic, name, names in rows:
        if story not in nearest or away[topic] < nearest[story][0]:
            nearest[story] = (away[topic], name_of(name, names))
    order = sorted(nearest, key=lambda pk: round(nearest[pk][0]))[
        :limit
    ]  # stable: the newest first in one distance
    stories = {s.pk: s for s in listed_stories().filter(pk__in=order)}
    cards = cards_of(stories[pk] for pk in order if pk in stories)
    return [Near(card=c, place=nearest[c.id][1], km=round(nearest[c.id][0])) for c in cards]


def known_name(known: Known) -> str:
    """A place's name in the reader's language."""
    return str(known.topic.names.get((get_language() or "en").split("-")[0]) or known.topic.name)


def lies_within(known: Known) -> str:
    """The country that a town or region lies in; "" of a country."""
    if known.topic.level == "country":
        return ""
    country = gazetteer().country(known.country)
    return known_name(country) if country else ""
