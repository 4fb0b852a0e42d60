"""What readers did, each thing once, so that it can be undone and sent again."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader


class Deed(models.Model):
    """One thing a reader did. `key` is chosen by who sends it: sent twice, it is done once."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="deeds")
    key = models.CharField(max_length=64)
    verb = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    target = models.CharField(max_length=200)
    name = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)  # what stood before, to put it back
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "key"), name="deed_done_once"),)
        indexes = (models.Index(fields=("reader", "-at"), name="deed_recent"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.target}"
