from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from newsstand.members.models import Reader, SavedSearch
from newsstand.members.searching import (
    MOST_NEW,
    MOST_SEARCHES,
    count_new,
    mark_seen,
    rename_search,
    save_search,
    saved_search,
)
from tests.web.newsroom import NOW, make_article, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def ada() -> Reader:
    return Reader.objects.make(name="Ada", now=NOW)


def new(search: SavedSearch) -> int:
    return count_new([search], zone=UTC)[search.pk]


def test_a_search_is_saved_once_and_bounded_in_number(ada: Reader) -> None:
    first = save_search(ada, "ferry   -bridge", now=NOW)
    assert first is not None
    assert first.query == "ferry -bridge"
    assert save_search(ada, "ferry -bridge", now=NOW) == first
    assert saved_search(ada, " ferry -bridge ") == first
    assert save_search(ada, "-bridge", now=NOW) is None
    for number in range(MOST_SEARCHES + 5):
        save_search(ada, f"word{number}", now=NOW)
    assert SavedSearch.objects.filter(reader=ada).count() == MOST_SEARCHES


def test_a_search_counts_what_came_in_since_it_was_seen(ada: Reader) -> None:
    title = make_title("Northern Ledger")
    make_article(title, "Ferry before", hours=2)
    search = save_search(ada, "ferry title:ledger", now=NOW - timedelta(hours=1))
    assert search is not None
    assert new(search) == 0
    late = make_article(title, "Ferry that came in late", hours=5)
    type(late).objects.filter(pk=late.pk).update(first_seen_at=NOW - timedelta(minutes=1))
    make_article(title, "Ferry after", hours=0.5)
    make_article(make_title("Another Paper"), "Ferry elsewhere", hours=0.5)
    assert new(search) == 2
    mark_seen(search, NOW)
    assert new(search) == 0
    mark_seen(search, NOW - timedelta(days=1))
    assert search.seen_at == NOW


def test_what_is_new_is_counted_up_to_a_bound(ada: Reader) -> None:
    search = save_search(ada, "zebra", now=NOW - timedelta(hours=3))
    assert search is not None
    title = make_title("Northern Ledger")
    for _ in range(MOST_NEW + 3):
        make_article(title, "Zebra", body="Stripes.")
    assert new(search) == MOST_NEW


def test_a_search_is_renamed_but_never_to_nothing(ada: Reader) -> None:
    search = save_search(ada, "zebra", now=NOW)
    assert search is not None
    assert rename_search(search, "  Striped   horses ")
    assert not rename_search(search, " \0 ")
    search.refresh_from_db()
    assert search.name == "Striped horses"
