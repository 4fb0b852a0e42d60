"""What a reader wants to see, and what not."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from newsstand.members.models.readers import Reader


class Follow(models.Model):
    """Something followed with "+"; `key` is a topic's or title's or section's address word, or a story's id."""

    class Kind(models.TextChoices):
        TOPIC = "topic"  # people, organisations, teams and themes are topics
        TITLE = "title"
        SECTION = "section"
        STORY = "story"
        PLACE = "place"  # a town or country of theirs, by its topic's address word

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=300)  # as it was called when it was followed
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "kind", "key"), name="followed_once"),)
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Mutes(models.QuerySet["Mute"]):
    """Mutes by whether they still hold."""

    def standing(self, now: datetime) -> Self:
        """Those that have not run out."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=now))


class Mute(models.Model):
    """Something a reader does not want to see, for ever or until a moment; a word counts wherever a headline says it."""

    class Kind(models.TextChoices):
        TOPIC = "topic"
        TITLE = "title"
        SECTION = "section"
        STORY = "story"
        WORD = "word"

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = Mutes.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "kind", "key"), name="muted_once"),)
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class SavedSearch(models.Model):
    """A search that a reader comes back to; `seen_at` says since when what it finds is new."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="searches")
    query = models.CharField(max_length=300)
    name = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "query"), name="search_saved_once"),)
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
