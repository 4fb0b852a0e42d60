"""How a story stood on the front pages, look after look: its curve."""

from __future__ import annotations

from django.db import models

from newsstand.newsroom.models.stories import Story


class Standing(models.Model):
    """What the front pages made of a story at one look; it stays so until the story's next standing."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="standings")
    at = models.DateTimeField()
    pages = (
        models.PositiveSmallIntegerField()
    )  # independent front pages that carried it; 0 when it had left them
    best_place = models.PositiveSmallIntegerField(null=True)  # null when it had left them
    prominence = models.FloatField()  # as the lead's score measures it

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("story", "at"), name="one_standing_a_look"),
            models.CheckConstraint(
                name="standing_has_a_place_or_left",
                condition=models.Q(pages=0, best_place__isnull=True)
                | models.Q(pages__gt=0, best_place__gt=0),
            ),
        )
        indexes = (models.Index(fields=("at",), name="standing_by_age"),)

    def __str__(self) -> str:
        return f"{self.story_id} at {self.at:%Y-%m-%d %H:%M}: {self.pages}"
