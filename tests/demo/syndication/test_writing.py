"""Every title's feed can be read by a stranger's parser, holds the right entries, and has the faults that it is meant to have."""

from __future__ import annotations

from datetime import datetime

import feedparser
import orjson
import pytest
from lxml import etree

from newsstand.demo.addresses import address_of
from newsstand.demo.answers import Ask, answer
from newsstand.demo.clock import moment
from newsstand.demo.newsroom import DemoNewsroom
from newsstand.demo.titles import FeedHabit, Title, load_titles

PORT = 8100
NOON, NIGHT = moment("12:00"), moment("22:00")
FEEDS = [(t, feed) for t in load_titles() for feed in t.feeds]
MARKUP = [(t, feed) for t, feed in FEEDS if feed.kind not in {"json", "sitemap"}]
VERSIONS = {"rss2": "rss20", "rss092": "rss092", "rss091": "rss091u", "rdf": "rss10", "atom": "atom10"}


def feed_of(slug: str) -> tuple[Title, FeedHabit]:
    return next((t, feed) for t, feed in FEEDS if t.slug == slug)


def read(newsroom: DemoNewsroom, title: Title, feed: FeedHabit, now: datetime) -> tuple[bytes, str]:
    found = answer(newsroom, title, Ask(path=feed.path), now, PORT)
    assert found.status == 200
    return found.body, found.type


def parse(newsroom: DemoNewsroom, title: Title, feed: FeedHabit, now: datetime) -> feedparser.FeedParserDict:
    body, kind = read(newsroom, title, feed, now)
    base = f"http://{title.host()}:{PORT}{feed.path}"
    return feedparser.parse(body, response_headers={"content-type": kind, "content-location": base})


@pytest.mark.parametrize("now", [NOON, NIGHT], ids=["noon", "night"])
@pytest.mark.parametrize(
    ("title", "feed"), MARKUP, ids=lambda v: getattr(v, "slug", getattr(v, "path", None))
)
def test_markup_feeds(newsroom: DemoNewsroom, title: Title, feed: FeedHabit, now: datetime) -> None:
    parsed = parse(newsroom, title, feed, now)
    published = newsroom.published(title.slug, now, feed.length)
    assert parsed.version == VERSIONS[feed.kind] or "leading-blank" in feed.quirks
    assert parsed.feed.title == title.name
    said = [version.headline for a in published if (version := a.as_of(now))]
    assert [" ".join(e.title.split()) for e in parsed.entries] == [" ".join(s.split()) for s in said]
    for entry, article in zip(parsed.entries, published, strict=True):
        path = address_of(article, title)
        if "tracked-links" in feed.quirks:
            assert "/go/" in entry.link
            assert "utm_source=rss" in entry.link
        else:
            assert entry.link == f"http://{title.host()}:{PORT}{path}"
        assert bool(entry.get("content")) == (feed.carries == "full" and not article.paywalled)
        assert ("summary" in entry) == (feed.carries != "headline")


@pytest.mark.parametrize(
    ("title", "feed"), [(t, f) for t, f in FEEDS if f.kind == "json"], ids=lambda v: getattr(v, "slug", "")
)
def test_json_feeds(newsroom: DemoNewsroom, title: Title, feed: FeedHabit) -> None:
    stated = orjson.loads(read(newsroom, title, feed, NIGHT)[0])
    published = newsroom.published(title.slug, NIGHT)
    assert stated["version"] == "https://jsonfeed.org/version/1.1"
    assert [i["title"] for i in stated["items"]] == [a.headline for a in published]
    assert [datetime.fromisoformat(i["date_published"]) for i in stated["items"]] == [a.at for a in published]


