"""What is written once stays, against code and against who writes to the store by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from newsstand.errors import RowSealed
from newsstand.members.ledger import enter
from newsstand.members.models import Close, LedgerLine
from newsstand.members.paying.sealing import sealed_tables
from newsstand.newsroom.backup import clear_store

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


@pytest.fixture
def line() -> LedgerLine:
    assert enter(key="a", kind="fee", currency="EUR", minor=900, at=NOW, member="m")
    assert not enter(key="a", kind="fee", currency="EUR", minor=950, at=NOW, member="m")
    return LedgerLine.objects.get()


@pytest.mark.store
@pytest.mark.django_db
def test_code_is_refused(line: LedgerLine) -> None:
    line.minor = 1
    with pytest.raises(RowSealed, match="LedgerLine"):
        line.save()
    with pytest.raises(RowSealed):
        line.delete()
    with pytest.raises(RowSealed):
        LedgerLine.objects.filter(pk=line.pk).update(minor=1)
    with pytest.raises(RowSealed):
        LedgerLine.objects.all().delete()
    with pytest.raises(RowSealed):
        LedgerLine.objects.bulk_update([line], ["minor"])
    assert LedgerLine.objects.get().minor == 900


@pytest.mark.store
@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["UPDATE members_ledgerline SET minor = 1", "DELETE FROM members_ledgerline"])
def test_the_store_refuses_too(line: LedgerLine, sql: str) -> None:
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert LedgerLine.objects.get().minor == 900


def test_what_is_sealed() -> None:
    assert sealed_tables() == [
        "members_close", "members_ledgerline", "members_portion", "members_share", "members_statement"
    ]  # fmt: skip


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_a_store_is_emptied_as_a_whole_and_sealed_again(line: LedgerLine) -> None:
    with transaction.atomic():
        clear_store()
    assert not LedgerLine.objects.exists()
    assert not Close.objects.exists()
    enter(key="b", kind="fee", currency="EUR", minor=900, at=NOW)
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM members_ledgerline")
