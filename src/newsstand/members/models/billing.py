"""What passes between us and the payment provider, and the ledger of what came of it."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader
from newsstand.members.models.sealed import Sealed


class Checkout(models.Model):
    """That a reader was sent to pay: one is open at a time for each reader, whatever number of tabs they have."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, null=True, related_name="checkouts")
    plan = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    seats = models.PositiveIntegerField(default=1)
    session = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001 - the provider's; None until it answered
    url = models.URLField(max_length=2000, blank=True)
    key = models.CharField(max_length=64, unique=True)  # the provider's idempotency key
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("reader",), name="one_open_checkout", condition=models.Q(done_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"checkout {self.pk}"


class ProviderEvent(models.Model):
    """A webhook's event as it came: kept first, acted upon by it or by the next round, once."""

    event = models.CharField(max_length=120, unique=True)  # the provider's id
    kind = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    body = models.JSONField()
    applied_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("heard_at",), name="provider_event_work", condition=models.Q(applied_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.event}"


class LedgerLine(Sealed):
    """One movement of money, never changed: what came in, tax, the provider's cost, what went back.

    `minor` is positive for what came in and negative for what left (tax, costs, refunds). A fee that pays for several
    months is one line; `first_day` to `last_day` (both within) is what it pays for. `member` is the reader's pseudonym
    for money: it outlives an account that was deleted, and names nobody.
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20)  # fee, tax, cost, refund, dispute, payout
    member = models.CharField(max_length=32, blank=True, db_index=True)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    seats = models.PositiveIntegerField(default=1)
    ref = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("first_day", "last_day"), name="ledger_covers"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.minor} {self.currency}"
