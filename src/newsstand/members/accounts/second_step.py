"""Whether those who run the house, or speak for a title, have come in by a second step."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from newsstand.members.models import Reader

ADDED = "newsstand.second_step_added"  # in a session: whoever adds one has just shown that they hold it
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_demanded() -> bool:
    """Whether the house asks it of its staff: where its address is https if nothing else is said; of a single reader never."""
    said = settings.NEWSSTAND["NEWSSTAND_STAFF_SECOND_STEP"]
    if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"]:
        return False
    address: str = settings.NEWSSTAND["NEWSSTAND_ADDRESS"]
    return address.startswith("https://") if said is None else bool(said)


def has_second_step(reader: Reader) -> bool:
    """Whether a reader has a passkey, or an app that makes codes."""
    return bool(Authenticator.objects.filter(user=reader, type__in=STEPS).exists())


def has_taken_it(request: HttpRequest, reader: Reader) -> bool:
    """Whether they have shown it since they signed in, be it a passkey alone, a code or a recovery code; or added it since.

    A session of a password alone, begun before there was a second step, has not.
    """
    records = get_authentication_records(request, reader)
    is_shown = any(record.get("method") == "mfa" for record in records)
    return (is_shown or request.session.get(ADDED) == reader.pk) and has_second_step(reader)


def note_added(request: HttpRequest, reader: Reader) -> None:
    """Remember in the session that they added one."""
    request.session[ADDED] = reader.pk
