"""What a title's server answers: validators, redirects, robots, and nothing where there is nothing."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest

from newsstand.demo.addresses import address_of, number_of
from newsstand.demo.answers import Answer, Ask, answer
from newsstand.demo.clock import moment
from newsstand.demo.newsroom import DemoNewsroom

NOON = moment("12:00")


def ask(newsroom: DemoNewsroom, slug: str, path: str, **more: str) -> Answer:
    title = newsroom.title(slug)
    assert title is not None
    return answer(newsroom, title, Ask(path=path, **more), NOON, 8100)


@pytest.mark.parametrize("slug", ["albion-ledger", "wexmouth-echo", "circuit-weekly", "beacon"])
def test_an_etag_that_is_known_gets_304(newsroom: DemoNewsroom, slug: str) -> None:
    title = newsroom.title(slug)
    assert title is not None
    path = title.feeds[0].path
    tag = ask(newsroom, slug, path).headers["ETag"]
    assert tag.startswith("W/") == (title.habits.validators == "weak-etag")
    again = ask(newsroom, slug, path, if_none_match=tag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == tag
    assert ask(newsroom, slug, path, if_none_match='"other"').status == 200
    assert ask(newsroom, slug, path, if_none_match=f'"other", {tag}').status == 304


@pytest.mark.parametrize("slug", ["northmoor-post", "morning-courant", "le-fanal"])
def test_a_date_that_is_known_gets_304(newsroom: DemoNewsroom, slug: str) -> None:
    title = newsroom.title(slug)
    assert title is not None
    path = title.feeds[0].path
    first = ask(newsroom, slug, path)
    assert "ETag" not in first.headers
    stamp = first.headers["Last-Modified"]
    assert parsedate_to_datetime(stamp) <= NOON
    assert ask(newsroom, slug, path, if_modified_since=stamp).status == 304
    old = "Thu, 12 Mar 2026 00:00:01 GMT"
    assert ask(newsroom, slug, path, if_modified_since=old).status == 200
    assert ask(newsroom, slug, path, if_modified_since="yesterday").status == 200


def test_some_keep_no_validators(newsroom: DemoNewsroom) -> None:
    for slug in ("daily-lantern", "meridian"):
        title = newsroom.title(slug)
        assert title is not None
        found = ask(newsroom, slug, title.feeds[0].path, if_none_match="*")
        assert found.status == 200
        assert not {"ETag", "Last-Modified"} & set(found.headers)


def test_cache_control_is_the_titles_own(newsroom: DemoNewsroom) -> None:
    assert ask(newsroom, "beacon", "/news/feed.atom").headers["Cache-Control"] == "public, max-age=60"
    assert "Cache-Control" not in ask(newsroom, "daily-lantern", "/rss").headers


def test_a_feed_that_has_moved_says_where(newsroom: DemoNewsroom) -> None:
    found = ask(newsroom, "morning-courant", "/rss.xml")
    assert (found.status, found.headers["Location"]) == (301, "/feeds/all.xml")


@pytest.mark.parametrize("slug", ["daily-lantern", "circuit-weekly"])
def test_a_tracked_link_leads_to_the_article(newsroom: DemoNewsroom, slug: str) -> None:
    title = newsroom.title(slug)
    assert title is not None
    article = newsroom.published(slug, NOON)[0]
    found = ask(newsroom, slug, f"/go/{number_of(article)}", query="utm_source=rss&utm_medium=feed")
    assert found.status == 302
    path, _, query = found.headers["Location"].partition("?")
    assert path == address_of(article, title)
    assert query == "utm_source=rss&utm_medium=feed"
    assert ask(newsroom, slug, path, query=query).status == 200


def test_robots(newsroom: DemoNewsroom) -> None:
    texts = {t.slug: ask(newsroom, t.slug, "/robots.txt").body.decode() for t in newsroom.titles}
    assert all(text.startswith("User-agent: *\n") for text in texts.values())
    assert "Disallow: /archive/\n" in texts["albion-ledger"]
    assert "Crawl-delay: 1\n" in texts["prairie-standard"]
    assert "Sitemap: http://meridian.demo.localhost:8100/sitemap/news.xml\n" in texts["meridian"]
    assert texts["beacon"] == "User-agent: *\nDisallow:\n"


def test_titles_say_to_machines_what_may_be_done(newsroom: DemoNewsroom) -> None:
    reserved = {
        t.slug for t in newsroom.titles if ask(newsroom, t.slug, "/.well-known/tdmrep.json").status == 200
    }
    assert reserved == {"echo-des-sciences"}
    tags = {}
    for title, article in [(t, a) for t in newsroom.titles for a in newsroom.published(t.slug, NOON, 1)]:
        path, _, query = address_of(article, title).partition("?")
        tags[title.slug] = ask(newsroom, title.slug, path, query=query).headers.get("X-Robots-Tag")
    assert {slug: tag for slug, tag in tags.items() if tag} == {"meridian": "noarchive"}


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/go/1", "/go/x", "/go/99999999999999999999", "/img/sea.svg", "/img/unicorn-1.svg",
     "/img/sea-x.svg", "/section/", "/section/a/b", "/../titles.toml", "/\x00"],
)  # fmt: skip
def test_nothing_where_there_is_nothing(newsroom: DemoNewsroom, path: str) -> None:
    found = ask(newsroom, "daily-lantern", path)
    assert found.status == 404
    assert b"That page is not here" in found.body


def test_what_comes_later_is_not_there_yet(newsroom: DemoNewsroom) -> None:
    late = next(a for a in newsroom.articles if a.at > NOON)
    title = newsroom.title(late.title)
    assert title is not None
    path, _, query = address_of(late, title).partition("?")
    assert ask(newsroom, late.title, path, query=query).status == 404
    assert ask(newsroom, late.title, f"/go/{number_of(late)}").status == 404


def test_sections_list_what_is_in_them(newsroom: DemoNewsroom) -> None:
    article = newsroom.published("beacon", NOON)[0]
    page = ask(newsroom, "beacon", f"/section/{article.section}").body.decode()
    title = newsroom.title("beacon")
    assert title is not None
    assert address_of(article, title) in page
    assert address_of(article, title) not in ask(newsroom, "beacon", "/section/life").body.decode()
    assert address_of(article, title) in ask(newsroom, "beacon", "/archive/all").body.decode()


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("", (1200, 675)),
        ("w=320&h=180", (320, 180)),
        ("w=9999999&h=-1", (1200, 675)),
        ("w=1&h=99999", (16, 2400)),
    ],
)
def test_pictures_come_in_the_size_that_is_asked_for(
    newsroom: DemoNewsroom, query: str, size: tuple[int, int]
) -> None:
    found = ask(newsroom, "beacon", "/img/storm-7.svg", query=query)
    assert found.type == "image/svg+xml"
    assert f'width="{size[0]}" height="{size[1]}"'.encode() in found.body


def test_a_picture_that_has_not_changed_is_not_sent_again(newsroom: DemoNewsroom) -> None:
    tag = ask(newsroom, "beacon", "/img/storm-7.svg").headers["ETag"]
    assert ask(newsroom, "beacon", "/img/storm-7.svg", if_none_match=tag).status == 304