@pytest.mark.parametrize(
    ("title", "feed"), [(t, f) for t, f in FEEDS if f.kind == "sitemap"], ids=lambda v: getattr(v, "slug", "")
)
def test_sitemaps(newsroom: DemoNewsroom, title: Title, feed: FeedHabit) -> None:
    tree = etree.fromstring(read(newsroom, title, feed, NIGHT)[0])
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "n": "http://www.google.com/schemas/sitemap-news/0.9",
    }
    published = newsroom.published(title.slug, NIGHT)
    assert [e.text for e in tree.findall("s:url/n:news/n:title", spaces)] == [a.headline for a in published]
    addresses = [f"http://{title.host()}:{PORT}{address_of(a, title)}" for a in published]
    assert [e.text for e in tree.findall("s:url/s:loc", spaces)] == addresses


def test_dates_are_given_missing_or_odd(newsroom: DemoNewsroom) -> None:
    right = parse(newsroom, *feed_of("lakefront-dispatch"), NIGHT).entries[0]
    newest = newsroom.published("lakefront-dispatch", NIGHT)[0]
    assert datetime.strptime(right.published, "%a, %d %b %Y %H:%M:%S %z") == newest.at
    assert right.published.endswith("-0500")
    assert all("published" not in e for e in parse(newsroom, *feed_of("touchline"), NIGHT).entries)
    odd = parse(newsroom, *feed_of("box-score"), NIGHT).entries
    assert odd
    assert all(e.published.startswith("12 March 2026 ") for e in odd)


def test_the_faults_are_faults(newsroom: DemoNewsroom) -> None:
    for slug in ("daily-lantern", "le-fanal", "box-score", "tidewater-review"):
        body, _ = read(newsroom, *feed_of(slug), NIGHT)
        if slug == "daily-lantern" or b"&eacute;" in body or b"&rsquo;" in body or slug == "box-score":
            with pytest.raises(etree.XMLSyntaxError):
                etree.fromstring(body)
    assert b"&utm_medium=feed" in read(newsroom, *feed_of("daily-lantern"), NIGHT)[0]
    assert b"&eacute;" in read(newsroom, *feed_of("le-fanal"), NIGHT)[0]
    assert read(newsroom, *feed_of("statehouse-daily"), NIGHT)[1] == "text/html"


def test_relative_links_are_relative(newsroom: DemoNewsroom) -> None:
    for slug in ("prairie-standard", "die-lupe"):
        title, feed = feed_of(slug)
        path = address_of(newsroom.published(slug, NIGHT)[0], title)
        body = read(newsroom, title, feed, NIGHT)[0].decode()
        assert f">{path}<" in body or f'href="{path}"' in body
        assert f":{PORT}{path}" not in body


def test_encodings_are_what_the_declaration_says(newsroom: DemoNewsroom) -> None:
    body, kind = read(newsroom, *feed_of("handelsbote"), NIGHT)
    assert "charset" not in kind
    assert b'encoding="windows-1252"' in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert "ü" in body.decode("windows-1252")


def test_a_feed_without_news_is_the_same_bytes_and_a_revision_changes_it(newsroom: DemoNewsroom) -> None:
    title, feed = feed_of("beacon")
    assert read(newsroom, title, feed, moment("06:11")) == read(newsroom, title, feed, moment("06:14"))
    revised = next(a for a in newsroom.articles if a.title == "beacon" and len(a.versions) > 1)
    before, after = revised.versions[0], revised.versions[1]
    assert before.headline != after.headline
    entries = parse(newsroom, title, feed, after.at).entries
    assert after.headline in [e.title for e in entries]
    assert before.headline not in [e.title for e in entries]


def test_what_is_behind_the_paywall_is_in_no_feed(newsroom: DemoNewsroom) -> None:
    for article in newsroom.articles:
        if article.paywalled:
            title = newsroom.title(article.title)
            assert title is not None
            hidden = [b.text for b in article.final.blocks if b.kind == "paragraph"][2:]
            for feed in title.feeds:
                text = read(newsroom, title, feed, NIGHT)[0].decode()
                assert article.headline.split()[0] in text
                assert not any(paragraph[:60] in text for paragraph in hidden)
