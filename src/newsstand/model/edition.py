"""A ranked list, frozen at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsstand.model.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A story seen on a publisher's front page: place 1 is the first article from the top.

    owner:         who owns the publisher, where known: an owner's several front pages speak with one voice
    size:          relative to the largest on the page, 0 to 1
    first_seen_at: since when this front page has carried the story, where that was observed
    left_at:       when a later look found the page otherwise; None where this is how it was last seen
    """

    publisher: str
    place: int
    seen_at: datetime
    owner: str | None = None
    size: float = 0.3
    first_seen_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One report of a story as ranking sees it.

    publisher: the title; owner: who owns it, where known (titles of one owner are not independent)
    is_copy:   carries another's text, so it does not count as a voice of its own
    words:     how long the report is, 0 where that is not known
    """

    publisher: str
    owner: str | None
    country: str | None
    language: str | None
    published_at: datetime
    is_copy: bool
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that may stand in an edition, with all that ranking may look at."""

    story: str
    section: str | None
    coverage: tuple[Coverage, ...]
    sightings: tuple[Sighting, ...] = ()
    opened_at: datetime
    moved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in an edition, and why this story stands in it. `score` is the sum of the reasons' values."""

    story: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A ranked list of stories, best first, as it stood at `at`."""

    at: datetime
    slots: tuple[Slot, ...]
