"""Memberships that one pays for another: groups with seats, gifts."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader


class Group(models.Model):
    """A company, school or family that reads together; its administrator's contract pays for the seats."""

    name = models.CharField(max_length=150)
    administrator = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="groups")
    seats = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A place in a group: offered to an address, taken by a reader, given back."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveIntegerField()
    email = models.EmailField(max_length=254)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, null=True, related_name="seats")
    code_hash = models.CharField(max_length=64, unique=True)
    offered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("group", "number"), name="one_reader_a_seat", condition=models.Q(left_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"seat {self.number} of {self.group_id}"


class Gift(models.Model):
    """A membership given away: paid by one, redeemed by another with a code, from a date on."""

    code_hash = models.CharField(max_length=64, unique=True)
    giver = models.ForeignKey(Reader, on_delete=models.SET_NULL, null=True, related_name="gifts")
    plan = models.CharField(max_length=40)
    months = models.PositiveIntegerField()
    to_name = models.CharField(max_length=150, blank=True)
    to_email = models.EmailField(max_length=254, blank=True)
    message = models.TextField(blank=True)
    starts_on = models.DateField(null=True)  # when it is sent; None: at once
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    redeemed_by = models.ForeignKey(Reader, on_delete=models.SET_NULL, null=True, related_name="+")
    redeemed_at = models.DateTimeField(null=True)
    ref = models.CharField(max_length=120, blank=True)  # the provider's payment

    def __str__(self) -> str:
        return f"gift {self.pk}"
