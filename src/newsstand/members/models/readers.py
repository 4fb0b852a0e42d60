"""Who reads."""

from __future__ import annotations

from datetime import datetime, time
from secrets import token_hex
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Readers(BaseUserManager["Reader"]):
    """Makes readers; Django asks it for them by e-mail address."""

    def make(self, *, email: str = "", password: str | None = None, now: datetime, **fields: Any) -> Reader:
        """A reader; without a password nobody can sign in with one."""
        reader = self.model(email=self.normalize_email(email) or None, joined_at=now, seen_at=now, **fields)
        reader.set_password(password)
        reader.save(using=self._db)
        return reader

    def get_by_natural_key(self, username: str | None) -> Reader:
        """The reader of an address, in whatever case it is written."""
        return self.get(email__iexact=username)


def make_pseudonym() -> str:
    """A name for money that tells nothing about whose it is."""
    return token_hex(16)


class Reader(AbstractBaseUser):
    """Who reads here. Django's own parts call this the user."""

    class Role(models.TextChoices):
        OWNER = "owner"
        EDITOR = "editor"
        PUBLISHER = "publisher"
        MEMBER = "member"

    email = models.EmailField(max_length=254, unique=True, null=True)  # noqa: DJ001 - many have none, and "" is only once unique
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=10, default=Role.MEMBER, choices=Role.choices)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # when they last opened a page, to a few minutes
    away_since = models.DateTimeField(null=True)  # where what they missed begins, until they have caught up
    time_zone = models.CharField(max_length=60, blank=True)  # "" follows the paper's
    language = models.CharField(max_length=16, blank=True)  # of the pages' own words; "" follows the browser
    morning_at = models.TimeField(default=time(6))
    evening_at = models.TimeField(default=time(18))
    keeps_history = models.BooleanField(default=True)
    wants_offers = models.BooleanField(default=False)  # letters that are about nothing they did or pay
    country = models.CharField(max_length=2, blank=True)  # where they pay from; decides tax and territory
    pseudonym = models.CharField(
        max_length=32, unique=True, default=make_pseudonym
    )  # their name in the ledger
    titles = models.ManyToManyField(
        "newsroom.Publisher", related_name="representatives", blank=True
    )  # they speak for
    preferences = models.JSONField(default=dict)  # how pages look: see `members.preferences`

    objects = Readers()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("role",),
                name="one_owner",
                condition=models.Q(role="owner"),
                violation_error_message="",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.role  # never the address: it would reach the logs

    @property
    def is_editor(self) -> bool:
        """Whether the editors' desk is theirs too."""
        return self.role in (self.Role.OWNER, self.Role.EDITOR)
