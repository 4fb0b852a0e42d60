"""A reader's membership: what happened, and where they stand by it."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader


class Subscription(models.Model):
    """Where a reader stands: worked out from what happened (`SubscriptionEvent`), and kept so that a page asks once."""

    reader = models.OneToOneField(
        Reader, on_delete=models.CASCADE, related_name="subscription", primary_key=True
    )
    state = models.CharField(max_length=12, db_index=True)  # newsstand.model.MemberState
    source = models.CharField(max_length=8, blank=True)
    plan = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True, db_index=True)
    customer = models.CharField(max_length=80, blank=True, db_index=True)  # at the payment provider
    contract = models.CharField(max_length=80, blank=True, db_index=True)  # the provider's subscription

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.state}"


class SubscriptionEvent(models.Model):
    """One thing that happened to a membership. Never changed; the same `key` is taken once, whoever tells it again."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="subscription_events")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()  # when it happened
    heard_at = models.DateTimeField()  # when we were told
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("reader", "at"), name="subscription_in_order"),)

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.kind} at {self.at:%Y-%m-%d %H:%M}"


class Coupon(models.Model):
    """A code that gives days of membership, so many times."""

    code = models.CharField(max_length=40, unique=True)
    days = models.PositiveIntegerField()
    most_uses = models.PositiveIntegerField(default=1)
    until = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class CouponUse(models.Model):
    """That a reader used a coupon; `number` counts a coupon's uses, so that none is used once too often.

    It stays when the reader's account is deleted, without them: a use is not given back by leaving.
    """

    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE, related_name="uses")
    reader = models.ForeignKey(Reader, on_delete=models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("coupon", "reader"), name="one_use_a_reader"),
            models.UniqueConstraint(fields=("coupon", "number"), name="one_use_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.coupon_id} used by {self.reader_id}"
