from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from newsstand.members.giving import GIVABLE, NotGiven, give_article, links_left
from newsstand.members.models import GiftLink, Reader
from newsstand.model import Allowance, MemberState, Terms
from newsstand.newsroom.models import Article, Publisher
from newsstand.web.opened import (
    COOKIE,
)
from tests.web.gates import LONG, have, make_long, page_of
from tests.web.newsroom import NOW, OPEN, make_article, make_member, make_title


@pytest.fixture
def article(db: None) -> Article:
    return make_long()


class TestGiftLinks:
    def give(self, client: Client, article: Article) -> Any:
        return client.post(f"/article/{article.pk}/give")

    def link_in(self, html: str) -> str:
        found = re.search(r'readonly value="http://testserver(/g/[^"]+)"', html)
        assert found
        return found[1]

    def test_a_member_gives_and_anybody_reads(
        self, client: Client, reader: Reader, article: Article, settings: Any
    ) -> None:
        assert "Give this article away" in page_of(client, article)
        html = self.give(client, article).content.decode()
        assert "You can give 9 more articles away this month." in html
        link = self.link_in(html)
        assert len(link.removeprefix("/g/")) == 22  # 128 bits
        assert self.link_in(self.give(client, article).content.decode()) == link
        for visitor in (Client(), Client()):
            answer = visitor.get(link)
            assert answer.status_code == 302
            assert "no-store" in answer["Cache-Control"]
            assert answer["Location"] == f"/article/{article.pk}/ferry-aground"  # the code is in no Referer
            assert "word89" in page_of(visitor, article)
        assert GiftLink.objects.get().opened == 2
        make_member(reader, MemberState.ENDED)  # it holds until its date all the same
        late = Client()
        late.get(link)
        assert "word89" in page_of(late, article)
        settings.NOW = lambda: NOW + timedelta(days=30)
        assert "word89" not in page_of(late, article)
        over = Client().get(link)
        assert over.status_code == 410
        assert "This link’s time is over" in over.content.decode()

    def test_it_opens_that_article_alone(self, client: Client, reader: Reader, article: Article) -> None:
        other = make_article(article.publisher, "Another", body=LONG)
        visitor = Client()
        visitor.get(self.link_in(self.give(client, article).content.decode()))
        assert "word89" not in page_of(visitor, other)

    @pytest.mark.parametrize("code", ["x", "A" * 22, "A" * 33, "-", "A" * 4000])
    def test_a_code_of_nobody_opens_nothing(self, client: Client, db: None, code: str) -> None:
        answer = client.get(f"/g/{code}")
        assert answer.status_code == 404
        assert "This link opens nothing" in answer.content.decode()
        assert COOKIE not in answer.cookies

    def test_what_was_withdrawn_stays_so(self, client: Client, reader: Reader, article: Article) -> None:
        link = self.link_in(self.give(client, article).content.decode())
        Article.objects.update(withdrawn_at=NOW)
        visitor = Client()
        assert visitor.get(link).status_code == 302
        html = page_of(visitor, article)
        assert "word0" not in html
        assert "Ferry aground" not in html

    def test_only_members_give_what_they_may_read(
        self, client: Client, reader: Reader, article: Article
    ) -> None:
        assert Client().post(f"/article/{article.pk}/give").status_code in (302, 404)
        Publisher.objects.update(terms=Terms.EXTRACT)
        refused = self.give(client, article)
        assert (refused.status_code, GiftLink.objects.count()) == (403, 0)
        Publisher.objects.update(terms=Terms.FULL)
        make_member(reader, MemberState.ENDED)
        assert self.give(client, article).status_code == 403

    def test_the_months_links_come_to_an_end(
        self, client: Client, reader: Reader, article: Article, settings: Any
    ) -> None:
        have(settings, GIFT_LINKS=2)
        rows = [make_article(article.publisher, f"Other {n}") for n in range(2)]
        assert self.give(client, article).status_code == 200
        assert self.give(client, rows[0]).status_code == 200
        refused = self.give(client, rows[1])
        assert refused.status_code == 403
        assert "You gave 2 articles away this month." in refused.content.decode()
        settings.NOW = lambda: NOW + timedelta(days=31)
        assert self.give(client, rows[1]).status_code == 200


@pytest.mark.store
@pytest.mark.django_db
class TestGiving:
    def give(self, reader: Reader, article: Article, now: datetime = NOW, days: int = 30) -> Any:
        return give_article(reader, article, OPEN, most=10, days=days, now=now)

    @pytest.fixture
    def ada(self) -> Reader:
        return Reader.objects.make(name="Ada", now=NOW)

    def test_what_ran_out_is_given_anew_by_the_same_link(self, ada: Reader, article: Article) -> None:
        first = self.give(ada, article, days=1)
        again = self.give(ada, article, NOW + timedelta(days=2), days=1)
        assert (again.code, again.number, again.until) == (first.code, 1, NOW + timedelta(days=3))
        later = self.give(ada, article, NOW + timedelta(days=40))
        assert (later.code, later.month.month) == (first.code, 4)
        assert links_left(ada, most=10, now=NOW + timedelta(days=40)) == 9

    @pytest.mark.parametrize("why", ["opened", "own", "alone", "gate", "terms", "withdrawn"])
    def test_what_is_not_theirs_is_not_given(self, ada: Reader, article: Article, why: str) -> None:
        assert why not in GIVABLE
        allowed = Allowance(level=Terms.FULL, why=why)
        given_ = give_article(ada, article, allowed, most=10, days=30, now=NOW)
        assert given_ == NotGiven("not_open")


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_tabs_at_once_never_make_more_than_the_months_links() -> None:
    ada = Reader.objects.make(name="Ada", now=NOW)
    title = make_title("Beacon")
    rows = [make_article(title, f"Article {n}") for n in range(8)]

    def give(row: Article) -> str:
        try:
            given_ = give_article(ada, row, OPEN, most=5, days=30, now=NOW)
        finally:
            connection.close()
        return given_.reason if isinstance(given_, NotGiven) else "given"

    with ThreadPoolExecutor(4) as tabs:
        said = list(tabs.map(give, [*rows, *rows]))
    assert GiftLink.objects.count() == 5
    assert sorted(GiftLink.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert said.count("given") == 10  # the same article gives the same link
