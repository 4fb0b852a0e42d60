"""Who deletes their account is gone from the store: no row says whose it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from newsstand.members.models import (
    CouponUse,
    Ending,
    Gift,
    LedgerLine,
    Letter,
    ProviderEvent,
    Reader,
    Seat,
    Share,
    SubscriptionEvent,
)
from newsstand.members.privacy.deletion import Deleted, NotDeleted, delete_account
from newsstand.newsroom.desk.unsigning import SIGNED
from newsstand.newsroom.models import Inaccuracy, LogLine
from tests.members.privacy.rows import Paper, make_full_reader
from tests.web.newsroom import NOW

ADA, BOB = "ada.quill@reader.example", "bob.thistle@reader.example"


@pytest.fixture
def two(db: None) -> tuple[Reader, Reader]:
    paper = Paper()
    return (
        make_full_reader(paper, 1, ADA, "Ada Quillfeather", role="editor"),
        make_full_reader(paper, 2, BOB, "Bob Thistlewood"),
    )


def every_row() -> Iterator[tuple[type[Model], dict[str, Any]]]:
    for table in apps.get_models():
        for row in table._base_manager.values():
            yield table, row


@pytest.mark.store
def test_no_row_says_whose_it_was(two: tuple[Reader, Reader]) -> None:
    ada, _ = two
    pk = ada.pk
    assert delete_account(ada, NOW) == Deleted(("sub_1",))
    Letter.objects.filter(kind="goodbye").delete()  # once it is sent: see test_retention
    for table, row in every_row():
        said = str(row).lower()
        assert ADA not in said, f"{table.__name__}: {row}"
        assert "quillfeather" not in said, f"{table.__name__}: {row}"
    for table in apps.get_models():
        for field in [*table._meta.concrete_fields, *table._meta.many_to_many]:
            if field.related_model is Reader:
                assert not table._base_manager.filter(**{field.name: pk}).exists(), f"{table}.{field.name}"


@pytest.mark.store
def test_what_others_have_stays(two: tuple[Reader, Reader]) -> None:
    ada, bob = two
    before = {(t, str(row)) for t, row in every_row() if BOB in str(row) or row.get("reader_id") == bob.pk}
    delete_account(ada, NOW)
    after = {(t, str(row)) for t, row in every_row() if BOB in str(row) or row.get("reader_id") == bob.pk}
    assert before == after


@pytest.mark.store
def test_what_stays_names_nobody(two: tuple[Reader, Reader]) -> None:
    ada, _ = two
    delete_account(ada, NOW)
    assert LedgerLine.objects.filter(member=ada.pseudonym).count() == 1
    assert Share.objects.filter(member=ada.pseudonym).count() == 1
    assert Inaccuracy.objects.filter(reader=None, address="", words="It was 209.").count() == 1
    assert CouponUse.objects.filter(reader=None).count() == 1
    line = LogLine.objects.get(editor=None)
    assert (line.by, line.verb) == ("editor", "spike")
    event = ProviderEvent.objects.get(event="evt_1")
    assert event.body == {}
    gift = Gift.objects.get(code_hash="given1")
    assert (gift.giver_id, gift.to_email, gift.message) == (None, "", "")


def test_a_gift_that_waits_can_still_be_redeemed(two: tuple[Reader, Reader]) -> None:
    ada, _ = two
    waiting = Gift.objects.create(
        code_hash="waits", giver=ada, plan="gift", months=6, to_email="cy@friend.example", made_at=NOW
    )
    delete_account(ada, NOW)
    waiting.refresh_from_db()
    assert (waiting.giver_id, waiting.to_email, waiting.redeemed_at) == (None, "cy@friend.example", None)


def test_a_group_ends_with_its_administrator(two: tuple[Reader, Reader]) -> None:
    ada, bob = two
    group = ada.groups.get()  # type: ignore[attr-defined]
    seat = Seat.objects.create(
        group=group, number=2, email=BOB, reader=bob, code_hash="s2", offered_at=NOW, taken_at=NOW
    )
    delete_account(ada, NOW)
    told = SubscriptionEvent.objects.get(reader=bob, kind="seat_left")
    assert told.facts["seat"] == seat.pk
    assert not Seat.objects.filter(pk=seat.pk).exists()


def test_contracts_that_run_are_left_to_be_ended(two: tuple[Reader, Reader]) -> None:
    ada, bob = two
    over = {"contract": "sub_old", "customer": "cus_1", "status": "canceled", "rank": 1}
    SubscriptionEvent.objects.create(reader=ada, key="old", kind="contract", at=NOW, heard_at=NOW, facts=over)
    delete_account(ada, NOW)
    assert [(e.contract, e.due_at) for e in Ending.objects.all()] == [("sub_1", NOW)]
    SubscriptionEvent.objects.filter(reader=bob).delete()
    bob.subscription.delete()  # type: ignore[attr-defined]
    assert delete_account(bob, NOW) == Deleted(())


def test_a_last_letter_goes_out(two: tuple[Reader, Reader]) -> None:
    ada, _ = two
    delete_account(ada, NOW)
    letter = Letter.objects.get(to=ADA)
    assert (letter.kind, letter.reader_id, letter.state) == ("goodbye", None, "waiting")
    assert "is deleted" in letter.subject
    assert "Nothing more will be taken from your card." in letter.text


def test_the_owner_stays_and_nobody_is_deleted_twice(two: tuple[Reader, Reader]) -> None:
    ada, _ = two
    owner = Reader.objects.make(role="owner", now=NOW)
    assert delete_account(owner, NOW) == NotDeleted("owner")
    delete_account(ada, NOW)
    ada.pk = 1
    assert delete_account(ada, NOW) == NotDeleted("gone")


def test_the_name_of_another_stays_with_the_other(two: tuple[Reader, Reader]) -> None:
    ada, bob = two
    Reader.objects.filter(pk=bob.pk).update(name=ada.name)
    Inaccuracy.objects.filter(reader=bob).update(settled_by=ada.name)
    delete_account(ada, NOW)
    assert Inaccuracy.objects.get(reader=bob).settled_by == ada.name


def test_every_field_that_is_signed_is_known() -> None:
    held = {
        (table, field.name)
        for table in apps.get_app_config("newsroom").get_models()
        for field in table._meta.concrete_fields
        if (field.name == "by" or field.name.endswith("_by")) and field.max_length == 150
    }
    assert held == {(table, field) for table, fields in SIGNED.items() for field in fields}


@pytest.mark.django_db(transaction=True)
def test_not_even_the_file_holds_a_trace() -> None:
    """SQLite leaves what is deleted in its pages, where it is not told to wipe it."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's file")
    ada = make_full_reader(Paper(), 1, ADA, "Ada Quillfeather", role="editor")
    name = str(connection.settings_dict["NAME"])
    _settle(name)
    with open(name, "rb") as file:  # noqa: PTH123
        assert ADA.encode() in file.read()
    delete_account(ada, NOW)
    Letter.objects.filter(kind="goodbye").delete()
    _settle(name)
    with open(name, "rb") as file:  # noqa: PTH123
        held = file.read()
    assert ADA.encode() not in held
    assert b"Quillfeather" not in held


def _settle(name: str) -> None:
    """Write what the log holds into the file."""
    connection.close()
    store = sqlite3.connect(name)
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
