"""How often something may be tried: counted in the store, so that all of the pages' processes count together."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from newsstand.members.models import Tally

SALT = "newsstand.members.limits"


def allow(key: str, most: int, seconds: int, now: datetime) -> bool:
    """Count one try of `key`; False where `most` were allowed within the `seconds` that began with the first.

    Call it outside the transaction of what is tried: a try that is rolled back would not be counted.
    """
    hashed = _hash(key)
    fresh = {"began_at": now, "until": now + timedelta(seconds=seconds)}
    with transaction.atomic():
        Tally.objects.get_or_create(key=hashed, defaults=fresh)
        tally = Tally.objects.select_for_update().get(key=hashed)
        if not tally.began_at <= now < tally.until:
            tally.began_at, tally.until, tally.count = fresh["began_at"], fresh["until"], 0
        if tally.count >= most:
            return False
        tally.count += 1
        tally.save()
        return True


def forget_tries(key: str) -> None:
    """Begin to count anew: what was tried has succeeded."""
    Tally.objects.filter(key=_hash(key)).delete()


def _hash(key: str) -> str:
    """Keys hold addresses of people and machines; the store holds none of them."""
    return salted_hmac(SALT, key, algorithm="sha256").hexdigest()
