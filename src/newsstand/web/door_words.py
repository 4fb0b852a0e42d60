"""What happened at the door of an account, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from newsstand.members.accounts.door import What
from newsstand.members.models import DoorLine

WORDS: dict[str, str | Promise] = {
    What.JOINED: gettext_lazy("Account made"),
    What.SIGNED_IN: gettext_lazy("Signed in"),
    What.REFUSED: gettext_lazy("Not let in"),
    What.SIGNED_OUT: gettext_lazy("Signed out"),
    What.SESSIONS_ENDED: gettext_lazy("Other browsers signed out"),
    What.PASSWORD: gettext_lazy("Password changed"),
    What.ADDRESS: gettext_lazy("Address changed"),
    What.STEP_ADDED: gettext_lazy("Second step added"),
    What.STEP_REMOVED: gettext_lazy("Second step removed"),
    What.PROVIDER_ADDED: gettext_lazy("Another house’s account added"),
    What.PROVIDER_REMOVED: gettext_lazy("Another house’s account removed"),
}
WAYS: dict[str, str | Promise] = {
    "password": gettext_lazy("password"),
    "code": gettext_lazy("code by mail"),
    "link": gettext_lazy("link by mail"),
    "passkey": gettext_lazy("passkey"),
    "app": gettext_lazy("code of an app"),
    "recovery": gettext_lazy("recovery code"),
    "provider": gettext_lazy("another house"),
    "reset": gettext_lazy("link by mail"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line as a page shows it."""

    what: str
    ways: tuple[str, ...]
    browser: str
    at: datetime


def told(lines: Iterable[DoorLine]) -> list[Told]:
    """Lines in words."""
    return [
        Told(
            what=str(WORDS[line.what]),
            ways=tuple(str(WAYS[word]) for word in line.way.split()),
            browser=line.browser,
            at=line.at,
        )
        for line in lines
    ]
