from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsstand.model import Terms
from newsstand.newsroom.models import Article, Publisher
from tests.web.newsroom import ferry_story, make_article, make_picture, make_title

pytestmark = pytest.mark.django_db

BLOCKS = [
    {"kind": "paragraph", "text": "A paragraph with <i>angle</i> brackets & more."},
    {"kind": "subhead", "text": "A subhead"},
    {"kind": "quote", "text": "A quotation"},
    {"kind": "list", "text": "first item\nsecond item"},
    {"kind": "table", "text": "Port | Boats\nSkerry | 4"},
    {"kind": "caption", "text": "A caption"},
    {"kind": "embed", "text": "https://video.example/watch?v=1"},
    {"kind": "embed", "text": "javascript:alert(1)"},
    {"kind": "update", "text": "A post", "posted_at": "2026-03-12T13:30:00+00:00"},
    {"kind": "oracle", "text": "Of a kind that nobody knows"},
]


def read(client: Client, pk: int) -> str:
    response = client.get(f"/article/{pk}/any-words")
    assert response.status_code == 200
    return response.content.decode()


def test_an_article_whole(client: Client) -> None:
    article = ferry_story().opened_by
    html = read(client, article.pk)
    assert html.index("Northern Ledger</a>") < html.index("<h1")
    assert f'href="{article.url}" rel="noopener noreferrer external">Read at Northern Ledger' in html
    assert "By Jo Pike" in html
    assert "SKERRY POINT" in html
    assert "Changed since first seen: version 2 of" in html
    assert "Ferry Marigold aground off Skerry Point, version 1" in html
    assert "The Marigold at first light" in html
    assert "The story it belongs to" in html
    assert "Le ferry Marigold s’échoue" in html
    assert "lets us show no more" not in html


def test_blocks_are_laid_out_by_their_kind(client: Client) -> None:
    html = read(client, make_article(make_title("Kinds"), "All kinds", blocks=BLOCKS).pk)
    assert "&lt;i&gt;angle&lt;/i&gt; brackets &amp; more." in html
    assert "<h2>A subhead</h2>" in html
    assert "<blockquote><p>A quotation</p></blockquote>" in html
    assert "<li>first item</li><li>second item</li>" in html
    assert "<td>Skerry</td><td>4</td>" in html
    assert (
        '<a href="https://video.example/watch?v=1" rel="noopener noreferrer external">Shown at video.example'
        in html
    )
    assert 'href="javascript' not in html
    assert "13:30" in html
    assert "Of a kind that nobody knows" in html


@pytest.mark.parametrize(
    ("terms", "shown", "hidden"),
    [
        (Terms.FULL, ["A headline", "A standfirst", "word0 ", "word99", "By Somebody"], ["lets us show no more"]),
        (Terms.EXTRACT, ["A headline", "A standfirst", "word0 ", "word37…", "lets us show no more"], ["word38"]),
        (Terms.HEADLINE, ["A headline", "lets us show no more"], ["A standfirst", "word0 "]),
        (Terms.NONE, ["lets us show no more", "An article of Strict"], ["A headline", "A standfirst", "word0 ", "By Somebody"]),
    ],
)  # fmt: skip
def test_terms_are_obeyed(client: Client, terms: Terms, shown: list[str], hidden: list[str]) -> None:
    title = make_title("Strict", terms=terms)
    body = " ".join(f"word{i}" for i in range(100))
    article = make_article(title, "A headline", body=body, standfirst="A standfirst", byline="By Somebody")
    html = read(client, article.pk)
    for words in shown:
        assert words in html
    for words in hidden:
        assert words not in html


def test_a_picture_is_shown_only_under_full_terms(client: Client) -> None:
    article = ferry_story().opened_by
    assert "/picture/" in read(client, article.pk)
    Publisher.objects.update(terms=Terms.EXTRACT)
    assert "/picture/" not in read(client, article.pk)


def test_hostile_fields_are_words_and_no_markup(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    article = make_article(
        make_title("Plain"), evil, byline=evil, dateline=evil, overline=evil, standfirst=evil, image_caption=evil,
        section=evil, agency=evil, body=evil,
    )  # fmt: skip
    Article.objects.filter(pk=article.pk).update(url="javascript:alert(1)")
    html = read(client, article.pk)
    assert "<script>alert" not in html
    assert "javascript:" not in html


def test_an_article_runs_the_way_of_its_language(client: Client) -> None:
    article = make_article(make_title("Al Mina", language="ar"), "العبارة")
    assert '<div class="text" lang="ar" dir="rtl">' in read(client, article.pk)


def test_queries_are_few(client: Client, django_assert_max_num_queries: Any) -> None:
    article = ferry_story().opened_by
    with django_assert_max_num_queries(12):
        read(client, article.pk)


def test_an_article_without_a_text_or_a_story_still_has_its_page(client: Client) -> None:
    article = make_article(make_title("Bare"), "Bare headline", body="", published_precision="day")
    article.versions.all().delete()
    html = read(client, article.pk)
    assert "Bare headline" in html
    assert '<time datetime="2026-03-12">Thursday 12 March 2026</time>' in html


def test_what_is_not_there(client: Client) -> None:
    assert client.get("/article/4711/x").status_code == 404


def test_a_caption_is_not_said_twice(client: Client) -> None:
    blocks = [{"kind": "caption", "text": "The quay"}, {"kind": "caption", "text": "The crane"}]
    article = make_article(
        make_title("Twice"), "Pictured", blocks=blocks, image_caption="The quay", picture=make_picture()
    )
    html = read(client, article.pk)
    assert html.count("The quay") == 2  # under the picture, and as its alternative text
    assert html.count("The crane") == 1
