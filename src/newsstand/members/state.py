"""What a reader has followed, saved, muted and read, as pages ask of it: each set one query, and only when asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from newsstand.members.models import Follow, Mute, Reader, Reading, Saved

MOST_READ = 5000


@dataclass
class ReaderState:
    """A reader's state at one moment."""

    reader: Reader
    now: datetime

    @cached_property
    def followed(self) -> frozenset[tuple[str, str]]:
        """(kind, key) of all that is followed."""
        return frozenset(Follow.objects.filter(reader=self.reader).values_list("kind", "key"))

    @cached_property
    def muted(self) -> frozenset[tuple[str, str]]:
        """(kind, key) of all mutes that hold."""
        rows = Mute.objects.filter(reader=self.reader).standing(self.now)
        return frozenset(rows.values_list("kind", "key"))

    @cached_property
    def saved(self) -> frozenset[tuple[str, str]]:
        """("article", id) and ("story", id) of all that is saved."""
        rows = Saved.objects.filter(reader=self.reader).values_list("article_id", "story_id")
        return frozenset(("article", str(a)) if a else ("story", str(s)) for a, s in rows)

    @cached_property
    def read(self) -> frozenset[tuple[str, str]]:
        """("article", id) and ("story", id) of what was opened last."""
        rows = Reading.objects.filter(reader=self.reader).order_by("-last_at")
        pairs = rows.values_list("article_id", "story_id")[:MOST_READ]
        return frozenset(("article", str(a)) if a else ("story", str(s)) for a, s in pairs)

    def is_on(self, verb: str, kind: str, key: str) -> bool:
        """Whether "follow", "save", "mute" or "read" stands of something."""
        held = {"follow": "followed", "save": "saved", "mute": "muted", "read": "read"}[verb]
        pairs: frozenset[tuple[str, str]] = getattr(self, held)
        return (kind, key) in pairs
