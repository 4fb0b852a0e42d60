"""What a reader is interested in, and what a story offers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

FeatureKind = Literal["topic", "title", "section", "story"]
ReactionKind = Literal[
    "finished", "opened", "saved", "followed", "skipped", "hidden", "muted", "removed", "restored"
]


class Feature(NamedTuple):
    """Something that stories share: a topic (people, places, organisations and teams are topics), a title, a section."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """That a story is about a topic; `weight` says how much, measured against the story's other topics."""

    key: str
    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A story that may stand in For You or beside another one, with all that ranking may look at.

    about:      its topics, the heaviest first
    titles:     the titles that tell it, who told it first in front
    lead_place: its place among the lead stories, None where it is not one
    """

    story: str
    headline: str
    language: str | None = None
    section: str | None = None
    about: tuple[About, ...] = ()
    titles: tuple[str, ...] = ()
    lead_place: int | None = None
    opened_at: datetime
    moved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What a reader did with a story, or with something that stories share.

    offer:   the story; for "followed", "muted", "removed" and "restored" `feature` says what instead
    before:  the reaction to the same story that this one goes beyond (opened first, then finished)
    offered: whether it stood in a list that we know, so that what was passed over is known as well
    """

    kind: ReactionKind
    at: datetime
    offer: Offer | None = None
    feature: Feature | None = None
    name: str = ""
    before: ReactionKind | None = None
    offered: bool = False
    seconds: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """What was learned of one feature: how often stories with it were liked and seen, as weighed at `at`.

    elsewhere: how much of `seen` was on pages of which nobody knows what was passed over
    finished, opened, saved, hidden: plain counts, so that one can say why
    removed: taken out by the reader; it counts for nothing and nothing more is learned of it
    """

    feature: Feature
    name: str
    liked: float = 0.0
    seen: float = 0.0
    elsewhere: float = 0.0
    at: datetime
    finished: int = 0
    opened: int = 0
    saved: int = 0
    hidden: int = 0
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A reader as For You knows them: what they follow and mute, and what was learned.

    follows:   what is followed, with its name
    words:     muted words and phrases
    known:     stories that they have read or hidden
    liked, seen: sums over the stories of lists that we know in which nothing else spoke to them, as weighed at `at`
    elsewhere:   what was liked on pages of which nobody knows what was passed over
    """

    reader: str
    follows: Mapping[Feature, str] = field(default_factory=dict)
    muted: frozenset[Feature] = frozenset()
    words: tuple[str, ...] = ()
    interests: Mapping[Feature, Interest] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    liked: float = 0.0
    seen: float = 0.0
    elsewhere: float = 0.0
    at: datetime | None = None
