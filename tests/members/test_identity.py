from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from newsstand.members.identity import AWAY, note_visit, the_owner
from newsstand.members.models import Reader
from tests.web.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _static(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    settings.STATIC_ROOT = tmp_path / "static"


@pytest.fixture
def single(settings: Any) -> None:
    settings.NOW = lambda: NOW
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}


@pytest.mark.store
def test_the_first_visit_makes_the_owner_and_the_second_finds_them(single: None, client: Client) -> None:
    assert client.get("/titles/").status_code == 200
    assert Client().get("/titles/").status_code == 200
    assert Reader.objects.get().role == "owner"


def test_a_page_for_one_reader_is_kept_by_nobody_else(single: None, client: Client) -> None:
    response = client.get("/titles/")
    assert response["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response["Vary"]


def test_who_is_not_signed_in_makes_no_reader(settings: Any, client: Client) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": False}
    response = client.get("/titles/")
    assert response["Cache-Control"].startswith("public")
    assert not Reader.objects.exists()
    assert client.post("/my/act", {"verb": "follow", "kind": "section", "target": "uk"}).status_code == 404


def test_an_invented_session_is_nobodys(settings: Any, client: Client) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": False}
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/titles/").status_code == 200


def test_who_was_away_is_told_since_when(single: None) -> None:
    owner = the_owner()
    owner.seen_at = NOW - AWAY - timedelta(hours=1)
    gone = owner.seen_at
    note_visit(owner)
    owner.refresh_from_db()
    assert (owner.away_since, owner.seen_at) == (gone, NOW)


def test_a_visit_is_noted_once_in_a_while(single: None, django_assert_num_queries: Any) -> None:
    owner = the_owner()
    owner.seen_at = NOW - timedelta(minutes=1)
    with django_assert_num_queries(0):
        note_visit(owner)
