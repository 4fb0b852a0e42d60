from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsstand.members.models import Reader
from newsstand.model import MemberState, Terms
from newsstand.newsroom.models import Article, Publisher
from tests.web.gates import gate_in, have, make_long, page_of
from tests.web.newsroom import NOW, make_article, make_member, make_title


@pytest.fixture
def article(db: None) -> Article:
    return make_long()


class TestTheGate:
    def test_a_visitor_is_led_on_and_comes_back(self, client: Client, article: Article) -> None:
        gate = gate_in(page_of(client, article))
        assert "Read this and everything else: 14 days free" in gate
        assert gate.index(f'href="{article.url}"') < gate.index("14 days free")
        assert f"/account/signup/?next=%2Farticle%2F{article.pk}%2Fx" in gate
        assert f"/account/login/?next=%2Farticle%2F{article.pk}%2Fx" in gate
        assert "Read this one free (3 left this month)" in gate
        assert "€" not in gate  # nothing is sold here

    def test_what_it_costs_is_said_where_something_is_sold(
        self, client: Client, article: Article, settings: Any
    ) -> None:
        have(settings, STRIPE_KEY="sk_test_x")
        assert "Who stays pays €9.99 a month afterwards." in gate_in(page_of(client, article))

    @pytest.mark.parametrize("state", [MemberState.ENDED, MemberState.PAUSED])
    def test_who_was_a_member_is_asked_back(
        self, client: Client, reader: Reader, article: Article, state: MemberState
    ) -> None:
        make_member(reader, state)
        gate = gate_in(page_of(client, article))
        assert "Take it up again" in gate
        assert "/join/?next=" in gate
        assert "signup" not in gate

    def test_members_meet_none(self, client: Client, reader: Reader, article: Article) -> None:
        html = page_of(client, article)
        assert not gate_in(html)
        assert "word89" in html

    @pytest.mark.parametrize("terms", [Terms.EXTRACT, Terms.HEADLINE, Terms.NONE])
    def test_where_nobody_gets_more_the_title_itself_is_named(
        self, client: Client, article: Article, terms: Terms
    ) -> None:
        Publisher.objects.update(terms=terms)
        html = page_of(client, article)
        assert not gate_in(html)
        assert (
            f'<a href="{article.url}" rel="noopener noreferrer external">Read the whole of it at Beacon'
            in html
        )

    def test_the_owner_of_an_own_instance_meets_none(
        self, client: Client, article: Article, settings: Any
    ) -> None:
        have(settings, SINGLE_READER=True)
        html = page_of(client, article)
        assert not gate_in(html)
        assert "word89" in html
        assert "Give this article away" not in html

    def test_without_a_trial_nothing_is_promised(
        self, client: Client, article: Article, settings: Any
    ) -> None:
        have(settings, TRIAL_DAYS=0, FREE_READS=0)
        gate = gate_in(page_of(client, article))
        assert "free" not in gate
        assert "/account/signup/" in gate

    def test_what_was_withdrawn_is_gone(self, client: Client, reader: Reader, article: Article) -> None:
        Article.objects.update(withdrawn_at=NOW)
        answer = client.get(f"/article/{article.pk}/x")
        assert answer.status_code == 410
        html = answer.content.decode()
        assert "Beacon took this article down." in html
        assert "Ferry aground" not in html

    @pytest.mark.parametrize(
        ("agreed", "words"),
        [
            ({"embargo_minutes": 999}, "lets us show its text later"),
            ({"expires_days": 1}, "no longer lets us show its text"),
            ({"territories": ["NZ"]}, "does not let us show its text in every country"),
        ],
    )
    def test_what_is_shut_says_why(
        self, client: Client, reader: Reader, article: Article, agreed: dict[str, Any], words: str
    ) -> None:
        Publisher.objects.update(agreed=agreed)
        if "expires_days" in agreed:
            Article.objects.update(published_at=NOW - timedelta(days=2))
        html = page_of(client, article)
        assert words in html
        assert "word0" not in html


class TestWhatMachinesAreTold:
    def said(self, html: str) -> dict[str, Any]:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert found
        said: dict[str, Any] = json.loads(found[1])
        return said

    def test_a_gated_page_names_its_gated_part(self, client: Client, article: Article) -> None:
        html = page_of(client, article)
        said = self.said(html)
        assert said["@type"] == "NewsArticle"
        assert said["isAccessibleForFree"] is False
        assert said["hasPart"]["cssSelector"] == ".gated"
        assert 'class="text gated"' in html
        assert (said["headline"], said["url"]) == ("Ferry aground", article.url)
        assert said["publisher"] == {
            "@type": "NewsMediaOrganization", "name": "Beacon", "url": "https://beacon.example/",
        }  # fmt: skip
        assert f'<link rel="canonical" href="{article.url}">' in html
        assert 'content="noindex"' not in html

    def test_a_whole_text_of_others_is_for_no_index(
        self, client: Client, reader: Reader, article: Article
    ) -> None:
        html = page_of(client, article)
        assert '<meta name="robots" content="noindex">' in html
        assert "isAccessibleForFree" not in self.said(html)

    def test_nothing_ends_the_data(self, client: Client, db: None) -> None:
        evil = "</script><script>alert(1)</script> & <!--"
        row = make_article(make_title("Plain"), evil, standfirst=evil, authors=[evil])
        html = page_of(client, row)
        assert "<script>alert" not in html
        said = self.said(html)
        assert (said["headline"], said["author"][0]["name"]) == (evil, evil)

    def test_an_address_that_is_none_leads_nowhere(self, client: Client, article: Article) -> None:
        Article.objects.update(url="javascript:alert(1)")
        html = page_of(client, article)
        assert "javascript:" not in html
        assert "canonical" not in html
