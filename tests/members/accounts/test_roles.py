from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from newsstand.errors import ActRefused
from newsstand.members.accounts.roles import make_owner, set_role

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.store]


def test_the_only_reader_becomes_the_owner_with_all_they_have(settings: Any) -> None:
    from newsstand.members.identity import the_owner
    from newsstand.members.models import Mute, Reader

    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_ADDRESS": "https://news.example"}
    owner = the_owner()
    Mute.objects.create(reader=owner, kind="word", key="cricket", name="cricket", made_at=NOW)
    out = io.StringIO()
    call_command("make_owner", "Ada@reader.example", stdout=out)
    assert "https://news.example/account/password/reset/key/" in out.getvalue()
    found = Reader.objects.get(email="ada@reader.example")
    assert (found.pk, found.role) == (owner.pk, "owner")
    assert Mute.objects.filter(reader=found).exists()
    assert make_owner("ada@new.example").pk == owner.pk, "another address, the same owner"
    assert Reader.objects.count() == 1


def test_an_address_of_another_is_not_taken() -> None:
    from newsstand.members.models import Reader

    Reader.objects.make(email="bob@reader.example", now=NOW)
    with pytest.raises(CommandError, match="another reader"):
        call_command("make_owner", "BOB@reader.example")
    with pytest.raises(CommandError, match="no e-mail address"):
        call_command("make_owner", "bob")


def test_roles() -> None:
    from newsstand.members.models import Reader

    bob = Reader.objects.make(email="bob@reader.example", now=NOW)
    owner = make_owner("ada@reader.example")
    out = io.StringIO()
    call_command("set_role", "Bob@reader.example", "editor", stdout=out)
    bob.refresh_from_db()
    assert bob.role == "editor"
    assert "bob" not in out.getvalue().lower()
    for address, role in (
        ("bob@reader.example", "owner"),
        ("no@x.example", "editor"),
        (owner.email or "", "member"),
    ):
        with pytest.raises(ActRefused):
            set_role(address, role)
    bob.refresh_from_db()
    assert bob.role == "editor"


def test_letters_by_hand(mailoutbox: list[Any]) -> None:
    from newsstand.members.letters import write_letter

    write_letter(key="a", kind="x", to="a@b.example", subject="s", text="t", now=NOW)
    call_command("send_letters", stdout=(out := io.StringIO()))
    assert out.getvalue() == "1 letters sent\n"
    assert [mail.to for mail in mailoutbox] == [["a@b.example"]]
