from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsstand.errors import FeedUnreadable
from newsstand.feeds import parse_feed
from tests.feeds.feeds_for_tests import item, rss

MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def test_rss_with_everything_that_we_read() -> None:
    more = """
      <guid isPermaLink="false">bell-77</guid>
      <description><![CDATA[<p>The <b>morning</b> boat &amp; the evening one.</p>]]></description>
      <content:encoded><![CDATA[<p onclick="x()">All of it. <a href="/map">Map</a></p>]]></content:encoded>
      <dc:creator>Ada Quill</dc:creator><author>desk@bell.example (Ben Inkwell)</author>
      <pubDate>Tue, 10 Mar 2026 08:30:00 +0100</pubDate>
      <category>Transport</category><category>Transport</category><category>Islands</category>
      <media:content url="/s.jpg" medium="image" width="200"/><media:content url="/l.jpg" medium="image" width="900"/>
    """
    channel = '<ttl>30</ttl><link xmlns="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>'
    parsed = parse_feed(rss(item(more=more), channel=channel, attributes=f"{MEDIA} {CONTENT}"))
    assert (parsed.format, parsed.title, parsed.link) == ("rss", "The Harbour Bell", "https://bell.example/")
    assert (parsed.language, parsed.hub, parsed.ttl_minutes) == ("en-GB", "https://hub.example/", 30)
    assert parsed.problems == ()
    (entry,) = parsed.entries
    assert (entry.id, entry.url, entry.headline) == ("bell-77", "https://bell.example/ferry", "Ferry returns")
    assert entry.summary == "The morning boat & the evening one."
    assert entry.content == (
        '<p>All of it. <a href="https://bell.example/map" rel="noopener nofollow ugc">Map</a></p>'
    )
    assert entry.authors == ("Ada Quill", "Ben Inkwell")
    assert entry.published == datetime(2026, 3, 10, 8, 30, tzinfo=timezone(timedelta(hours=1)))
    assert entry.categories == ("Transport", "Islands")
    assert entry.image == "https://bell.example/l.jpg"


def test_atom_with_relative_addresses_and_xhtml() -> None:
    feed = b"""<?xml version="1.0"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://glocke.example/blatt/">
      <title type="html">Die &lt;i&gt;Glocke&lt;/i&gt;</title><link href="./"/><link rel="self" href="feed.atom"/>
      <entry><id>urn:1</id><title>2 &lt; 3 &amp;amp; mehr</title><link href="eins.html"/>
        <link rel="enclosure" type="image/png" href="eins.png"/>
        <author><name>Cora Feder</name><email>c@glocke.example</email></author>
        <published>2026-03-10T08:00:00Z</published><updated>2026-03-10T09:00:00+01:00</updated>
        <summary type="text">Kurz</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ein <a href="zwei"/>Wort</p></div></content>
        <category term="t" label="Themen"/>
      </entry></feed>"""
    parsed = parse_feed(feed)
    assert (parsed.format, parsed.title, parsed.language) == ("atom", "Die Glocke", "de")
    assert parsed.link == "https://glocke.example/blatt/"
    (entry,) = parsed.entries
    assert (entry.id, entry.url) == ("urn:1", "https://glocke.example/blatt/eins.html")
    assert entry.headline == "2 < 3 & mehr"
    assert entry.summary == "Kurz"
    assert entry.content is not None
    assert "<p>Ein <a href=" in entry.content
    assert "Wort</p>" in entry.content
    assert entry.authors == ("Cora Feder",)
    assert entry.published == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert entry.updated == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert entry.image == "https://glocke.example/blatt/eins.png"
    assert entry.categories == ("Themen",)


