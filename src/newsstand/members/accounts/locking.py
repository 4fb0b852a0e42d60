"""Secrets of second steps, locked in the store: who has the store and not the house's key can make no code."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from newsstand.errors import SecretLocked

LABEL = b"newsstand.members.accounts.locking"
MARK = "locked"  # what stands first in a locked text; no seed of allauth's has a colon in it
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


@dataclass(frozen=True, slots=True)
class Lock:
    """One key of the house's, for this use alone; `name` says in a locked text which key it needs, and nothing of the key."""

    name: str
    fernet: Fernet

    @property
    def head(self) -> str:
        """What stands before a text that this key has locked."""
        return f"{MARK}:{self.name}:"


def lock(text: str) -> str:
    """A secret as it is stored: encrypted and signed under the house's present key."""
    key = _locks()[0]
    return key.head + key.fernet.encrypt(text.encode()).decode()


def unlock(text: str) -> str:
    """A stored secret as it was; one that was stored before secrets were locked is as it stands.

    SecretLocked where neither the present key nor one of before opens it: whoever signs in gets no further, and nobody's
    guess is held against an empty secret.
    """
    if not text.startswith(f"{MARK}:"):
        return text
    for key in _locks():
        if text.startswith(key.head):
            try:
                return key.fernet.decrypt(text.removeprefix(key.head)).decode()
            except InvalidToken as error:
                raise SecretLocked("the secret of a second step was changed in the store") from error
    raise SecretLocked(
        "the secret of a second step was locked under a secret key that is not known here:"
        " name it in NEWSSTAND_OLD_SECRET_KEYS"
    )


def lock_second_steps() -> int:
    """Lock what lies open, or under a key of before, under the present key; how many secrets. Done twice it does nothing more.

    A secret that no known key opens is left as it is.
    """
    head = _locks()[0].head
    waiting = Q()
    for kind, field in SECRETS.items():
        waiting |= Q(type=kind) & ~Q(**{f"data__{field}__startswith": head})
    return sum(map(_lock_again, Authenticator.objects.filter(waiting).values_list("pk", flat=True)))


def _lock_again(number: int) -> bool:
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(pk=number).first()
        field = SECRETS[held.type] if held else ""
        if held is None or not isinstance(held.data.get(field), str):
            return False
        try:
            held.data[field] = lock(unlock(held.data[field]))
        except SecretLocked:
            return False
        held.save(update_fields=["data"])
        return True


def _locks() -> tuple[Lock, ...]:
    """The present key's, then those of keys of before."""
    return tuple(map(_lock_of, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)))


@lru_cache(maxsize=32)
def _lock_of(secret: str) -> Lock:
    """The key that follows from a secret key by HKDF (RFC 5869), under a label of its own."""
    made = HKDF(algorithm=SHA256(), length=36, salt=None, info=LABEL).derive(secret.encode())
    return Lock(made[32:].hex(), Fernet(base64.urlsafe_b64encode(made[:32])))
