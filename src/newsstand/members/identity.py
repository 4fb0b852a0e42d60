"""Who asks: the reader of a request."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from newsstand.members.models import Reader

KEPT = "newsstand.reader"
SEEN_EVERY = timedelta(minutes=5)
AWAY = timedelta(hours=20)  # who was away longer is shown what they missed


def reader_of(request: HttpRequest) -> Reader | None:
    """Who reads this page; None for who is not signed in. Asked once a request.

    On a single-reader instance everybody who can open the pages is its owner, who is made on the first visit.
    """
    if KEPT not in request.META:
        request.META[KEPT] = _look(request)
    reader: Reader | None = request.META[KEPT]
    return reader


def _look(request: HttpRequest) -> Reader | None:
    if settings.NEWSSTAND["NEWSSTAND_SINGLE_READER"]:
        return the_owner()
    if not request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        return None  # no look at the store for who brings nothing
    user = getattr(request, "user", None)
    return user if isinstance(user, Reader) and user.is_active else None


def the_owner() -> Reader:
    """The instance's owner, made where there is none yet."""
    found = Reader.objects.filter(role=Reader.Role.OWNER).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Reader.objects.make(role=Reader.Role.OWNER, now=settings.NOW())
    except IntegrityError:  # another first visit came first
        return Reader.objects.get(role=Reader.Role.OWNER)


def note_visit(reader: Reader) -> None:
    """Remember that a reader is here, and since when they had been away; writes once in a few minutes."""
    now = settings.NOW()
    if reader.seen_at <= now < reader.seen_at + SEEN_EVERY:
        return
    if now - reader.seen_at >= AWAY:
        reader.away_since = reader.seen_at
    reader.seen_at = now
    reader.save(update_fields=["seen_at", "away_since"])
