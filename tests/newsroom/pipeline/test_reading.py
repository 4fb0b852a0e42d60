"""Pages become articles and versions of articles; what changes re-opens what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from newsstand.newsroom.models import Article, ArticleVersion, Brief, Citation, Page, Story
from newsstand.newsroom.pipeline.reading import MOST_VERSIONS
from newsstand.newsroom.search import search_articles
from tests.net.server import ok, status
from tests.newsroom.making import NOW, make_publisher
from tests.newsroom.pipeline.newsroom import (
    BARGE,
    Newsroom,
    article_page,
    feed_answer,
    item,
    open_newsroom,
    wanted_page,
)

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


def published(moment: str) -> str:
    return f'<meta property="article:published_time" content="{moment}">'


def test_an_article_and_its_first_version(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), article_page(head=published("2026-03-12T07:30:00+01:00")))
    article, version = Article.objects.get(), ArticleVersion.objects.get()
    assert page.article == article
    assert (article.headline, article.version, article.url_key) == (
        "Barge hits Old Quay Bridge", 1, newsroom.url("/barge"),
    )  # fmt: skip
    assert article.published_at == NOW - timedelta(hours=2, minutes=30)
    assert (version.number, version.headline, version.made_at) == (1, article.headline, NOW)
    assert version.body == "\n\n".join(BARGE)
    assert article.words == len(version.body.split())
    assert [hit.article for hit in search_articles("Lindqvist", limit=3)] == [article.pk]


def test_other_bytes_that_say_the_same_are_no_version(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), article_page())
    newsroom.later(minutes=30)
    page = newsroom.look_at(page, article_page(head="<!-- served by machine 7 -->"))
    assert ArticleVersion.objects.count() == 1
    assert (page.looks, page.due_at) == (1, newsroom.clock.at + timedelta(hours=2))


def test_a_changed_page_is_a_new_version_and_is_looked_at_sooner(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), article_page())
    first = page.article
    newsroom.later(minutes=30)
    later = newsroom.later(hours=2)
    page = newsroom.look_at(
        page, article_page("Barge hits bridge: 14 hurt", [*BARGE, "Two more people were hurt."])
    )
    article = Article.objects.get()
    assert article == first
    assert (article.version, article.headline, article.changed_at) == (2, "Barge hits bridge: 14 hurt", later)
    assert [v.number for v in article.versions.order_by("number")] == [1, 2]
    assert article.versions.get(number=1).headline == "Barge hits Old Quay Bridge", "what it said stays"
    assert page.due_at == later + timedelta(minutes=30)
    assert [h.article for h in search_articles('"two more people"', limit=3)] == [article.pk]


def test_a_page_that_never_stands_still_is_let_go_in_the_end(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), article_page())
    Article.objects.update(version=MOST_VERSIONS - 1)
    ArticleVersion.objects.update(number=MOST_VERSIONS - 1)
    due = []
    for turn in range(5):
        page = newsroom.look_at(
            page, article_page(paragraphs=[*BARGE, f"{turn + 20} people watched from the quay."])
        )
        due.append(page.due_at is not None)
        newsroom.later(days=1)
    assert due == [True, True, True, False, False]


def test_a_changed_report_reopens_the_brief_that_cites_it(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom), article_page())
    other = wanted_page(newsroom, "/kurier")
    Page.objects.filter(pk=other.pk).update(publisher=make_publisher("kurier", "Kurier"))
    newsroom.look_at(other, article_page("Bridge closed after barge collision", [
        "The Old Quay Bridge is closed after a gravel barge hit one of its piers on Wednesday, injuring 12 people, the fire service said.",
        "Mayor Tomas Reyes said that free ferries would carry people between Port Alder and Westmouth for six weeks.",
    ]))  # fmt: skip
    assert newsroom.group() == 2
    story = Story.objects.get()
    assert (story.titles, story.brief_wanted) == (2, "a report joined")
    assert newsroom.brief() == 1
    assert Citation.objects.filter(article=page.article, version=1).exists()
    newsroom.later(minutes=30)
    changed = [BARGE[0].replace("12 people", "15 people"), *BARGE[1:]]
    newsroom.look_at(page, article_page(paragraphs=changed))
    story.refresh_from_db()
    assert story.brief_wanted == "Valley Herald changed its report"
    assert newsroom.brief() == 1
    story.refresh_from_db()
    assert story.brief_wanted == ""
    assert Brief.objects.get().revision == 2
    assert set(Citation.objects.filter(article=page.article).values_list("version", flat=True)) == {2}


CANONICAL = '<link rel="canonical" href="{}">'


def test_the_own_sites_canonical_address_is_the_articles(newsroom: Newsroom) -> None:
    canonical = newsroom.url("/2026/03/barge")
    newsroom.look_at(wanted_page(newsroom), article_page(head=CANONICAL.format(canonical)))
    assert (Article.objects.get().url, Article.objects.get().url_key) == (canonical, canonical)


@pytest.mark.parametrize("canonical", ["https://elsewhere.example/2026/barge", "{home}", "https://127.0.0.1.evil.example/barge", "javascript:alert(1)"])  # fmt: skip
def test_a_canonical_address_of_another_site_or_of_none_is_not(newsroom: Newsroom, canonical: str) -> None:
    head = CANONICAL.format(canonical.format(home=newsroom.url("/")))
    newsroom.look_at(wanted_page(newsroom), article_page(head=head))
    assert Article.objects.get().url_key == newsroom.url("/barge")


def two_addresses(newsroom: Newsroom) -> tuple[Page, Page, str]:
    head = CANONICAL.format(newsroom.url("/2026/barge"))
    first, second = wanted_page(newsroom, "/a"), wanted_page(newsroom, "/b")
    for path in ("/a", "/b"):
        newsroom.says(path, article_page(head=head))
    assert newsroom.fetch() == 2
    assert newsroom.read() == 2
    return first, second, head


def test_two_addresses_of_one_article_are_one_article(newsroom: Newsroom) -> None:
    two_addresses(newsroom)
    article = Article.objects.get()
    assert {p.article_id for p in Page.objects.all()} == {article.pk}
    assert article.versions.count() == 1


def test_two_addresses_that_change_at_once_are_one_change(newsroom: Newsroom) -> None:
    _, _, head = two_addresses(newsroom)
    for path, words in (("/a", "14 people were hurt."), ("/b", "14 people were hurt, says the small page.")):
        newsroom.says(path, article_page(paragraphs=[*BARGE, words], head=head))
    newsroom.later(minutes=30)
    assert newsroom.fetch() == 2
    assert newsroom.read() == 2
    article = Article.objects.get()
    assert article.version == 2
    assert article.versions.get(number=2).body.endswith("14 people were hurt.")


FULL = "<p>A barge hit the bridge.</p><p>Twelve people were hurt.</p>"
EMPTY = ok(b"<!doctype html><html><body><div id='app'></div><script src='/a.js'></script></body></html>")


def test_a_page_without_an_article_leaves_it_to_the_feed(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom, raw_content=FULL, summary="Fog."), EMPTY)
    assert page.state == "discarded"
    assert page.outcome in ("not_an_article", "too_short")
    article = Article.objects.get()
    assert (page.article, article.read_from, article.standfirst) == (article, "feed", "Fog.")
    assert article.versions.get().body == "A barge hit the bridge.\n\nTwelve people were hurt."


def test_a_feed_with_headlines_only_gives_no_body(newsroom: Newsroom) -> None:
    newsroom.look_at(wanted_page(newsroom, summary="Fog on the river."), EMPTY)
    version = ArticleVersion.objects.get()
    assert (version.body, version.blocks, version.standfirst) == ("", [], "Fog on the river.")


def test_neither_page_nor_headline_is_no_article(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom, headline=""), EMPTY)
    assert (page.state, page.article) == ("discarded", None)
    assert Article.objects.count() == 0


@pytest.mark.parametrize("reply", [EMPTY, status("403 Forbidden"), status("500 Oh")])
def test_an_article_from_a_feed_follows_what_the_feed_says(newsroom: Newsroom, reply: bytes) -> None:
    feed = newsroom.feed()
    newsroom.says("/barge", reply)
    newsroom.poll(feed, feed_answer(item("1", url=newsroom.url("/barge"), content=FULL)))
    Page.objects.update(attempts=3)
    newsroom.fetch()
    newsroom.read()
    later = newsroom.later(hours=2)
    corrected = FULL.replace("Twelve", "Fourteen")
    newsroom.poll(feed, feed_answer(item("1", url=newsroom.url("/barge"), content=corrected)))
    newsroom.fetch()
    newsroom.read()
    article = Article.objects.get()
    assert (article.read_from, article.version, article.changed_at) == ("feed", 2, later)
    assert article.versions.get(number=2).body.endswith("Fourteen people were hurt.")


def test_a_page_that_can_be_read_at_last_takes_over_from_the_feed(newsroom: Newsroom) -> None:
    page = newsroom.look_at(wanted_page(newsroom, raw_content=FULL), EMPTY)
    page = newsroom.look_at(page, article_page())
    article = Article.objects.get()
    assert (article.read_from, article.version, page.state) == ("page", 2, "read")
    page = newsroom.look_at(page, EMPTY)
    article.refresh_from_db()
    assert (article.read_from, article.version) == ("page", 2), "the feed does not take it back"


HOSTILE = """<p onclick="steal()">A paragraph with a handler on it, and enough words to be a paragraph of this report.</p>
<script>document.write("<p>Written by a script, and enough words to be a paragraph of this report.</p>")</script>
<p>A paragraph with <a href="javascript:steal()">a link that runs</a> and <a href="data:text/html,x">one that is no link</a>.</p>
<img src="https://spy.example/pixel.gif" width="1" height="1" onerror="steal()"><style>p{color:red}</style>
<p>&lt;script&gt;alert(1)&lt;/script&gt; is what an attacker would write, the police said on Wednesday in Port Alder.</p>
<iframe src="https://evil.example/"></iframe><svg onload="steal()"><text>drawn</text></svg>"""


def test_hostile_markup_leaves_plain_text(newsroom: Newsroom) -> None:
    newsroom.look_at(wanted_page(newsroom), article_page(body=HOSTILE))
    version = ArticleVersion.objects.get()
    said = " ".join(block["text"] for block in version.blocks)
    for trace in ("onclick", "steal", "javascript:", "Written by", "spy.example", "onerror", "color:red", "evil.example", "onload"):  # fmt: skip
        assert trace not in said, trace
    assert "A paragraph with a handler on it" in version.body
    assert "a link that runs" in version.body
    assert "<script>alert(1)</script> is what an attacker" in version.body, (
        "text stays text, to be escaped when shown"
    )
    assert {frozenset(block) for block in version.blocks} <= {frozenset({"kind", "text"}), frozenset({"kind", "text", "posted_at"})}  # fmt: skip


def test_a_date_in_the_future_is_when_we_saw_it(newsroom: Newsroom) -> None:
    newsroom.look_at(wanted_page(newsroom), article_page(head=published("2026-03-13T07:30:00Z")))
    assert Article.objects.get().published_at == NOW


def test_an_update_in_the_future_is_now(newsroom: Newsroom) -> None:
    modified = '<meta property="article:modified_time" content="2098-03-12T07:00:00Z">'
    head = published("2026-03-12T07:00:00Z") + modified
    page = newsroom.look_at(wanted_page(newsroom), article_page(head=head))
    assert Article.objects.get().updated_at == NOW
    later = newsroom.later(hours=1)
    newsroom.look_at(page, article_page("Barge hits bridge: 14 hurt", head=head))
    assert Article.objects.get().updated_at == later


def test_a_bare_day_takes_the_feeds_time(newsroom: Newsroom) -> None:
    told = NOW - timedelta(hours=5)
    newsroom.look_at(wanted_page(newsroom, published_at=told), article_page(head=published("2026-03-12")))
    assert (Article.objects.get().published_at, Article.objects.get().published_precision) == (told, "time")


def test_a_bare_day_that_the_feed_denies_stands(newsroom: Newsroom) -> None:
    told = NOW - timedelta(hours=1)
    newsroom.look_at(wanted_page(newsroom, published_at=told), article_page(head=published("2026-03-01")))
    article = Article.objects.get()
    assert (f"{article.published_at:%Y-%m-%d}", article.published_precision) == ("2026-03-01", "day")


def test_no_date_anywhere_is_when_we_saw_it(newsroom: Newsroom) -> None:
    newsroom.look_at(wanted_page(newsroom), article_page())
    assert (Article.objects.get().published_at, Article.objects.get().published_precision) == (NOW, "none")


def test_a_picture_is_wanted_once_however_many_show_it(newsroom: Newsroom) -> None:
    head = f'<meta property="og:image" content="{newsroom.url("/bridge.jpg")}">'
    for path in ("/a", "/b"):
        newsroom.look_at(
            wanted_page(newsroom, path), article_page(f"The headline of {path} is here", head=head)
        )
    pictures = {a.picture for a in Article.objects.select_related("picture")}
    assert [p.url for p in pictures if p] == [newsroom.url("/bridge.jpg")]


def test_bytes_that_no_store_takes_are_stored_without_them(newsroom: Newsroom) -> None:
    newsroom.look_at(
        wanted_page(newsroom), article_page("Barge \0 hits &#0; bridge", [BARGE[0] + "\0", *BARGE[1:]])
    )
    version = ArticleVersion.objects.get()
    assert "\0" not in version.headline + version.body
    assert newsroom.look_at(wanted_page(newsroom, "/nul"), ok(b"\0" * 5000)).state == "discarded"


def test_a_long_canonical_address_does_not_break_the_batch(newsroom: Newsroom) -> None:
    long = newsroom.url("/2026/barge?utm_source=") + "x" * 3000
    newsroom.look_at(wanted_page(newsroom), article_page(head=CANONICAL.format(long)))
    assert len(Article.objects.get().url) <= 2000
