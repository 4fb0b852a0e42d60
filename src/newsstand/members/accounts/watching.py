"""What allauth tells of accounts, written down."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as second
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from newsstand.members.accounts.door import What, kind_of, note, note_refused, note_signed_out
from newsstand.members.accounts.second_step import STEPS, note_added
from newsstand.members.models import Reader


@receiver(account.user_signed_up, dispatch_uid="newsstand.door.joined")
def joined(request: Any, user: Reader, **kwargs: Any) -> None:
    """An account was made."""
    note(user, What.JOINED, request, way="provider" if kwargs.get("sociallogin") else "")


@receiver(user_logged_out, dispatch_uid="newsstand.door.signed-out")
def signed_out(request: Any, user: Any, **kwargs: Any) -> None:
    """Somebody went."""
    if isinstance(user, Reader):
        note_signed_out(user, request)


@receiver(
    [account.password_changed, account.password_set, account.password_reset],
    dispatch_uid="newsstand.door.password",
)
def password_changed(request: Any, user: Reader, signal: Any, **kwargs: Any) -> None:
    """A password was changed, chosen for the first time, or chosen anew by a letter's link."""
    note(user, What.PASSWORD, request, way="link" if signal is account.password_reset else "")


@receiver(account.email_changed, dispatch_uid="newsstand.door.address")
def address_changed(request: Any, user: Reader, from_email_address: Any, **kwargs: Any) -> None:
    """An address was changed for another; neither is written down."""
    if from_email_address is not None:  # else the first was confirmed
        note(user, What.ADDRESS, request)


@receiver([second.authenticator_added, second.authenticator_reset], dispatch_uid="newsstand.door.added")
def step_added(request: Any, user: Reader, authenticator: Any, **kwargs: Any) -> None:
    """A second step was added, or recovery codes were made anew."""
    if authenticator.type in STEPS:
        note_added(request, user)
    note(user, What.STEP_ADDED, request, way=kind_of(authenticator))


@receiver(second.authenticator_removed, dispatch_uid="newsstand.door.removed")
def step_removed(request: Any, user: Reader, authenticator: Any, **kwargs: Any) -> None:
    """A second step was taken away."""
    note(user, What.STEP_REMOVED, request, way=kind_of(authenticator))


@receiver(second.authentication_failed, dispatch_uid="newsstand.door.second")
def second_refused(request: Any, user: Reader, authenticator: Any, **kwargs: Any) -> None:
    """A code of an app, or a recovery code, was wrong or had been used."""
    note_refused(user, request, way=kind_of(authenticator))


@receiver(account.login_code_rejected, dispatch_uid="newsstand.door.code")
def code_refused(request: Any, user: Reader, **kwargs: Any) -> None:
    """A code by mail was wrong."""
    note_refused(user, request, way="code")


@receiver(social.social_account_added, dispatch_uid="newsstand.door.provider-added")
def provider_added(request: Any, sociallogin: Any, **kwargs: Any) -> None:
    """Another house's account opens this one from now on."""
    note(sociallogin.user, What.PROVIDER_ADDED, request, way="provider")


@receiver(social.social_account_removed, dispatch_uid="newsstand.door.provider-removed")
def provider_removed(request: Any, socialaccount: Any, **kwargs: Any) -> None:
    """Another house's account opens this one no more."""
    note(socialaccount.user, What.PROVIDER_REMOVED, request, way="provider")
