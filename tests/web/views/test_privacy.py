"""What is kept about a reader: shown, taken along, and taken out by who has proved that it is theirs."""

from __future__ import annotations

import html
import json
import time
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from newsstand.members.models import Letter, Reader
from tests.members.privacy.rows import Paper, make_full_reader
from tests.web.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(client: Client) -> Reader:
    """A reader of whom there is everything; `client` is theirs."""
    made = make_full_reader(Paper(), 1, "ada@reader.example", "Ada Quillfeather")
    client.force_login(made)
    return made


def prove(client: Client, **record: Any) -> None:
    """What allauth notes when somebody gives their password."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), **record}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def test_the_page_counts_what_is_kept(client: Client, full: Reader) -> None:
    response = client.get("/my/data/")
    html = response.content.decode()
    for words in ("Letters to you", "stays in our books, without your name", "Passages that you marked"):
        assert words in html
    assert "no-store" in response["Cache-Control"]


def test_the_export_is_everything_in_one_answer(client: Client, full: Reader) -> None:
    response = client.get("/my/data/export")
    assert response["Content-Disposition"] == 'attachment; filename="newsstand-2026-03-12.json"'
    told = json.loads(b"".join(response.streaming_content))  # type: ignore[arg-type]
    assert told["profile"][0]["name"] == "Ada Quillfeather"
    assert "no-store" in response["Cache-Control"]


def test_deleting_asks_for_the_password_first(client: Client, full: Reader) -> None:
    full.set_password("Verdigris-41-lamp")
    full.save()
    client.force_login(full)
    for ask in (client.get, client.post):
        response = ask("/my/data/delete")
        assert response["Location"].startswith("/account/reauthenticate/?next=")
    prove(client, reauthenticated=True, at=time.time() - 4000)
    assert client.post("/my/data/delete").status_code == 302
    assert Reader.objects.filter(pk=full.pk).exists()


def test_deleting_says_what_goes_and_what_stays(client: Client, full: Reader) -> None:
    prove(client, reauthenticated=True)
    html = client.get("/my/data/delete").content.decode()
    assert "the group ends" in html
    assert "under a number that names nobody" in html
    assert Reader.objects.filter(pk=full.pk).exists()


def test_it_is_deleted_within_the_request(client: Client, full: Reader) -> None:
    prove(client, reauthenticated=True)
    before = Session.objects.count()
    response = client.post("/my/data/delete")
    assert response.status_code == 200
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "Your account is deleted" in response.content.decode()
    assert "Quillfeather" not in response.content.decode()
    assert not Reader.objects.filter(pk=full.pk).exists()
    assert Session.objects.count() < before
    assert client.get("/my/data/", headers={"Accept": "application/json"}).status_code == 404
    assert Letter.objects.get(to="ada@reader.example").kind == "goodbye"


def test_who_has_neither_password_nor_key_signs_in_anew(client: Client, reader: Reader) -> None:
    response = client.get("/my/data/delete")
    assert response["Location"].startswith("/account/login/?next=")
    client.force_login(reader)
    prove(client, method="code")
    assert client.get("/my/data/delete").status_code == 200


def test_the_owner_and_a_single_reader_have_no_account_to_delete(client: Client, settings: Any) -> None:
    owner = Reader.objects.make(role="owner", email="o@x.example", now=NOW)
    client.force_login(owner)
    assert client.get("/my/data/delete").status_code == 404
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
    html = Client().get("/my/data/").content.decode()
    assert "All of this lies on this machine." in html
    assert "Delete my account" not in html
    assert Client().post("/my/data/delete").status_code == 404


def test_what_is_kept_is_said_in_the_readers_language(client: Client, reader: Reader) -> None:
    reader.language = "fr"
    reader.save()
    page = client.get("/my/data/").content.decode()
    assert "Votre nom, votre adresse et vos réglages" in html.unescape(page)
    assert "Your name" not in page
