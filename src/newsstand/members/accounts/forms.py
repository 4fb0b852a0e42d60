"""allauth's forms of second steps: what they do not tell of a step that they refuse, or cannot check."""

from __future__ import annotations

import logging
import struct
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from newsstand.errors import SecretLocked
from newsstand.members.accounts.door import kind_of, note_refused
from newsstand.members.accounts.locking import SECRETS

log = logging.getLogger(__name__)

# What reading a passkey's answer ends in where somebody made it up: allauth takes some of them for faults of its own.
MADE_UP = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


class Noting(forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """Writes down that a passkey was refused; whose it says that it is counts only where that is known already."""

    def clean_credential(self) -> Any:
        """As allauth does; what is no passkey at all is refused as a wrong one is."""
        try:
            return super().clean_credential()
        except ValidationError:
            note_refused(self.user, context.request, way="passkey")
            raise
        except MADE_UP as error:
            note_refused(self.user, context.request, way="passkey")
            raise get_adapter().validation_error("incorrect_code") from error


class AuthenticatePasskey(Noting, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class LoginPasskey(Noting, forms.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""


class ReauthenticatePasskey(Noting, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before something of the account is changed."""


class Checking(codes.BaseAuthenticateForm):  # type: ignore[misc]
    """Refuses a code in words where the house has lost the key to what it is checked against."""

    def clean_code(self) -> str:
        """As allauth does; where a secret cannot be read, by those that can."""
        try:
            code: str = super().clean_code()
        except SecretLocked as error:
            log.error("second step cannot be read, reader=%s: %s", self.user.pk, error)
            code = self._clean_by_what_can_be_read()
        return code

    def _clean_by_what_can_be_read(self) -> str:
        code: str = self.cleaned_data["code"]
        lost = ""
        for held in Authenticator.objects.filter(user=self.user, type__in=SECRETS):
            try:
                is_right = held.wrap().validate_code(code)
            except SecretLocked:
                lost = lost or kind_of(held)
                continue
            if is_right:
                held.user = self.user
                self.authenticator = held
                return code
        note_refused(self.user, context.request, way=lost)
        raise ValidationError(
            gettext(
                "Your second step cannot be checked: this paper no longer has the key to it. Ask whoever runs it for help."
            ),
            code="second_step_locked",
        )


class AuthenticateCode(Checking, codes.AuthenticateForm):  # type: ignore[misc]
    """A code of an app, or a recovery code, as the second step."""


class ReauthenticateCode(Checking, codes.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something of the account is changed."""
