"""Codes that open something: none can be guessed, and the store holds what they hash to."""

from __future__ import annotations

import hashlib
from secrets import token_urlsafe

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another
CODE_LENGTH = 16
_ALIKE = str.maketrans("OIL", "011")


def hash_code(code: str) -> str:
    """What the store holds of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def typed_code(purpose: str, secret: str) -> str:
    """A code that people type, `ABCD-EFGH-JKMN-PQRS`: 80 bits, the same for the same secret while the house keeps its key."""
    number = int.from_bytes(salted_hmac(f"newsstand.codes.{purpose}", secret, algorithm="sha256").digest())
    letters = [LETTERS[number >> 5 * place & 31] for place in range(CODE_LENGTH)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, CODE_LENGTH, 4))


def as_typed(text: str) -> str:
    """A code however somebody typed it."""
    kept = "".join(c for c in text.upper().translate(_ALIKE) if c in LETTERS)
    return "-".join(kept[at : at + 4] for at in range(0, len(kept), 4))


def make_link_code(purpose: str) -> str:
    """A signed code for a link."""
    return Signer(salt=f"newsstand.codes.{purpose}").sign(token_urlsafe(18))


def is_ours(purpose: str, code: str) -> bool:
    """Whether we signed a link's code for this purpose."""
    try:
        Signer(salt=f"newsstand.codes.{purpose}").unsign(code)
    except BadSignature:
        return False
    return True
