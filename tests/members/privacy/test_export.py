"""All that is kept of a reader is given to them, and nobody else's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, EmailField

from newsstand.members.models import Highlight, Reader
from newsstand.members.privacy.belongings import ADDRESSES, BELONGINGS, LEFT_OUT
from newsstand.members.privacy.export import counts_of, export_of
from newsstand.members.showing import Showing
from newsstand.model import Asker, MemberState
from newsstand.newsroom.models import Publisher
from tests.members.privacy.rows import Paper, make_full_reader
from tests.web.newsroom import NOW

COVERED = {f"{b.model}.{'id' if field == 'pk' else field}" for b in BELONGINGS for field in b.by}


def ways_to_a_reader() -> list[str]:
    """Every field of every table that leads to a reader: by reference, by pseudonym, or by an address."""
    found = []
    for table in apps.get_models():
        for field in [*table._meta.concrete_fields, *table._meta.many_to_many]:
            name = f"{table._meta.app_label}.{table.__name__}.{field.name}"
            leads = field.related_model is Reader and not field.auto_created
            is_pseudonym = isinstance(field, CharField) and field.name == "member"
            if leads or is_pseudonym or isinstance(field, EmailField):
                found.append(name)
    return [name for name in found if name != "members.Reader.email"]


@pytest.mark.parametrize("way", ways_to_a_reader())
def test_every_way_to_a_reader_is_exported_or_left_out_for_a_reason(way: str) -> None:
    assert way in COVERED or LEFT_OUT.get(way), f"{way}: add it to BELONGINGS, or to LEFT_OUT with the reason"


def test_the_ways_are_found() -> None:
    assert {"members.Deed.reader", "members.Seat.email", "members.LedgerLine.member"} <= set(
        ways_to_a_reader()
    )
    assert {"email", "to_email", "to", "address"} == ADDRESSES


SHOWING = Showing(Asker(state=MemberState.ACTIVE), NOW)


def exported(reader: Reader) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(b"".join(export_of(reader, NOW, SHOWING)))
    return told


@pytest.mark.store
@pytest.mark.django_db
def test_everything_is_given_and_nothing_of_others() -> None:
    paper = Paper()
    ada = make_full_reader(paper, 1, "ada@reader.example", "Ada Quillfeather")
    make_full_reader(paper, 2, "bob@reader.example", "Bob Thistlewood")
    told = exported(ada)
    installed = [b.name for b in BELONGINGS if b.rows(ada) is not None]
    assert [name for name in installed if not told[name]] == []
    assert set(told) == {b.name for b in BELONGINGS} | {"newsstand_export", "made_at"}
    text = json.dumps(told)
    assert "bob@reader.example" not in text
    assert "Thistlewood" not in text
    assert told["profile"][0]["email"] == "ada@reader.example"
    assert told["highlights"][0]["note"] == "why?"
    assert told["readings"][0]["article"]["headline"] == "A ferry runs aground"
    assert told["ledger"][0]["minor"] == 999


@pytest.mark.django_db
def test_what_a_title_does_not_let_be_shown_is_not_given() -> None:
    ada = make_full_reader(Paper(), 1, "ada@reader.example", "Ada")
    marked = Highlight.objects.get(reader=ada).text
    assert marked in json.dumps(exported(ada), ensure_ascii=False)
    Publisher.objects.update(terms="none")
    told = exported(ada)
    assert {name for name, rows in told.items() if "A ferry runs" in json.dumps(rows)} <= {
        "desk_log"
    }  # the desk names articles
    assert marked not in json.dumps(told["highlights"] + told["deeds"], ensure_ascii=False)
    assert "A ferry runs aground" not in json.dumps(told["readings"] + told["deeds"] + told["highlights"])
    assert told["highlights"][0]["note"] == "why?"


@pytest.mark.django_db
def test_no_key_is_given() -> None:
    ada = make_full_reader(Paper(), 1, "ada@reader.example", "Ada")
    text = b"".join(export_of(ada, NOW, SHOWING)).decode()
    for secret in (ada.password, "SECRET", "seat1", "given1", "key-1", "https://pay.example/x"):
        assert secret not in text


@pytest.mark.django_db
def test_what_is_kept_is_counted() -> None:
    ada = make_full_reader(Paper(), 1, "ada@reader.example", "Ada")
    told = {count.name: count for count in counts_of(ada)}
    assert told["letters"].rows == 2
    assert (told["ledger"].after, told["deeds"].after, told["demands"].after) == (
        "kept",
        "removed",
        "unnamed",
    )


@pytest.mark.django_db
def test_an_empty_account_is_exported_too() -> None:
    reader = Reader.objects.make(now=NOW)
    told = exported(reader)
    assert told["profile"][0]["id"] == reader.pk
    assert told["letters"] == told["seats"] == []
