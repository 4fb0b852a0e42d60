"""So many tries in a while, counted in the store."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from newsstand.members.limits import allow, forget_tries
from newsstand.members.models import Tally

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
ADDRESS = "ada@reader.example"


@pytest.mark.store
@pytest.mark.django_db
def test_so_many_are_allowed_until_the_while_is_over() -> None:
    told = [allow("redeem:7", 3, 60, NOW + timedelta(seconds=n)) for n in range(5)]
    assert told == [True, True, True, False, False]
    assert not allow("redeem:7", 3, 60, NOW + timedelta(seconds=59))
    assert allow("redeem:7", 3, 60, NOW + timedelta(seconds=60))


@pytest.mark.django_db
def test_each_key_is_counted_for_itself() -> None:
    assert allow("redeem:7", 1, 60, NOW)
    assert allow("redeem:8", 1, 60, NOW)
    assert not allow("redeem:7", 1, 60, NOW)


@pytest.mark.django_db
def test_a_clock_that_was_put_back_locks_nobody_out() -> None:
    assert allow("claim", 1, 60, NOW + timedelta(days=400))
    assert allow("claim", 1, 60, NOW)
    assert not allow("claim", 1, 60, NOW)


@pytest.mark.django_db
def test_what_succeeded_begins_anew() -> None:
    assert allow("code", 1, 60, NOW)
    forget_tries("code")
    assert allow("code", 1, 60, NOW)


@pytest.mark.django_db
def test_the_store_holds_no_address() -> None:
    allow(f"sign-in:{ADDRESS}", 5, 60, NOW)
    (row,) = Tally.objects.values()
    assert ADDRESS not in str(row)
    assert "ada@" not in str(row)


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_time_are_all_counted() -> None:
    told: list[bool] = []
    start = threading.Barrier(4)

    def attempt() -> None:
        start.wait()
        for _ in range(5):
            told.append(allow("redeem", 7, 60, NOW))
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(told), sum(told)) == (20, 7)
