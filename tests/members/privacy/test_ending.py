"""Contracts of accounts that are gone are ended, at once or as soon as it can be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsstand.errors import ProviderUnreachable
from newsstand.members.models import Ending, Reader
from newsstand.members.privacy.ending import end_contracts, leave_provider
from tests.web.newsroom import NOW

pytestmark = pytest.mark.django_db


def wanted(*contracts: str) -> None:
    for contract in contracts:
        Ending.objects.create(contract=contract, made_at=NOW, due_at=NOW)


@pytest.mark.store
def test_each_is_ended_once_and_nothing_is_kept_of_it() -> None:
    wanted("sub_1", "sub_2")
    ended: list[str] = []
    assert end_contracts(NOW, ended.append) == 2
    assert ended == ["sub_1", "sub_2"]
    assert end_contracts(NOW, ended.append) == 0
    assert not Ending.objects.exists()


@pytest.mark.store
def test_what_cannot_be_reached_is_tried_again_ever_more_rarely() -> None:
    wanted("sub_1")

    def fails(contract: str) -> None:
        raise ProviderUnreachable("nobody answers")

    waits, now = [], NOW
    for _ in range(12):
        assert end_contracts(now, fails) == 0
        assert end_contracts(now, fails) == 0  # not due again
        row = Ending.objects.get()
        waits.append(row.due_at - now)
        now = row.due_at
    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert waits[-1] == timedelta(hours=12)
    assert (row.attempts, row.problem) == (12, "nobody answers")
    assert end_contracts(now, lambda contract: None) == 1


def test_without_a_provider_it_waits() -> None:
    """No key is set here: the row stays, and says why."""
    wanted("sub_1")
    assert end_contracts(NOW) == 0
    assert Ending.objects.get().problem


def test_who_never_paid_leaves_nothing_there() -> None:
    assert leave_provider(Reader.objects.make(now=NOW)) is True
