"""People who speak for a title: how they proved it, and what they ask of us."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader
from newsstand.newsroom.models import Article, Publisher


class Claim(models.Model):
    """A reader says that a title is theirs, and proves it by a DNS record or a file on its site."""

    class State(models.TextChoices):
        OPEN = "open"
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        LOST = "lost"  # it was proved once, and the proof has been gone for weeks

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="claims")
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="claims")
    way = models.CharField(max_length=4, blank=True)  # dns, file, or hand: the operator's word
    token = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=State.OPEN, choices=State.choices)
    made_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    proved_at = models.DateTimeField(null=True)  # when the proof was last seen
    due_at = models.DateTimeField(null=True)  # when we look next of ourselves; None: no more
    misses = models.PositiveSmallIntegerField(default=0)  # looks in a row that did not find what was proved

    class Meta:
        constraints = (models.UniqueConstraint(fields=("publisher", "reader"), name="one_claim_a_title"),)
        indexes = (
            models.Index(fields=("due_at",), name="claim_work", condition=models.Q(due_at__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.reader_id} claims {self.publisher_id}: {self.state}"


class Demand(models.Model):
    """What a title asks for: that an article be corrected or taken down. Answered by mail, and never forgotten."""

    class Kind(models.TextChoices):
        CORRECTION = "correction"
        TAKEDOWN = "takedown"

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        REFUSED = "refused"

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="demands")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="demands")
    reader = models.ForeignKey(Reader, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reaches = models.CharField(max_length=10, default="article")  # article, or its picture alone
    words = models.TextField()
    state = models.CharField(max_length=8, default=State.OPEN, choices=State.choices)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("publisher", "-made_at"), name="demand_of_publisher"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.article_id}: {self.state}"
