from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from newsstand.members.models import GiftLink, Reader, Tally
from newsstand.model import MemberState, Terms
from newsstand.newsroom.models import Article, Publisher
from newsstand.web.opened import (
    COOKIE,
    LONGEST,
    MOST_FREE,
    MOST_GIVEN,
    SALT,
    Opened,
    read_opened,
    with_free,
    with_given,
    write_opened,
)
from tests.web.gates import HERE, LONG, gate_in, make_long, open_free, page_of
from tests.web.newsroom import NOW, make_article, make_member, make_title


@pytest.fixture
def article(db: None) -> Article:
    return make_long()


class TestFreeReads:
    def test_three_a_month_and_again_costs_nothing(self, client: Client, article: Article) -> None:
        others = [make_article(article.publisher, f"Other {n}", body=LONG) for n in range(3)]
        answer = open_free(client, article)
        assert (answer.status_code, answer["Cache-Control"]) == (302, "no-store")
        cookie = answer.cookies[COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", "")
        html = page_of(client, article)
        assert "word89" in html
        assert not gate_in(html)
        assert open_free(client, article).status_code == 302
        assert "(2 left this month)" in gate_in(page_of(client, others[0]))
        for other in others[:2]:
            open_free(client, other)
        assert "left this month" not in gate_in(page_of(client, others[2]))
        refused = open_free(client, others[2])
        assert refused.status_code == 403
        assert "Your free reads of this month are used up" in refused.content.decode()
        assert "word89" not in page_of(client, others[2])
        assert "word89" in page_of(client, article)

    def test_with_the_next_month_they_begin_anew(
        self, client: Client, article: Article, settings: Any
    ) -> None:
        open_free(client, article)
        settings.NOW = lambda: NOW + timedelta(days=31)
        html = page_of(client, article)
        assert "word89" not in html
        assert "(3 left this month)" in gate_in(html)

    def test_an_account_counts_in_all_its_browsers_and_keeps_nothing_of_what_was_read(
        self, client: Client, reader: Reader, article: Article
    ) -> None:
        make_member(reader, MemberState.ENDED)
        others = [make_article(article.publisher, f"Other {n}", body=LONG) for n in range(4)]
        for other in others[:3]:
            assert open_free(client, other).status_code == 302
        second = Client()
        second.force_login(reader)
        assert open_free(second, others[3]).status_code == 403
        assert Tally.objects.count() == 1
        assert not GiftLink.objects.exists()

    def test_who_reads_everything_uses_none(self, client: Client, reader: Reader, article: Article) -> None:
        answer = open_free(client, article)
        assert answer.status_code == 302
        assert COOKIE not in answer.cookies

    @pytest.mark.parametrize("terms", [Terms.EXTRACT, Terms.HEADLINE, Terms.NONE])
    def test_nothing_is_counted_where_nothing_would_open(
        self, client: Client, article: Article, terms: Terms
    ) -> None:
        Publisher.objects.update(terms=terms)
        assert COOKIE not in open_free(client, article).cookies

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"origin": "http://testserver"}, 302),
            ({"sec-fetch-site": "same-origin"}, 302),
            ({"origin": "https://evil.example"}, 403),
            ({"origin": "null"}, 403),
            ({"origin": "http://testserver.evil.example"}, 403),
            ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
            ({"sec-fetch-site": "cross-site"}, 403),
            ({"x-nothing": "said"}, 403),
        ],
    )
    def test_other_sites_press_no_button(
        self, article: Article, headers: dict[str, str], status: int
    ) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert open_free(strict, article, **headers).status_code == status

    def test_an_article_that_is_not_there(self, client: Client, db: None) -> None:
        for pk in (4711, 2**70):
            assert client.post(f"/article/{pk}/free", headers=HERE).status_code == 404

    def test_a_headline_of_that_word_has_its_page(self, client: Client, db: None) -> None:
        title = make_title("Beacon")
        for word in ("free", "give"):
            row = make_article(title, word.title())
            answer = client.get(f"/article/{row.pk}/{word}")
            assert answer.status_code == 200
            assert f"{word.title()}</h1>" in answer.content.decode()


def asked(cookie: str) -> Any:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    return request


class TestTheCookie:
    @pytest.mark.parametrize(
        "cookie",
        [
            "", "x", "2026-03.1.7.", ":", "2026-03.0.7.:forged", "a" * 5000, "2026-03.1.7.:" + "x" * 4000, "\0", "٣",
            Signer(salt="another").sign("2026-03.1.7."), Signer(salt=SALT, key="ours not").sign("2026-03.1.7."),
            Signer(salt=SALT).sign("2026-03.1.7"), Signer(salt=SALT).sign("2026-03.1.x."), Signer(salt=SALT).sign(""),
        ],
    )  # fmt: skip
    @pytest.mark.django_db
    def test_what_we_did_not_write_opens_nothing(self, client: Client, cookie: str) -> None:
        row = make_article(make_title("Beacon"), "Ferry", body=LONG)
        assert read_opened(asked(cookie), NOW) == Opened(month="2026-03")
        if cookie.isprintable() and cookie.isascii() and len(cookie) < 4000:
            client.cookies[COOKIE] = cookie
            assert "word89" not in page_of(client, row)

    @given(
        free=st.lists(st.integers(1, 2**40), max_size=150),
        given_=st.lists(st.tuples(st.integers(1, 2**40), st.integers(1, 10**7)), max_size=40),
    )
    def test_it_is_bounded_and_says_what_was_written(
        self, free: list[int], given_: list[tuple[int, int]]
    ) -> None:
        from django.http import HttpResponse

        opened = Opened(month="2026-03")
        for pk in free:
            opened = with_free(opened, pk)
        for pk, seconds in given_:
            opened = with_given(opened, pk, NOW + timedelta(seconds=seconds))
        response = HttpResponse()
        write_opened(response, opened, is_secure=True)
        morsel = response.cookies[COOKIE]
        assert len(morsel.value) <= LONGEST
        assert morsel["secure"]
        assert len(opened.free) <= MOST_FREE
        assert len(opened.given) <= MOST_GIVEN
        assert read_opened(asked(morsel.value), NOW) == opened
        assert read_opened(asked(morsel.value), NOW).articles == set(opened.free) | set(opened.given)
        assert read_opened(asked(morsel.value), NOW + timedelta(days=200)) == Opened(month="2026-09")
