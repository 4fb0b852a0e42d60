"""What guards accounts: tries that are counted, addresses that had their trial, and what happened at an account's door."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader


class Try(models.Model):
    """Tries that allauth counts, seen by all page workers: the table of Django's database cache, its keys hashed."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"until {self.expires:%Y-%m-%d %H:%M}"


class TrialTaken(models.Model):
    """An address that had its trial, as a keyed hash: it outlives the account for a while, and names nobody."""

    address_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"trial of {self.at:%Y-%m-%d}"


class DoorLine(models.Model):
    """One thing that happened at the door of an account, for its owner to see: no address of a machine is in it."""

    class What(models.TextChoices):
        JOINED = "joined"
        SIGNED_IN = "signed_in"
        REFUSED = "refused"  # somebody tried
        SIGNED_OUT = "signed_out"
        SESSIONS_ENDED = "sessions_ended"  # other browsers, from this one
        PASSWORD = "password"  # noqa: S105 - a word for what was changed
        ADDRESS = "address"
        STEP_ADDED = "step_added"
        STEP_REMOVED = "step_removed"
        PROVIDER_ADDED = "provider_added"
        PROVIDER_REMOVED = "provider_removed"

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="door_lines")
    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=16, choices=What.choices)
    way = models.CharField(max_length=40, blank=True)  # words of `members.accounts.door.WAYS`, in their order
    browser = models.CharField(max_length=40, blank=True)  # "Firefox · Windows"; "" for what is not known

    class Meta:
        indexes = (models.Index(fields=("reader", "-at"), name="door_of_reader"),)

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
