"""What happened at the door of accounts: a line in the log for the house, and one that the account's owner sees."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from newsstand.members.accounts.browsers import known_browser
from newsstand.members.limits import allow
from newsstand.members.models import DoorLine, Reader

log = logging.getLogger(__name__)
What = DoorLine.What
WAYS = frozenset({"password", "code", "link", "passkey", "app", "recovery", "provider", "reset"})
SECOND = {"totp": "app", "recovery_codes": "recovery", "webauthn": "passkey"}
FIRST = {"password": "password", "code": "code", "socialaccount": "provider", "password_reset": "reset"}
MOST_REFUSED = 20  # a day that an account's owner is shown; the log has them all
A_DAY = 86_400


def note(reader: Reader, what: DoorLine.What, request: HttpRequest | None, *, way: str = "") -> None:
    """Write down what happened: in the log by the account's number, in the store for its owner."""
    _tell(what, reader, way)
    now = settings.NOW()
    said = request.headers.get("User-Agent", "") if request is not None else ""
    DoorLine.objects.create(reader=reader, at=now, what=what, way=way, browser=known_browser(said))


def note_refused(reader: Reader | None, request: HttpRequest | None, *, way: str) -> None:
    """Write down that somebody was not let in; of an address that nobody has here, the log says no more than that."""
    # Counted for nobody's address as well: an answer must not take longer where there is an account.
    is_shown = allow(f"door refused {reader.pk if reader else ''}", MOST_REFUSED, A_DAY, settings.NOW())
    if reader is not None and is_shown:
        note(reader, What.REFUSED, request, way=way)
    else:
        _tell(What.REFUSED, reader, way)


def note_signed_out(reader: Reader, request: HttpRequest | None) -> None:
    """Write down that somebody went; where the account has gone as well, in the log alone."""
    if Reader.objects.filter(pk=reader.pk).exists():
        note(reader, What.SIGNED_OUT, request)
    else:
        _tell(What.SIGNED_OUT, reader, "")


def note_held_back() -> None:
    """Log that tries came too fast and were not looked at."""
    log.info("held_back reader=none way=password")


def note_kept_out(reader: Reader | None, asked: str) -> None:
    """Log who was refused a page that is not for everybody.

    asked: the answer's status, the method and the address's shape, "404 GET desk/"; no address, which may hold a key
    """
    log.info("kept_out reader=%s asked=%s", reader.pk if reader else "none", asked.replace(" ", "+"))


def recent(reader: Reader, most: int) -> Sequence[DoorLine]:
    """What happened at a reader's door, the newest first."""
    return list(DoorLine.objects.filter(reader=reader).order_by("-at", "-pk")[:most])


def way_in_of(request: HttpRequest, reader: Reader) -> str:
    """By which way somebody came in just now: "password app", "passkey"; "link" where a letter's link let them in."""
    way: list[str] = []
    for record in get_authentication_records(request, reader):
        if record.get("reauthenticated"):
            continue
        method, kind = record.get("method"), str(record.get("type"))
        if method in FIRST:
            way = [FIRST[method]]
        elif record.get("passwordless"):
            way = ["passkey"]
        elif kind in SECOND:
            way.append(SECOND[kind])
    return " ".join(way) or "link"


def kind_of(authenticator: Any) -> str:
    """Which second step it is, in the words of `WAYS`."""
    return SECOND[authenticator.type]


def _tell(what: str, reader: Reader | None, way: str) -> None:
    log.info("%s reader=%s way=%s", what, reader.pk if reader else "none", way.replace(" ", "+") or "none")
