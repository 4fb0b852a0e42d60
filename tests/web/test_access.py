"""Every address of the site, asked by everybody: whose an object is decides, and nothing is reachable without a row."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from newsstand.members.models import (
    Close,
    Deed,
    Demand,
    GiftLink,
    Group,
    Highlight,
    Reader,
    SavedSearch,
    Statement,
)
from newsstand.members.privacy.belongings import table_called
from newsstand.newsroom.models import Conflict, Inaccuracy, Pick, Topic
from tests.web.access_rows import ROLES, ROWS, WITHOUT_CSRF, Row
from tests.web.newsroom import (
    NOW,
    make_article,
    make_daily,
    make_edition,
    make_picture,
    make_story,
    make_title,
)

pytestmark = pytest.mark.django_db
PROVED = "account_authentication_methods"


def routes(parts: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every route of the site, as its parts are written."""
    for part in parts:
        route = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from routes(part.url_patterns, route)
        else:
            yield route


def test_every_address_has_a_row() -> None:
    there = set(routes(get_resolver().url_patterns))
    rows = {row.route for row in ROWS}
    assert there - rows == set(), "add a row to tests/web/access_rows.py"
    assert rows - there == set(), "no such address any more"


class World:
    """One of everything, and seven who ask."""

    def __init__(self) -> None:
        title = make_title("Northern Ledger")
        article = make_article(title, "A ferry runs aground", picture=make_picture(), version=2)
        second = make_article(make_title("Harbour Post"), "Ferry aground")
        story = make_story([article, second])
        make_edition([story])
        make_daily([story])
        self.people: dict[str, Reader | None] = {"visitor": None}
        for role in ROLES[1:]:
            kind = {"editor": "editor", "owner": "owner", "stranger": "publisher", "speaker": "publisher"}
            self.people[role] = Reader.objects.make(
                email=f"{role}@x.example", name=role, role=kind.get(role, "member"), now=NOW
            )
            self.people[role].password = "md5$salt$hash"  # type: ignore[union-attr]
            self.people[role].save()  # type: ignore[union-attr]
        self.people["speaker"].titles.add(title)  # type: ignore[union-attr]
        self.people["stranger"].titles.add(second.publisher)  # type: ignore[union-attr]
        self.clients = {role: self.signed_in(role) for role in ROLES}
        self.named = {
            "title": title.slug, "article": article.pk, "story": story.pk, "picture": "ab" * 16,
            **self.of_member(article, story), **self.of_house(title, article, story),
        }  # fmt: skip

    def signed_in(self, role: str, **options: Any) -> Client:
        """A browser of theirs, in which they have just given their password."""
        client, reader = Client(raise_request_exception=False, **options), self.people[role]
        if reader is not None:
            client.force_login(reader)
            session = client.session
            session[PROVED] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
            session[f"{PROVED}_user"] = str(reader.pk)
            session.save()
        return client

    def of_member(self, article: Any, story: Any) -> dict[str, Any]:
        """Objects of `member`."""
        mine: Any = {"reader": self.people["member"]}
        Group.objects.create(name="Quills", administrator=self.people["member"], seats=3, made_at=NOW)
        user = {"user": self.people["member"]}
        keys, sessions = table_called("mfa.Authenticator"), table_called("usersessions.UserSession")
        assert keys
        assert sessions
        passkey = {"name": "Key", "passwordless": True, "credential": make_credential()}
        return {
            "search": SavedSearch.objects.create(**mine, query="q", name="q", made_at=NOW, seen_at=NOW).pk,
            "mark": Highlight.objects.create(
                **mine, article=article, version=1, start=4, end=9, text="ferry", made_at=NOW, changed_at=NOW
            ).pk,
            "deed": Deed.objects.create(
                **mine, key="k", verb="save", kind="story", target=str(story.pk), at=NOW
            ).pk,
            "gift_link": GiftLink.objects.create(
                **mine, article=article, code="c" * 22, month=NOW.date(), number=1, made_at=NOW, until=NOW
            ).code,
            "key": keys._base_manager.create(**user, type="webauthn", data=passkey).pk,
            "session": sessions._base_manager.create(
                **user, ip="192.0.2.1", session_key="elsewhere", user_agent="Lynx", data={}
            ).pk,
        }

    def of_house(self, title: Any, article: Any, story: Any) -> dict[str, Any]:
        """Objects of the desk, and of the title."""
        chosen: Any = {"chosen_by": "x", "chosen_at": NOW, "changed_by": "x", "changed_at": NOW}
        pick = Pick.objects.create(kind="picks", story=story, **chosen)
        close = Close.objects.create(
            month=NOW.date().replace(day=1), currency="EUR", closed_at=NOW, fees=0, taxes=0, costs=0, kept=0, shared=0,
            members=0, fingerprint="0" * 64,
        )  # fmt: skip
        return {
            "topic": Topic.objects.create(slug="ferries", name="Ferries", kind="theme", added_at=NOW).slug,
            "pick": pick.pk,
            "conflict": Conflict.objects.create(pick=pick, typed_by="x", revision=1, typed={}, at=NOW).pk,
            "inaccuracy": Inaccuracy.objects.create(story=story, words="no", at=NOW).pk,
            "demand": Demand.objects.create(
                publisher=title, article=article, kind="correction", words="no", made_at=NOW
            ).pk,
            "statement": Statement.objects.create(
                close=close, publisher=title, number="NL-2026-03", minor=0, members=0, reads=0, finished=0, seconds=0,
                fingerprint="0" * 64,
            ).number,
        }  # fmt: skip

    def ask(self, role: str, row: Row, method: str) -> str:
        """What becomes of it, in the words of the rows; what it did is undone."""
        client, address = self.clients[role], row.address.format(**self.named)
        cookies = client.cookies.copy()
        sent = {name: value.format(**self.named) for name, value in row.sent.items()}
        with transaction.atomic():
            told = {"Accept": "text/html", "Origin": "http://testserver"}
            response = getattr(client, method)(address, sent, headers=told)
            if response.streaming:
                b"".join(response.streaming_content)
            transaction.set_rollback(True)
        client.cookies = cookies
        return outcome_of(response)


