"""What a new password has to be beside what Django asks of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

SHORTEST, LONGEST = 12, 128  # characters


class LongestPassword:
    """A password has an end: none of more than 128 characters is hashed."""

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError where it is longer."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """What to choose instead."""
        return gettext("No more than %(n)d characters.") % {"n": LONGEST}
