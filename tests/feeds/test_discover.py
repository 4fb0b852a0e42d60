from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.feeds.discover import FeedLink, discover_feeds

HOME = "https://bell.example/"


def found(page: bytes, url: str = HOME) -> list[FeedLink]:
    return [link for link in discover_feeds(page, url=url) if not link.guess]


def test_declared_feeds_come_first_and_comments_last() -> None:
    page = b"""<html><head><base href="https://bell.example/news/">
      <link rel="alternate" type="application/rss+xml" title="Bell &raquo; Comments" href="/comments/feed/">
      <link rel="alternate" type="application/rss+xml" title="Bell" href="/feed/">
      <link rel="alternate" type="application/feed+json" href="feed.json">
      <link rel="alternate" type="application/json" href="/wp-json/1"><link rel="alternate" hreflang="de" href="/de">
      </head><body><a href="/islands/rss.xml">Islands by RSS</a><a href="/feed/">again</a></body></html>"""
    assert found(page) == [
        FeedLink(url="https://bell.example/feed/", title="Bell", format="rss"),
        FeedLink(url="https://bell.example/news/feed.json", format="json"),
        FeedLink(url="https://bell.example/comments/feed/", title="Bell » Comments", format="rss"),
        FeedLink(url="https://bell.example/islands/rss.xml", title="Islands by RSS"),
    ]


def test_links_of_other_sites_and_pages_about_feeding_are_no_feeds() -> None:
    page = b"""<a href="https://other.example/rss.xml">other</a><a href="/feeding-the-birds">birds</a>
      <a href="/rss-explained">what is RSS</a><a href="javascript:rss()">x</a><a href="https://feeds.host.example/bell">y</a>
      <a href="/?ask=rss">z</a>"""
    assert [link.url for link in found(page)] == ["https://feeds.host.example/bell"]


def test_usual_places_are_guesses_and_never_what_is_known() -> None:
    links = discover_feeds(b'<a href="/rss.xml">feed</a>', url="https://bell.example/deep/page")
    assert links[0] == FeedLink(url="https://bell.example/rss.xml", title="feed")
    guesses = [link.url for link in links if link.guess]
    assert "https://bell.example/feed" in guesses
    assert "https://bell.example/rss.xml" not in guesses
    assert len(links) == len({link.url for link in links})


def test_an_empty_page_still_has_guesses() -> None:
    assert all(link.guess for link in discover_feeds(b"", url=HOME))


@given(st.binary(max_size=200) | st.text(alphabet="<>link rel=a\"'/ href", max_size=200).map(str.encode))
def test_any_bytes_are_searched_without_harm(page: bytes) -> None:
    links = discover_feeds(page, url=HOME)
    assert all(link.url.startswith("http") for link in links)