def make_credential() -> dict[str, Any]:
    """What a passkey sends when it is registered, as far as pages read it again."""
    key = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    held = AttestedCredentialData.create(Aaguid(bytes(16)), b"k" * 16, key)
    seen = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, held)
    said = {"type": "webauthn.create", "challenge": "AA", "origin": "https://testserver"}
    return {
        "id": websafe_encode(b"k" * 16),
        "rawId": websafe_encode(b"k" * 16),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": websafe_encode(json.dumps(said).encode()),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", seen, {}))),
        },
    }


def outcome_of(response: Any) -> str:
    """in: it was answered; door: shown the way to sign in; else the status, 405 and worse are never expected."""
    status = response.status_code
    if status in (302, 303) and response["Location"].startswith("/account/login/"):
        return "door"
    return str(status) if status in (403, 404, 405) or status >= 500 else "in"


def test_whose_it_is_decides_at_every_address() -> None:
    world = World()
    wrong = []
    for row in ROWS:
        for method in row.methods:
            for role in ROLES:
                came = world.ask(role, row, method)
                if came != row.may[role]:
                    wrong.append(f"{method} {row.route}: {role} is {came}, not {row.may[role]}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_form_of_another_site_reaches_a_view() -> None:
    world = World()
    client = world.signed_in("owner", enforce_csrf_checks=True)
    for row in ROWS:
        response = client.post(row.address.format(**world.named), {"x": "1"})
        if row.route in WITHOUT_CSRF:
            assert response.status_code != 403, row.route
        else:
            assert response.status_code == 403, row.route
