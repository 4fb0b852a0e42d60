"""allauth's forms of passkeys, which say nothing themselves of a passkey that they refuse."""

from __future__ import annotations

import struct
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError

from newsstand.members.accounts.door import note_refused

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