def test_rdf_with_items_beside_the_channel() -> None:
    feed = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
      <channel rdf:about="https://bell.example/"><title>Bell</title><link>https://bell.example/</link>
      <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
      <item rdf:about="https://bell.example/1"><title>One</title><link>https://bell.example/1</link>
      <dc:date>2026-03-09</dc:date><dc:creator>Ada Quill</dc:creator></item></rdf:RDF>"""
    parsed = parse_feed(feed)
    assert (parsed.format, parsed.ttl_minutes) == ("rdf", 30)
    (entry,) = parsed.entries
    assert (entry.id, entry.headline, entry.authors) == ("https://bell.example/1", "One", ("Ada Quill",))
    assert entry.published == datetime(2026, 3, 9, tzinfo=UTC)


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bell <b>",
        "home_page_url": "https://bell.example/",
        "language": "en",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [
            {
                "id": 7,
                "url": "/ferry",
                "title": "1 < 2",
                "content_html": "<p>Text<script>x</script></p>",
                "date_published": "2026-03-10T08:00:00Z",
                "authors": [{"name": "Ada Quill"}, "odd"],
                "image": "/a.jpg",
                "tags": ["Islands", 3],
            },
            {"id": "https://bell.example/b", "content_text": "One.\n\nTwo <i>.", "summary": None},
            "not an item",
        ],
    }
    parsed = parse_feed(json.dumps(feed).encode())
    assert (parsed.format, parsed.title, parsed.hub) == ("json", "Bell <b>", "https://hub.example/")
    first, second = parsed.entries
    assert (first.id, first.url, first.headline) == ("7", "https://bell.example/ferry", "1 < 2")
    assert (first.content, first.summary, first.image) == (
        "<p>Text</p>",
        "Text",
        "https://bell.example/a.jpg",
    )
    assert (first.authors, first.categories) == (("Ada Quill",), ("Islands",))
    assert (second.url, second.summary) == ("https://bell.example/b", "One. Two <i>.")


def test_news_sitemap() -> None:
    feed = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc>https://bell.example/ferry</loc><lastmod>2026-03-10T09:00:00Z</lastmod>
      <news:news><news:publication><news:name>The Harbour Bell</news:name><news:language>en</news:language>
      </news:publication><news:publication_date>2026-03-10T08:00:00Z</news:publication_date>
      <news:title>Ferry returns</news:title><news:keywords>ferry, islands</news:keywords></news:news>
      <image:image><image:loc>https://bell.example/a.jpg</image:loc></image:image></url></urlset>"""
    parsed = parse_feed(feed)
    assert (parsed.format, parsed.title, parsed.language) == ("news_sitemap", "The Harbour Bell", "en")
    (entry,) = parsed.entries
    assert (entry.id, entry.headline) == ("https://bell.example/ferry", "Ferry returns")
    assert entry.published == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert (entry.image, entry.categories) == ("https://bell.example/a.jpg", ("ferry", "islands"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<!DOCTYPE html><html><head><title>x</title></head><body>Hi<br></body></html>", "discovered"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "discovered"),
        (
            b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>x</loc></url></urlset>',
            "without news",
        ),
        (b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "index of sitemaps"),
        (b"plain words", "neither XML nor JSON"),
        (b'{"items": 3}', "no list of items"),
        (b"<svg/>", "no feed"),
    ],
)
def test_what_is_no_feed_says_so(data: bytes, says: str) -> None:
    with pytest.raises(FeedUnreadable, match=says):
        parse_feed(data, url="https://bell.example/feed")


def test_entities_of_html_and_bare_ampersands_are_mended_not_lost() -> None:
    parsed = parse_feed(rss(item("Caf&eacute; &nbsp;Tom & Jerry", "https://bell.example/?a=1&b=2")))
    (entry,) = parsed.entries
    assert entry.headline == "Café Tom & Jerry"
    assert entry.url == "https://bell.example/?a=1&b=2"
    assert any("mended" in problem for problem in parsed.problems)


def test_a_section_of_raw_text_is_not_mended() -> None:
    parsed = parse_feed(rss(item("A & B", more="<description><![CDATA[x &amp;nbsp; y & z]]></description>")))
    assert parsed.entries[0].headline == "A & B"
    assert parsed.entries[0].summary == "x &nbsp; y & z"


