from __future__ import annotations

import gzip
import time
from contextlib import suppress
from pathlib import Path

import pytest

from newsstand.errors import FeedUnreadable
from newsstand.feeds import parse_feed, plan_changes
from newsstand.feeds.changes import entry_fingerprint
from newsstand.feeds.charset import LARGEST_FEED
from tests.feeds.feeds_for_tests import NOW, item, rss


def headlines(data: bytes, charset: str | None = None) -> list[str]:
    return [entry.headline for entry in parse_feed(data, charset=charset).entries]


def test_entities_that_multiply_are_never_read() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{levels}]>'.encode()
    feed += rss(item("&l9; boat", more="<description>&l9;</description>")).partition(b"?>")[2]
    start = time.process_time()
    parsed = parse_feed(feed)
    assert time.process_time() - start < 1
    assert parsed.entries[0].headline == "&l9; boat"
    assert any("entities of its own" in problem for problem in parsed.problems)


def test_files_of_this_machine_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret word")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    feed = doctype + rss(item("&x; boat", more="<description>&x;</description>")).partition(b"?>")[2]
    parsed = parse_feed(feed)
    assert "secret" not in repr(parsed)
    assert len(parsed.entries) == 1
    outside = f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">'.encode() + rss(item()).partition(b"?>")[2]
    assert headlines(outside) == ["Ferry returns"]


def test_depth_is_bounded() -> None:
    with pytest.raises(FeedUnreadable, match="deeper"):
        parse_feed(
            b"<rss><channel><item>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</item></channel></rss>"
        )
    with pytest.raises(FeedUnreadable, match="JSON"):
        parse_feed(b'{"items": ' + b"[" * 10_000 + b"]" * 10_000 + b"}")


@pytest.mark.parametrize("charset", [None, "iso-8859-1", "utf-16", "no-such-charset", "punycode"])
def test_valid_utf8_is_utf8_whatever_anybody_says(charset: str | None) -> None:
    feed = rss(item("Fähre – zurück")).replace(b"UTF-8", b"ISO-8859-1")
    assert headlines(feed, charset) == ["Fähre – zurück"]


def test_other_charsets_are_believed_when_the_bytes_are_not_utf8() -> None:
    declared = rss(item("Паром")).decode().replace("UTF-8", "windows-1251").encode("cp1251")
    assert headlines(declared) == ["Паром"]
    undeclared = rss(item("Паром")).decode().replace(' encoding="UTF-8"', "").encode("koi8-r")
    assert headlines(undeclared, "koi8-r") == ["Паром"]
    wrong = rss(item("Fähre „x“")).decode().encode("cp1252")
    assert headlines(wrong) == ["Fähre „x“"]
    nearly = rss(item("Fähre – ööööö")).replace("–".encode(), b"\xe2\x80")
    assert "Fähre" in headlines(nearly)[0]
    japanese = rss(item("船")).decode().replace("UTF-8", "iso-2022-jp").encode("iso-2022-jp")
    assert headlines(japanese) == ["船"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings(encoding: str) -> None:
    text = rss(item("Fähre")).decode().replace("UTF-8", "UTF-16")
    assert headlines(text.encode(encoding)) == ["Fähre"]


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b" \n\t", b"\n\xef\xbb\xbf ", b"\0\0", b"HTTP noise\r\n"]
)
def test_what_stands_before_the_declaration_does_no_harm(before: bytes) -> None:
    assert headlines(before + rss(item())) == ["Ferry returns"]


def test_nul_bytes_and_control_characters_go() -> None:
    parsed = parse_feed(rss(item("Fer\x00ry\x08 &#x1; returns\x0b")))
    assert parsed.entries[0].headline == "Ferry returns"
    assert any("forbids" in problem for problem in parsed.problems)


@pytest.mark.parametrize(
    "date",
    ["Mon, 01 Jan 0000 00:00:00 GMT", "0000-00-00T00:00:00Z", "3000-01-01", "soon", "1970-01-01T00:00:00Z"],
)
def test_impossible_dates_are_none_and_named(date: str) -> None:
    parsed = parse_feed(rss(item(more=f"<pubDate>{date}</pubDate>")))
    assert parsed.entries[0].published is None
    assert any("date" in problem for problem in parsed.problems)


def test_ids_that_change_at_every_poll_bring_nothing_twice() -> None:
    known: dict[str, str] = {}
    for poll in range(3):
        items = "".join(
            item(f"Boat {n}", f"https://bell.example/{n}", f"<guid>random-{poll}-{n}</guid>")
            for n in range(8)
        )
        changes = plan_changes(parse_feed(rss(items)), known, now=NOW)
        assert len(changes.new) == (8 if poll == 0 else 0)
        assert changes.changed == ()
        assert changes.suspicious_ids is (poll > 0)
        known |= {
            key: entry_fingerprint(entry) for key, entry in zip(changes.new_keys, changes.new, strict=True)
        }


