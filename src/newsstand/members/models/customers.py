"""Readers as the payment provider knows them, and how what we know was compared with what it knows."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader


class Customer(models.Model):
    """A reader at the payment provider: one that stands, and those that were deleted there."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="customers")
    customer = models.CharField(max_length=80, unique=True)  # the provider's id
    made_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("reader",), name="one_standing_customer", condition=models.Q(gone_at=None)
            ),
        )

    def __str__(self) -> str:
        return self.customer


class Reconciliation(models.Model):
    """One comparison of our rows with the provider's; what it found that no webhook had told."""

    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    found = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"reconciliation {self.started_at:%Y-%m-%d %H:%M}: {self.found}"
