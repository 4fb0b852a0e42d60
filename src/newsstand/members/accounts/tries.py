"""Where tries to sign in are counted: in the store, so that all page workers count together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.utils.crypto import salted_hmac

from newsstand.members.models import Try

# What it counts, codes of an app that were used, and answers of providers that were.
COUNTED = ("allauth:", "allauth.mfa.", "jwt:")
USED_CODE = "allauth.mfa.totp.used"
# A code of an app is taken in its half minute and in the ones beside it, and allauth remembers it for one alone.
CODE_LIVES = 3 * 30
MOST = 50_000


class HouseCache(LocMemCache):
    """Each process's own memory for what pages keep; what allauth counts is in the store.

    allauth counts in Django's default cache and cannot be told another. Keys hold addresses of people and machines: the
    store has them as keyed hashes.
    """

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        self._store = DatabaseCache(
            Try._meta.db_table, {"KEY_FUNCTION": hashed_key, "OPTIONS": {"MAX_ENTRIES": MOST}}
        )

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """As Django's caches do; True where there was nothing yet."""
        if isinstance(key, str) and key.startswith(USED_CODE):
            return self._store.add(key, value, CODE_LIVES)
        if _is_counted(key):
            return self._store.add(key, value, *args, **kwargs)
        return super().add(key, value, *args, **kwargs)

    def get(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        """As Django's caches do."""
        return (
            self._store.get(key, *args, **kwargs) if _is_counted(key) else super().get(key, *args, **kwargs)
        )

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """As Django's caches do."""
        if _is_counted(key):
            self._store.set(key, value, *args, **kwargs)
        else:
            super().set(key, value, *args, **kwargs)

    def delete(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """As Django's caches do; True where there was something."""
        if _is_counted(key):
            return self._store.delete(key, *args, **kwargs)
        return super().delete(key, *args, **kwargs)


def hashed_key(key: Any, prefix: str, version: Any) -> str:
    """A key as the store has it."""
    return salted_hmac("newsstand.members.accounts.tries", f"{version}:{key}", algorithm="sha256").hexdigest()


def _is_counted(key: Any) -> bool:
    return isinstance(key, str) and key.startswith(COUNTED)


def forget_tries(now: datetime) -> int:
    """Delete counts that have run out; how many there were."""
    return Try.objects.filter(expires__lt=now).delete()[0]
