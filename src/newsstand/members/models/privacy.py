"""What guards readers: how often something was tried, and contracts that outlived an account."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """How often one thing was tried since a moment; `key` is a keyed hash and names nobody."""

    key = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)  # afterwards the count begins anew, and the row is of no use
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} since {self.began_at:%Y-%m-%d %H:%M}"


class Ending(models.Model):
    """A contract whose reader deleted their account: it has to be ended at the provider, and then nothing is kept of it."""

    contract = models.CharField(max_length=80, unique=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"ending {self.pk}"
