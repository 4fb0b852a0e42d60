"""Reads are counted as they are told: once, under a pseudonym, and only those that may be paid for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from newsstand.members.acting import Act, act, undo
from newsstand.members.models import CountedRead, Deed, Reader, Reading
from newsstand.members.paying.closing import close_month
from newsstand.newsroom.models import Article
from tests.members.paying.making import IN_APRIL, pay
from tests.web.newsroom import NOW, make_article, make_story, make_title

pytestmark = [pytest.mark.store, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _service(settings: Any) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": False}


@pytest.fixture
def article() -> Article:
    return make_article(make_title("Northern Ledger"), "Ferry runs aground")


@pytest.fixture
def ada() -> Reader:
    return Reader.objects.make(name="Ada", now=NOW)


def tell(
    reader: Reader, article: Article, *, key: str, seconds: int = 30, depth: int = 50, now: datetime = NOW
) -> Deed:
    asked = Act(verb="read", kind="article", target=str(article.pk), seconds=seconds, depth=depth)
    return act(reader, asked, now=now, key=key)


def counted() -> list[tuple[int, int, bool]]:
    return list(CountedRead.objects.order_by("pk").values_list("seconds", "depth", "is_finished"))


@pytest.mark.parametrize("keeps", [True, False])
def test_it_is_summed_up_and_told_twice_counted_once(ada: Reader, article: Article, keeps: bool) -> None:
    ada.keeps_history = keeps
    ada.save()
    tell(ada, article, key="one")
    tell(ada, article, key="one")
    assert counted() == [(30, 50, False)]
    tell(ada, article, key="two", depth=95)
    tell(ada, article, key="one")
    assert counted() == [(60, 95, True)]
    row = CountedRead.objects.get()
    assert (row.member, row.publisher_id, row.day) == (ada.pseudonym, article.publisher_id, 12)
    assert Reading.objects.count() == Deed.objects.count() / 2 == (1 if keeps else 0)


def test_the_month_is_the_houses(ada: Reader, article: Article, settings: Any) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    tell(ada, article, key="one", now=datetime(2026, 3, 31, 12, tzinfo=UTC))
    row = CountedRead.objects.get()
    assert (row.month.month, row.day) == (4, 1)


def test_undoing_takes_it_back(ada: Reader, article: Article) -> None:
    tell(ada, article, key="one")
    second = tell(ada, article, key="two", depth=95)
    undo(second, now=NOW)
    assert counted() == [(30, 50, False)]


def test_undoing_the_first_takes_it_out(ada: Reader, article: Article) -> None:
    undo(tell(ada, article, key="one"), now=NOW)
    assert counted() == []


def test_what_is_closed_stays_as_it_was(ada: Reader, article: Article) -> None:
    deed = tell(ada, article, key="one")
    pay(ada.pseudonym, 1000)
    close_month(NOW.date(), IN_APRIL)
    undo(deed, now=IN_APRIL)
    assert counted() == [(30, 50, False)]


@pytest.mark.parametrize("role", ["owner", "editor"])
def test_staff_do_not_count(article: Article, role: str) -> None:
    tell(Reader.objects.make(name="Ed", role=role, now=NOW), article, key="one")
    assert counted() == []


def test_who_speaks_for_a_title_does_not_count_there(ada: Reader, article: Article) -> None:
    ada.titles.add(article.publisher)
    tell(ada, article, key="one")
    tell(ada, make_article(make_title("Other"), "Elsewhere"), key="two")
    assert CountedRead.objects.get().publisher.slug == "other"


def test_where_one_reads_alone_nothing_is_counted(ada: Reader, article: Article, settings: Any) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
    tell(ada, article, key="one")
    assert counted() == []
    assert Reading.objects.count() == 1


def test_a_brief_is_counted_for_its_story(ada: Reader, article: Article) -> None:
    story = make_story([article])
    act(ada, Act(verb="read", kind="story", target=str(story.pk), seconds=40, depth=100), now=NOW, key="one")
    row = CountedRead.objects.get()
    assert (row.story_id, row.article_id, row.publisher_id) == (story.pk, None, None)


def test_a_reader_who_leaves_takes_their_name_along(ada: Reader, article: Article) -> None:
    tell(ada, article, key="one")
    ada.delete()
    assert counted() == [(30, 50, False)]
