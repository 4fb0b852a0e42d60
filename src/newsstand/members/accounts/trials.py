"""When a trial begins: once for a reader, once for an address."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from newsstand.members.membership.events import note_event
from newsstand.members.models import Reader, TrialTaken

SALT = "newsstand.members.accounts.trials"


def begin_trial(reader: Reader, now: datetime) -> bool:
    """Begin a reader's trial once their address is confirmed; False where they, or their address, had one before.

    The days count from the confirmation: who never confirms has none.
    """
    if not reader.email or reader.role == Reader.Role.OWNER:
        return False
    with transaction.atomic():
        _, is_new = TrialTaken.objects.get_or_create(address_hash=hash_of(reader.email), defaults={"at": now})
        return is_new and note_event(
            reader,
            "signed_up",
            key=f"signed-up:{reader.pk}",
            at=now,
            now=now,
            trial_days=settings.NEWSSTAND["NEWSSTAND_TRIAL_DAYS"],
        )


def normal_address(address: str) -> str:
    """What two spellings of one mailbox have in common: letters' case and what stands after a plus do not count."""
    name, _, host = address.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def hash_of(address: str) -> str:
    """An address as a keyed hash: without the house's key nobody can tell whose it is."""
    return salted_hmac(SALT, normal_address(address), algorithm="sha256").hexdigest()


def forget_trials(now: datetime) -> int:
    """Delete what is remembered of trials longer ago than the settings say; how many there were."""
    before = now - timedelta(days=settings.NEWSSTAND["NEWSSTAND_TRIAL_MEMORY_DAYS"])
    return TrialTaken.objects.filter(at__lt=before).delete()[0]
