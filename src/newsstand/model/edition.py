"""A ranked list, frozen at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsstand.model.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A story seen on a publisher's front page: place 1 is the first article from the top."""

    publisher: str
    place: int
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One report of a story as ranking sees it.

    publisher: the title; owner: who owns it, where known (titles of one owner are not independent)
    is_copy:   carries another's text, so it does not count as a voice of its own
    """

    publisher: str
    owner: str | None
    country: str | None
    language: str | None
    published_at: datetime
    is_copy: bool


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
