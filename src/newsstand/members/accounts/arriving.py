"""What the house does when somebody has signed in."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsstand.members.accounts.browsers import known_browser
from newsstand.members.accounts.door import What, note, way_in_of
from newsstand.members.accounts.recognising import is_known, remember
from newsstand.members.letters import link_to, write_letter_to
from newsstand.members.letters.delivery import OF_ACCOUNTS
from newsstand.members.models import Reader

TEMPLATE = "account/new_browser"


def arrive(request: HttpRequest, response: HttpResponse, reader: Reader, *, is_first: bool) -> None:
    """Write down who came in and how; tell the account's owner of a browser that is new to it, but for the very first."""
    with transaction.atomic():
        note(reader, What.SIGNED_IN, request, way=way_in_of(request, reader))
        if not is_first and not is_known(request, reader):
            _tell_of_browser(request, reader)
    remember(request, response, reader)


def _tell_of_browser(request: HttpRequest, reader: Reader) -> None:
    now = settings.NOW()
    write_letter_to(
        reader,
        TEMPLATE,
        {
            "timestamp": now,
            "browser": known_browser(request.headers.get("User-Agent", "")),
            "has_password": reader.has_usable_password(),
            "sessions_url": link_to(reverse("usersessions_list")),
            "password_url": link_to(reverse("account_change_password")),
            "account_url": link_to(reverse("account")),
        },
        key=f"account:new_browser:{secrets.token_hex(16)}",
        kind=f"{OF_ACCOUNTS}new_browser",
        now=now,
    )
