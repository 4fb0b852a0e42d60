"""Letters that nobody has to get: which they are, and how a reader stops them."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from newsstand.members.letters.rendering import link_to
from newsstand.members.models import Reader

OPTIONAL = frozenset({"win_back"})  # kinds; all others are about what a reader did or pays
SALT = "newsstand.members.letters.stopping"


def is_unwanted(reader: Reader | None, kind: str) -> bool:
    """Whether a letter of this kind is one that the reader did not agree to."""
    return kind in OPTIONAL and (reader is None or not reader.wants_offers)


def stop_link(reader: Reader) -> str:
    """Where a reader stops optional letters without signing in."""
    return link_to(reverse("stop_letters", args=[signing.dumps(reader.pk, salt=SALT)]))


def reader_of_link(token: str) -> Reader | None:
    """Whose link it is; None where it is not one of ours."""
    try:
        return Reader.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def stop_letters(reader: Reader) -> None:
    """Send them no optional letters from now on."""
    reader.wants_offers = False
    reader.save(update_fields=["wants_offers"])
