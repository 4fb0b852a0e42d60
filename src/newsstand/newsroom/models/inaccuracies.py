"""What readers say is wrong in a story, and what the desk answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from newsstand.newsroom.models.stories import Story


class Inaccuracy(models.Model):
    """A sentence of ours that somebody says is wrong; `place` says where it stood, e.g. "sections/0/2", "" for the story."""

    class State(models.TextChoices):
        OPEN = "open"
        CORRECTED = "corrected"  # they were right; the answer is shown with the story
        DISMISSED = "dismissed"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="inaccuracies")
    place = models.CharField(max_length=40, blank=True)
    sentence = models.TextField(blank=True)  # as it stood when it was reported
    words = models.TextField()
    address = models.EmailField(max_length=254, blank=True)  # where they wish to be answered
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default=State.OPEN, choices=State.choices)
    answer = models.TextField(blank=True)
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "inaccuracies"
        indexes = (
            models.Index(fields=("state", "at"), name="inaccuracy_open"),
            models.Index(fields=("at",), name="inaccuracy_recent"),
        )

    def __str__(self) -> str:
        return f"{self.story_id} {self.place}: {self.words[:60]}"
