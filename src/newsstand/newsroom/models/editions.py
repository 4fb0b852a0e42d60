"""Ranked lists, frozen at a moment."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from newsstand.newsroom.models.stories import Story


class Edition(models.Model):
    """A ranked list of stories as it stood at `at`: the running lead, of which the newest is read, or a day's finite paper.

    A morning or evening edition belongs to a zone and to a day there, and is made once.
    """

    class Kind(models.TextChoices):
        LEAD = "lead"
        MORNING = "morning"
        EVENING = "evening"
        PICKS = "picks"
        GOOD_NEWS = "good_news"

    kind = models.CharField(max_length=20, default=Kind.LEAD, choices=Kind.choices)
    at = models.DateTimeField()
    zone = models.CharField(max_length=60, blank=True)  # IANA name; "" for an edition of all zones
    day = models.DateField(null=True)  # the day in that zone; none for the running editions

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "at"), name="one_edition_a_moment", condition=Q(day__isnull=True)
            ),
            models.UniqueConstraint(fields=("kind", "zone", "day"), name="one_edition_a_day"),
            models.CheckConstraint(
                name="daily_edition_has_zone_and_day",
                condition=Q(kind__in=("morning", "evening"), day__isnull=False) & ~Q(zone="")
                | ~Q(kind__in=("morning", "evening")),
            ),
        )
        indexes = (
            models.Index(fields=("kind", "-at"), name="edition_newest"),
            models.Index(fields=("zone", "-day"), name="edition_of_day"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.zone} {self.day}" if self.day else f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Slot(models.Model):
    """A place in an edition, with its score and its reasons.

    Its words are the edition's own: what a past edition said stays said, whatever becomes of the story's brief.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="slots")
    place = models.PositiveSmallIntegerField()
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="slots")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    desk = models.CharField(
        max_length=60, default="lead"
    )  # lead, picks, good_news, or a section's address word
    headline = models.TextField(blank=True)  # "" takes the story's own
    standfirst = models.TextField(blank=True)
    line = models.CharField(max_length=500, blank=True)  # why an editor chose it
    pinned = models.BooleanField(default=False)
    chosen_by = models.CharField(max_length=150, blank=True)  # "" is the engine

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "place"), name="one_story_a_place"),
            models.UniqueConstraint(fields=("edition", "story"), name="one_place_a_story"),
        )

    def __str__(self) -> str:
        return f"{self.place}. {self.story_id}"
