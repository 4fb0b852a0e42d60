"""Ranked lists, frozen at a moment."""

from __future__ import annotations

from django.db import models

from newsstand.newsroom.models.stories import Story


class Edition(models.Model):
    """A ranked list of stories as it stood at `at`; the newest of a kind is the one that is read."""

    class Kind(models.TextChoices):
        LEAD = "lead"

    kind = models.CharField(max_length=20, default=Kind.LEAD, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "at"), name="one_edition_a_moment"),)
        indexes = (models.Index(fields=("kind", "-at"), name="edition_newest"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Slot(models.Model):
    """A place in an edition, with its score and its reasons."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="slots")
    place = models.PositiveSmallIntegerField()
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="slots")
    score = models.FloatField()
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "place"), name="one_story_a_place"),
            models.UniqueConstraint(fields=("edition", "story"), name="one_place_a_story"),
        )

    def __str__(self) -> str:
        return f"{self.place}. {self.story_id}"
