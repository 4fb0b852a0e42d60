"""What stories are about: people, places, organisations, teams and themes, and which story has which."""

from __future__ import annotations

from django.db import models

from newsstand.newsroom.models.stories import Story


class Topic(models.Model):
    """Something that stories are about. A place becomes one when a story names it or a reader follows it."""

    class Kind(models.TextChoices):
        PERSON = "person"
        PLACE = "place"
        ORGANISATION = "organisation"
        TEAM = "team"
        THEME = "theme"

    class Level(models.TextChoices):
        COUNTRY = "country"
        REGION = "region"
        TOWN = "town"

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    names = models.JSONField(default=dict)  # by language: {"de": "Deutschland"}; `name` where one is missing
    country = models.CharField(max_length=2, blank=True)
    level = models.CharField(max_length=7, blank=True, choices=Level.choices)  # of places
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    hidden = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    edited_by = models.CharField(max_length=150, blank=True)  # "" where nobody but the engine named it
    edited_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("kind", "name"), name="topic_by_kind"),
            models.Index(
                fields=("latitude", "longitude"),
                name="topic_on_the_map",
                condition=models.Q(kind="place", latitude__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """That a story is about a topic, how much, and who said so; `moved_at` is the story's, so that a topic's page is one look."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="subjects")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="subjects")
    weight = models.FloatField(default=0.0)
    articles = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=list)
    decided_by = models.CharField(max_length=150, default="engine")
    removed = models.BooleanField(default=False)  # an editor said that the story is not about it
    moved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("topic", "story"), name="subject_once"),)
        indexes = (
            models.Index(
                fields=("topic", "-moved_at"), name="subject_of_topic", condition=models.Q(removed=False)
            ),
            models.Index(
                fields=("-moved_at", "topic"), name="subject_recent", condition=models.Q(removed=False)
            ),
            models.Index(
                fields=("story", "-weight"), name="subject_of_story", condition=models.Q(removed=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.story_id}: {self.topic_id}"