def test_an_entry_without_link_or_title_still_lands_with_an_id_of_its_own() -> None:
    parsed = parse_feed(
        rss("<item><description>One</description></item><item><description>Two</description></item>")
    )
    first, second = parsed.entries
    assert (first.url, first.headline, first.summary) == (None, "", "One")
    assert first.id.startswith("text:")
    assert first.id != second.id
    assert any("neither link nor headline" in problem for problem in parsed.problems)


def test_texts_without_end_are_bounded() -> None:
    start = time.process_time()
    parsed = parse_feed(rss(item("word " * 2_200_000, more=f"<guid>{'x' * 100_000}</guid>")))
    assert time.process_time() - start < 2
    assert len(parsed.entries[0].headline) <= 1000
    assert len(parsed.entries[0].id) <= 500


def test_entries_without_end_are_bounded() -> None:
    parsed = parse_feed(rss("<item><title>x</title><guid>1</guid></item>" * 5_100))
    assert len(parsed.entries) == 5_000
    assert any("rest was left out" in problem for problem in parsed.problems)


def test_nothing_that_runs_or_spies_comes_through() -> None:
    content = (
        "<script>alert(1)</script><p onclick='alert(1)'>Words</p><a href='javascript:alert(1)'>x</a>"
        "<iframe src='https://evil.example'></iframe><form action='/x'><input></form>"
        "<img src='https://bell.example/count.gif' width='1' height='1'><img src='data:image/png;base64,AA'>"
    )
    more = f'<c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/"><![CDATA[{content}]]></c:encoded>'
    (entry,) = parse_feed(
        rss(item("<![CDATA[A <script>alert(1)</script> boat]]>", "javascript:alert(1)", more))
    ).entries
    assert (entry.url, entry.headline) == (None, "A boat")
    assert entry.content == '<p>Words</p><a rel="noopener nofollow ugc">x</a>'


def test_empty_cut_and_packed_feeds() -> None:
    for nothing in (b"", b" \n ", b"\0\0\0"):
        with pytest.raises(FeedUnreadable, match="empty"):
            parse_feed(nothing)
    whole = rss("".join(item(f"Boat {n}", f"https://bell.example/{n}") for n in range(30)))
    cut = parse_feed(whole[: len(whole) * 2 // 3])
    assert [entry.headline for entry in cut.entries[:15]] == [f"Boat {n}" for n in range(15)]
    assert any("repairing" in problem for problem in cut.problems)
    packed = parse_feed(gzip.compress(whole))
    assert len(packed.entries) == 30
    assert any("gzip" in problem for problem in packed.problems)
    with pytest.raises(FeedUnreadable, match="gzip"):
        parse_feed(b"\x1f\x8b\x08broken")


def test_a_packed_feed_that_swells_is_refused() -> None:
    with pytest.raises(FeedUnreadable, match="larger"):
        parse_feed(gzip.compress(b"<rss>" + b" " * LARGEST_FEED))


HOSTILE = {
    "tags": b"<",
    "ampersands": b"&a",
    "sections": b"<![CDATA[",
    "comments": b"<!--",
    "declarations": b"<!",
    "document types": b"<!DOCTYPE a [",
    "unclosed tags": b"<a ",
    "quotes": b"<a =\"'",
    "end tags": b"</item>",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(
    "start", [b"", b'<rss version="2.0"><channel><item><title>x'], ids=["alone", "in a title"]
)
def test_broken_feeds_cost_time_in_step_with_their_size(start: bytes, piece: bytes) -> None:
    feed = start + piece * (60_000 // len(piece))
    begun = time.process_time()
    with suppress(FeedUnreadable):
        parse_feed(feed)
    assert time.process_time() - begun < 2


def test_a_tag_with_attributes_without_end_is_dropped() -> None:
    attributes = b" ".join(b"a%d='x'" % n for n in range(20_000))
    begun = time.process_time()
    parse_feed(
        b'<rss version="2.0"><channel><item ' + attributes + b"><title>x<br></title></item></channel></rss>"
    )
    assert time.process_time() - begun < 2


def test_a_logo_after_an_unclosed_title_does_not_break_the_repairer() -> None:
    logo = "<image><title>Bell</title><width>32</width><height>32</height></image><description>News</description>"
    parsed = parse_feed(rss(item(), channel=logo).replace(b"</title>", b"", 2))
    assert [entry.headline for entry in parsed.entries] == ["Ferry returns"]
