"""What articles are about: people, places, organisations, teams and themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from newsstand.model.reason import Reason

TopicKind = Literal["person", "place", "organisation", "team", "theme"]
PlaceLevel = Literal["country", "region", "town"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something that articles are about; two with the same slug are one.

    names:               by language, where they differ from `name`
    country:             ISO 3166 code of a place, "" where it has none
    level:               of a place: country, region or town; "" of all else
    latitude, longitude: of a place, in degrees north and east
    """

    slug: str
    name: str
    kind: TopicKind
    names: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    level: PlaceLevel | Literal[""] = ""
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        if not self.slug or not self.name:
            raise ValueError("a topic needs a slug and a name")
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("a place on the map needs both its degrees")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTopic:
    """That an article, or a story, is about a topic.

    weight:   how much, above 0; comparable within one article or story
    articles: how many articles of the story name it; 1 for one article
    spans:    where the first of its mentions stand in the text that was searched (headline, standfirst and body,
              a blank line between them); none for a story
    """

    topic: Topic
    weight: float
    reasons: tuple[Reason, ...]
    articles: int = 1
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTexts:
    """An article as finding topics sees it.

    dateline: where it was filed from
    source:   the name of its title, which is no topic of it
    country:  ISO code of the title's country, which speaks for places there
    """

    headline: str
    standfirst: str = ""
    body: str = ""
    dateline: str = ""
    source: str = ""
    country: str = ""
