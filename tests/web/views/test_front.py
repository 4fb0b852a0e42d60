from __future__ import annotations

import gzip
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client

from newsstand.model import Terms
from newsstand.newsroom.models import Publisher
from tests.web.newsroom import fill, make_article, make_edition, make_story, make_title

pytestmark = pytest.mark.django_db


class Headings(HTMLParser):
    """The levels of a page's headings, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))


def read(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_before_the_first_edition_the_page_says_what_happens(client: Client) -> None:
    response = client.get("/")
    html = response.content.decode()
    assert "The first stories arrive in a minute" in html
    assert '<noscript><meta http-equiv="refresh"' in html
    assert response["Cache-Control"] == "no-cache"


def test_the_lead_has_its_due(client: Client) -> None:
    fill()
    html = read(client)
    lead = html[html.index('class="lead') : html.index('class="second"')]
    assert "Ferry Marigold aground off Skerry Point" in lead
    assert "<b>3 titles</b>" in lead
    assert (
        "<bdi>Northern Ledger</bdi>, <bdi>La Presse du Port</bdi>, <bdi>Harbour Echo</bdi>" in lead
    )  # whoever copies is named last
    assert "Nobody was hurt." in lead  # a bullet: the first sentence of the brief's section
    assert 'alt="A ferry on rocks"' in lead
    assert "Jo Pike/Northern Ledger" in lead
    assert "You are up to date." in html


def test_times_are_exact_and_human(client: Client) -> None:
    fill()
    html = read(client)
    assert "Thursday 12 March 2026" in html
    assert (
        '<time datetime="2026-03-12T13:05:00+00:00" title="Thursday 12 March 2026, 13:05 GMT">13:05, 1 hour ago'
        '<span class="unseen"> GMT</span></time>'
    ) in html


def test_headings_descend_without_a_gap(client: Client) -> None:
    fill()
    levels = Headings(read(client)).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_story_stands_twice_outside_the_index(client: Client) -> None:
    stories = fill(30)
    html = read(client)
    index = html[html.index('class="numbered"') : html.index('class="desks"')]
    rest = html.replace(index, "")
    for story in stories:
        assert rest.count(f">{story.headline}</a>") <= 1
    assert index.count("<li ") == 10


def test_the_demo_says_that_it_is_one(client: Client) -> None:
    fill(4)
    assert "invented" not in read(client)
    Publisher.objects.update(is_demo=True)
    cache.clear()
    assert "these titles are invented" in read(client)


def test_queries_are_few_and_flat(client: Client, django_assert_max_num_queries: Any) -> None:
    fill(80)
    with django_assert_max_num_queries(16):
        client.get("/")
    with django_assert_max_num_queries(1):  # rendered once: only the newest edition is asked for
        client.get("/")


def test_a_newer_edition_is_shown_at_once(client: Client) -> None:
    stories = fill(5)
    read(client)
    make_edition(stories[1:] + stories[:1], minutes=1)
    html = read(client)
    assert html.index("The matter of number 0") < html.index("Ferry Marigold aground")


def test_the_page_is_cacheable_and_revalidates(client: Client) -> None:
    fill(5)
    response = client.get("/")
    assert response["Cache-Control"] == "public, max-age=15, stale-while-revalidate=60"
    assert response["Last-Modified"] == "Thu, 12 Mar 2026 14:03:00 GMT"
    assert client.get("/", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert "Set-Cookie" not in response


def test_the_front_page_weighs_less_than_150_kb(client: Client) -> None:
    fill(80)
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    html = len(gzip.decompress(response.content))
    files = ["paper.css", "paper.js", "fresh.js", "mark.svg", "fonts/newsreader-latin-wght-normal.woff2"]
    kept = [Path(str(finders.find(f"newsstand/{f}"))).read_bytes() for f in files]
    weights = [len(gzip.compress(held)) for held in kept]
    assert len(response.content) + sum(weights) < 150_000
    assert html < 150_000
    assert len(response.content) + sum(weights[:-1]) < 50_000


def test_hostile_headlines_are_words_and_no_markup(client: Client) -> None:
    title = make_title('<b onclick="x">Title</b>', slug="hostile")
    hostile = '"><script>alert(1)</script>'
    article = make_article(title, hostile, standfirst="<img src=x onerror=alert(1)>")
    make_edition([make_story([article], section='<svg onload="x">')])
    html = read(client)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<svg onload" not in html
    assert "<b onclick" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_headline_bears_its_language_and_direction(client: Client) -> None:
    article = make_article(make_title("Al Mina", language="ar"), "العبارة تجنح قبالة الساحل")
    make_edition([make_story([article])])
    html = read(client)
    assert '<h2 class="headline" lang="ar" dir="rtl">' in html
    assert '<div class="words" dir="rtl">' in html


def test_terms_of_none_keep_a_lone_story_out_of_lists(client: Client) -> None:
    silent, open_ = make_title("Silent", terms=Terms.NONE), make_title("Open")
    stories = [make_story([make_article(silent, "Unsaid")]), make_story([make_article(open_, "Said")])]
    make_edition(stories)
    html = read(client)
    assert "Unsaid" not in html
    assert "Said" in html


def test_a_spiked_story_is_gone(client: Client) -> None:
    stories = fill(5)
    stories[0].spiked_at = stories[0].moved_at
    stories[0].save()
    assert "Ferry Marigold aground" not in read(client)


def test_the_edition_as_json(client: Client) -> None:
    assert client.get("/edition.json").json() == {"edition": None, "at": None, "stories": []}
    stories = fill(3)
    response = client.get("/edition.json")
    body = response.json()
    assert body["stories"] == [s.pk for s in stories]
    assert body["at"] == "2026-03-12T14:03:00+00:00"
    assert client.get("/edition.json", headers={"If-None-Match": response["ETag"]}).status_code == 304
