"""What several titles say about one event: stories, memberships, briefs, citations."""

from __future__ import annotations

from django.db import models

from newsstand.newsroom.models.articles import Article


class Story(models.Model):
    """One event over time. The counts are of its members, kept with them in one transaction."""

    opened_by = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="opened_story")
    headline = models.TextField()
    section = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=16, blank=True)
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField(db_index=True)
    reports = models.PositiveIntegerField(default=0)
    titles = models.PositiveIntegerField(default=0)
    image = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    brief_wanted = models.CharField(
        max_length=100, blank=True
    )  # why a brief is to be written; "" when it stands
    topics_wanted = models.BooleanField(default=True)  # its members changed since its topics were found
    spiked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "stories"
        indexes = (
            models.Index(fields=("id",), name="story_brief_work", condition=~models.Q(brief_wanted="")),
            models.Index(fields=("id",), name="story_topics_work", condition=models.Q(topics_wanted=True)),
            models.Index(fields=("-titles", "-moved_at"), name="story_wide"),
        )

    def __str__(self) -> str:
        return self.headline


class Membership(models.Model):
    """When and why an article joined a story; a decision of an editor wins over the engine's."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="memberships")
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="membership")
    joined_at = models.DateTimeField()
    reasons = models.JSONField(default=list)
    decided_by = models.CharField(max_length=150, default="engine")

    class Meta:
        indexes = (models.Index(fields=("story", "joined_at"), name="membership_in_order"),)

    def __str__(self) -> str:
        return f"{self.article_id} in {self.story_id}"


class Brief(models.Model):
    """What we write about a story; `content` is the whole of it, `revision` counts how often it was rewritten."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="brief")
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    writer = models.CharField(max_length=60)
    headline = models.TextField()
    standfirst = models.TextField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.headline


class Citation(models.Model):
    """The span of an article's version that bears a sentence; `place` says which, e.g. "sections/0/2"."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="citations")
    place = models.CharField(max_length=40)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="citations")
    version = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="span_has_length"),
        )

    def __str__(self) -> str:
        return f"{self.article_id}[{self.start}:{self.end}]"
