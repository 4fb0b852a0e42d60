"""What a reader read, saved and marked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from newsstand.members.models.readers import Reader
from newsstand.newsroom.models import Article, Story

ONE_OF_TWO = Q(article=None, story__isnull=False) | Q(article__isnull=False, story=None)


class Reading(models.Model):
    """That a reader opened an article or a story's brief: how far they came and how long it took, in all."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="readings")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)  # percent of the text that was on the screen
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reader", "article"), name="one_reading_an_article"),
            models.UniqueConstraint(fields=("reader", "story"), name="one_reading_a_story"),
            models.CheckConstraint(condition=ONE_OF_TWO, name="reading_of_one_thing"),
        )
        indexes = (models.Index(fields=("reader", "-last_at"), name="reading_recent"),)

    def __str__(self) -> str:
        return f"{self.reader_id} read {self.article_id or self.story_id}"


class Saved(models.Model):
    """An article or a story that a reader put aside."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="saved")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "saved"
        constraints = (
            models.UniqueConstraint(fields=("reader", "article"), name="article_saved_once"),
            models.UniqueConstraint(fields=("reader", "story"), name="story_saved_once"),
            models.CheckConstraint(condition=ONE_OF_TWO, name="saved_one_thing"),
        )
        indexes = (models.Index(fields=("reader", "-made_at"), name="saved_recent"),)

    def __str__(self) -> str:
        return f"{self.reader_id} saved {self.article_id or self.story_id}"


class Highlight(models.Model):
    """A marked passage of an article's version, with a note or without; `start` and `end` count characters of its body."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="highlights")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="highlight_has_length"),
            models.UniqueConstraint(
                fields=("reader", "article", "version", "start", "end"), name="passage_marked_once"
            ),
        )
        indexes = (models.Index(fields=("reader", "-made_at"), name="highlight_recent"),)

    def __str__(self) -> str:
        return self.text[:60]
