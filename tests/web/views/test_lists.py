from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.web.newsroom import NOW, ferry_story, fill, make_article, make_feed, make_title

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_titles_stand_under_their_countries(client: Client) -> None:
    ferry_story()
    html = read(client, "/titles/")
    assert "3 titles are gathered here." in html
    assert html.index("France") < html.index("Ireland") < html.index("United Kingdom")


def test_a_title_shows_its_facts_articles_and_feeds(client: Client) -> None:
    title = make_title("Plain Dealer", owner="The Plain Trust", owner_kind="foundation")
    make_article(title, "Its newest piece", standfirst="And why")
    make_feed(title, "new")
    make_feed(title, "server_error", since=NOW)
    html = read(client, "/title/plain-dealer/")
    for words in (
        "<bdi>The Plain Trust</bdi> (foundation)",
        "1 of 2 answer",
        "server error",
        "Its newest piece",
        "And why",
    ):
        assert words in html


def test_a_titles_facts_are_said_in_the_readers_language(client: Client) -> None:
    title = make_title("Plain Dealer", owner="The Plain Trust", owner_kind="foundation")
    make_feed(title, "server_error", since=NOW)
    html = client.get("/title/plain-dealer/", headers={"accept-language": "de"}).content.decode()
    for words in (
        "<bdi>The Plain Trust</bdi> (Stiftung)",
        "<dd>Zeitung</dd>",
        "0 von 1 antworten",
        "Fehler des Servers",
    ):
        assert words in html


def test_a_title_that_is_not_there(client: Client) -> None:
    assert client.get("/title/nobody/").status_code == 404


def test_a_section_lists_its_stories_with_the_edition_first(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    fill(60)
    with django_assert_max_num_queries(10):
        html = read(client, "/section/politics/")
    assert '<h1 class="heading">Politics</h1>' in html
    assert html.index("The matter of number 0") < html.index("The matter of number 7")
    assert 'aria-current="page">Politics' in html


def test_a_section_turns_its_pages(client: Client) -> None:
    fill(2 + 7 * 26)
    first, second = read(client, "/section/sport/"), read(client, "/section/sport/?page=2")
    assert "?page=2" in first
    assert "The matter of number 2<" in first
    assert "The matter of number 2<" not in second
    assert "Previous page" in second


@pytest.mark.parametrize("path", ["/section/nothing/", "/section/-/"])
def test_a_section_without_stories_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
