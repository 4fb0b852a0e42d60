"""What follows from a confirmed address."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_signed_up
from django.conf import settings
from django.dispatch import receiver

from newsstand.members.accounts.trials import begin_trial
from newsstand.members.models import Reader


@receiver(email_confirmed, dispatch_uid="newsstand.confirmed")
def begin_when_confirmed(email_address: Any, **kwargs: Any) -> None:
    """The trial begins with the confirmation; a changed address begins nothing anew."""
    reader: Reader = email_address.user
    reader.refresh_from_db()
    begin_trial(reader, settings.NOW())


@receiver(user_signed_up, dispatch_uid="newsstand.signed-up")
def begin_when_vouched_for(user: Reader, **kwargs: Any) -> None:
    """An address that a provider has confirmed needs no second confirmation."""
    if EmailAddress.objects.filter(user=user, verified=True).exists():
        begin_trial(user, settings.NOW())