def test_broken_markup_is_repaired_and_named() -> None:
    parsed = parse_feed(
        rss(item() + item("Second", "https://bell.example/2", "<description>a <br> b</description>"))
    )
    assert [entry.headline for entry in parsed.entries] == ["Ferry returns", "Second"]
    assert any("repairing" in problem for problem in parsed.problems)


def test_something_after_the_end_is_cut_off() -> None:
    parsed = parse_feed(rss(item()) + b"<script src='x'></script>")
    assert len(parsed.entries) == 1
    assert any("after its end" in problem for problem in parsed.problems)


def test_a_prefix_without_a_namespace_costs_nothing() -> None:
    parsed = parse_feed(rss(item(more="<odd:thing>x</odd:thing>")))
    assert [entry.headline for entry in parsed.entries] == ["Ferry returns"]
    assert parsed.problems == ()


def test_text_encoded_twice_is_read_once() -> None:
    twice = "Café – “Großeltern” à l’hôpital".encode().decode("cp1252", "replace")
    assert "\ufffd" in twice  # one byte of “ has no character in Windows-1252
    twice = "Café – Großeltern à l’hôpital".encode().decode("cp1252")
    parsed = parse_feed(rss(item(twice)))
    assert parsed.entries[0].headline == "Café – Großeltern à l’hôpital"
    assert any("encoded twice" in problem for problem in parsed.problems)


def test_capitals_with_accents_are_left_alone() -> None:
    assert parse_feed(rss(item("SÃO PAULO: ‘não’"))).entries[0].headline == "SÃO PAULO: ‘não’"


def test_a_guid_stands_for_a_link_only_when_it_is_one() -> None:
    one = "<item><title>a</title><guid>https://bell.example/1</guid></item>"
    two = '<item><title>b</title><guid isPermaLink="false">https://bell.example/2</guid></item>'
    assert [entry.url for entry in parse_feed(rss(one + two)).entries] == ["https://bell.example/1", None]


def test_pictures_of_the_text_count_but_not_ornaments_and_counters() -> None:
    description = (
        "&lt;img src='https://s.w.org/smile.png'>&lt;img src='/p.gif' width='1' height='1'>"
        "&lt;img src='https://bell.example/a.jpg?x=1&amp;amp;y=2'> Words"
    )
    parsed = parse_feed(rss(item(more=f"<description>{description}</description>")))
    assert parsed.entries[0].image == "https://bell.example/a.jpg?x=1&y=2"
    assert parsed.entries[0].content is None


def test_a_description_too_long_for_a_summary_is_the_full_text() -> None:
    words = "word " * 400
    (entry,) = parse_feed(rss(item(more=f"<description>&lt;p>{words}&lt;/p></description>"))).entries
    assert entry.summary.endswith("…")
    assert entry.content is not None
    assert entry.content.count("word") == 400


def test_the_address_behind_a_counting_service_is_preferred() -> None:
    burnt = '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://bell.example/true</f:origLink>'
    assert parse_feed(rss(item(more=burnt))).entries[0].url == "https://bell.example/true"


def test_a_feed_inside_a_web_page_is_found() -> None:
    inner = rss(item()).partition(b"?>")[2]
    parsed = parse_feed(b"<html><body>" + inner + b"</body></html>")
    assert len(parsed.entries) == 1
    assert "the feed stands inside a web page" in parsed.problems


def test_content_stays_raw_only_where_it_is_asked_for() -> None:
    more = '<c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/">&lt;p onclick="x">A&lt;img src="/a.jpg"></c:encoded>'
    raw = parse_feed(rss(item(more=more)), sanitise=False).entries[0]
    clean = parse_feed(rss(item(more=more))).entries[0]
    assert raw.content == '<p onclick="x">A<img src="/a.jpg">'
    assert clean.content is not None
    assert "onclick" not in clean.content
    assert (raw.summary, raw.image) == (clean.summary, clean.image) == ("A", "https://bell.example/a.jpg")


def test_a_feed_without_a_title_has_none() -> None:
    assert (
        parse_feed(b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>").title is None
    )
