from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsstand.model import Terms
from newsstand.newsroom.models import Publisher
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
        "The Plain Trust (foundation)",
        "1 of 2 answer",
        "server error",
        "Its newest piece",
        "And why",
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


def test_search_finds_and_marks(client: Client) -> None:
    ferry_story()
    html = read(client, "/search?q=holloway")
    assert "Articles that say “holloway”" in html
    assert "<mark>Holloway</mark>" in html
    assert "Northern Ledger" in html


def test_search_says_when_nothing_is_found(client: Client) -> None:
    ferry_story()
    assert "No article says all of these words." in read(client, "/search?q=marigold+xylophone")
    assert "Type words" in read(client, "/search")


def test_search_snippets_obey_the_terms(client: Client) -> None:
    ferry_story()
    Publisher.objects.update(terms=Terms.HEADLINE)
    html = read(client, "/search?q=holloway")
    assert "<mark>Holloway</mark>" not in html
    assert "Ferry Marigold aground off Skerry Point" in html
    Publisher.objects.update(terms=Terms.NONE)
    assert "Ferry Marigold" not in read(client, "/search?q=holloway")


def test_search_escapes_what_is_typed(client: Client) -> None:
    html = read(client, "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "query",
    ["%00", "%22", "a%22 OR NEAR(", "-", "%F0%9F%92%A9", "x" * 5000, "q=*&page=-1", "a&page=999999999"],
)
def test_any_query_is_answered(client: Client, query: str) -> None:
    ferry_story()
    assert client.get(f"/search?q={query}").status_code == 200


def test_search_turns_its_pages(client: Client, django_assert_max_num_queries: Any) -> None:
    title = make_title("Prolific")
    for number in range(25):
        make_article(title, f"Zebra number {number}")
    with django_assert_max_num_queries(8):
        first = read(client, "/search?q=zebra")
    assert first.count('class="headline"') == 20
    assert "?q=zebra&amp;page=2" in first
    second = read(client, "/search?q=zebra&page=2")
    assert second.count('class="headline"') == 5
    assert '<ol class="articles" start="21">' in second
