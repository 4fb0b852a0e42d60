"""What For You has learned of a reader: it belongs to them, and they can see and change all of it."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader
from newsstand.newsroom.models import Story


class Learning(models.Model):
    """How far For You has learned from a reader's deeds, and the sums over all of them.

    begins, deed: learned is from the deeds after the one and up to the other; undone: how many of them were undone by then
    revision:     goes up whenever something was learned, forgotten or changed
    offered:      the stories of the list that was shown last, and when
    """

    reader = models.OneToOneField(Reader, on_delete=models.CASCADE, primary_key=True, related_name="learning")
    begins = models.BigIntegerField(default=0)
    deed = models.BigIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    liked = models.FloatField(default=0.0)
    seen = models.FloatField(default=0.0)
    elsewhere = models.FloatField(default=0.0)
    at = models.DateTimeField(null=True)
    offered = models.JSONField(default=list)
    offered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"of reader {self.reader_id}"


class Interest(models.Model):
    """What was learned of a topic, a title or a section: see `newsstand.model.interest.Interest`."""

    class Kind(models.TextChoices):
        TOPIC = "topic"
        TITLE = "title"
        SECTION = "section"

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=300, blank=True)
    liked = models.FloatField(default=0.0)
    seen = models.FloatField(default=0.0)
    elsewhere = models.FloatField(default=0.0)
    at = models.DateTimeField()
    finished = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    saved = models.PositiveIntegerField(default=0)
    hidden = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)  # by the reader: nothing more is learned of it

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "kind", "key"), name="learned_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Lesson(models.Model):
    """What a story has taught about a reader already, so that it teaches that once."""

    class Kind(models.TextChoices):
        SKIPPED = "skipped"
        OPENED = "opened"
        FINISHED = "finished"
        SAVED = "saved"
        HIDDEN = "hidden"

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="lessons")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "story"), name="a_story_teaches_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.story_id}"
