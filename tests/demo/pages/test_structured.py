"""What pages say to machines: one is right, one a graph, one broken on purpose."""

from __future__ import annotations

import orjson
import pytest
from lxml import html

from newsstand.demo.clock import moment
from newsstand.demo.newsroom import DemoNewsroom
from tests.demo.pages.test_designs import fetch

NIGHT = moment("22:00")


def json_on(newsroom: DemoNewsroom, slug: str) -> str:
    page = fetch(newsroom, newsroom.published(slug, NIGHT)[-1])
    texts: list[str] = html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    return str(texts[0]) if texts else ""


def test_an_article_names_its_authors_and_times(newsroom: DemoNewsroom) -> None:
    article = newsroom.published("albion-ledger", NIGHT)[-1]
    record = orjson.loads(json_on(newsroom, "albion-ledger"))
    assert record["@type"] == "NewsArticle"
    assert record["headline"] == article.headline
    assert record["datePublished"] == article.at.isoformat()
    assert [a["name"] for a in record["author"]] == list(article.authors)


def test_a_graph_ties_people_by_id(newsroom: DemoNewsroom) -> None:
    graph = orjson.loads(json_on(newsroom, "northmoor-post"))["@graph"]
    kinds = [node["@type"] for node in graph]
    assert kinds[:3] == ["NewsArticle", "WebPage", "BreadcrumbList"]
    people = {node["@id"]: node["name"] for node in graph if node["@type"] == "Person"}
    assert people
    assert all(people[a["@id"]] == a["name"] for a in graph[0]["author"])


def test_the_broken_one_is_broken_and_the_rest_of_the_page_is_not(newsroom: DemoNewsroom) -> None:
    for slug in ("harborview-times", "die-lupe"):
        text = json_on(newsroom, slug)
        assert '"headline"' in text
        with pytest.raises(orjson.JSONDecodeError):
            orjson.loads(text)


def test_titles_without_json_have_none(newsroom: DemoNewsroom) -> None:
    for slug in ("daily-lantern", "the-ticker", "box-score", "quarter-hour", "wexmouth-echo"):
        assert json_on(newsroom, slug) == ""
    page = fetch(newsroom, newsroom.published("wexmouth-echo", NIGHT)[0])
    assert 'itemprop="articleBody"' in page
