"""What editors choose and decide, who has what open, and the log of their deeds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from newsstand.newsroom.models.stories import Story

LIVE = ("draft", "placed")


class Pick(models.Model):
    """A story that an editor chose for Our Picks or Good News, with the editor's words; `revision` counts its changes.

    Whether one that is placed is scheduled, stands or has ended follows from the clock: see `state_at`.
    """

    class Kind(models.TextChoices):
        PICKS = "picks"
        GOOD_NEWS = "good_news"

    class State(models.TextChoices):
        DRAFT = "draft"
        PLACED = "placed"
        ENDED = "ended"  # its time was over when the story was chosen anew
        WITHDRAWN = "withdrawn"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="picks")
    state = models.CharField(max_length=10, default=State.DRAFT, choices=State.choices)
    headline = models.CharField(max_length=200, blank=True)  # "" takes the story's own
    line = models.CharField(max_length=500, blank=True)  # why: shown under the headline
    starts_at = models.DateTimeField(null=True)  # null in a draft: from when it is placed
    ends_at = models.DateTimeField(null=True)  # null: until it is taken out
    place = models.PositiveSmallIntegerField(default=1)
    pinned = models.BooleanField(default=False)  # stands before all that are not
    chosen_by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "story"), name="picked_once", condition=models.Q(state__in=LIVE)
            ),
            models.CheckConstraint(
                name="pick_ends_after_it_starts",
                condition=models.Q(ends_at=None)
                | models.Q(starts_at=None)
                | models.Q(starts_at__lt=models.F("ends_at")),
            ),
            models.CheckConstraint(
                name="placed_pick_has_a_start",
                condition=~models.Q(state="placed") | models.Q(starts_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("kind", "state", "-pinned", "place"), name="pick_in_order"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.place}: {self.headline or self.story_id}"

    def state_at(self, now: datetime) -> str:
        """draft, scheduled, standing, ended or withdrawn."""
        if self.state != self.State.PLACED:
            return self.state
        if self.ends_at is not None and self.ends_at <= now:
            return "ended"
        return "scheduled" if self.starts_at is not None and self.starts_at > now else "standing"


class Opening(models.Model):
    """That an editor has a pick open: a note to the others, no lock. It is renewed by opening, and over by the clock."""

    pick = models.ForeignKey(Pick, on_delete=models.CASCADE, related_name="openings")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("pick", "editor"), name="open_once"),)

    def __str__(self) -> str:
        return f"{self.pick_id} by {self.editor_id}"


class Conflict(models.Model):
    """What an editor typed into a pick that somebody had changed meanwhile: kept until an editor has settled it."""

    pick = models.ForeignKey(Pick, on_delete=models.CASCADE, related_name="conflicts")
    typed_by = models.CharField(max_length=150)
    revision = models.PositiveIntegerField()  # the one that it was typed into
    typed = models.JSONField()
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("at",), name="conflict_open", condition=models.Q(settled_at__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.typed_by} on pick {self.pick_id}"


class Ruling(models.Model):
    """What editors decided about a story; it wins over the engine. What is empty is the engine's."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="ruling", primary_key=True)
    section = models.CharField(max_length=100, blank=True)
    pinned_until = models.DateTimeField(null=True)  # it stands at the top of Lead stories until then
    pinned_at = models.DateTimeField(null=True)
    pinned_by = models.CharField(max_length=150, blank=True)
    spiked_by = models.CharField(max_length=150, blank=True)
    spiked_why = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey(Story, on_delete=models.SET_NULL, null=True, related_name="merged")

    class Meta:
        indexes = (
            models.Index(
                fields=("pinned_until",),
                name="ruling_pinned",
                condition=models.Q(pinned_until__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"on {self.story_id}"


class Decided(models.Model):
    """How often editors changed the lead or which story an article belongs to: one row, which every such deed locks."""

    grouping = models.PositiveBigIntegerField(default=0)
    lead = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "decided"

    def __str__(self) -> str:
        return f"{self.grouping}, {self.lead}"


class LogLines(models.QuerySet["LogLine"]):
    """Lines of the log: they are written and read, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("The log is never changed.")

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("The log is never changed.")


class LogLine(models.Model):
    """One deed of an editor: who, when, what, what stood before and after. It outlives what it speaks of."""

    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    verb = models.CharField(max_length=20)
    story_number = models.PositiveBigIntegerField(null=True)
    pick_number = models.PositiveBigIntegerField(null=True)
    name = models.CharField(max_length=300, blank=True)  # what it was about, as it was called
    why = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = LogLines.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("-at", "-id"), name="log_recent"),
            models.Index(fields=("story_number", "-at"), name="log_of_story"),
            models.Index(fields=("by", "-at"), name="log_of_editor"),
        )

    def __str__(self) -> str:
        return f"{self.by} {self.verb} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the line; a line that is written stays as it is."""
        if self.pk is not None:
            raise TypeError("The log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("The log is never changed.")
