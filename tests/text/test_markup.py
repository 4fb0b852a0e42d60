from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.markup import LONGEST_HTML, clean_html, pictures_in, plain_text

PIECES = (
    "<p> </p> <b> <a_href=' '> <script> </script> <!-- --> &amp; &lt; &#0; <img_ src=\"x.gif\" _onerror=alert(1)"
    ' javascript: < > " = word_ \u200b \x00 é \ud800'
)
MARKUP = st.lists(st.sampled_from([piece.replace("_", " ") for piece in PIECES.split(" ")]), max_size=25).map(
    "".join
) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Plain words", "Plain words"),
        ("  Tom &amp; Jerry&nbsp;&rsquo;s \n\n day ", "Tom & Jerry ’s day"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<b>W</b>ord<br/>break", "Word break"),
        ("a<script>alert('x</p>')</script>b<style>p{}</style>c", "a b c"),
        ("a<!-- hidden <b> -->b", "a b"),
        ('<img alt="5 > 3" src=x>after', "after"),
        ("it&#8217;s 5 < 6 and I <3 it", "it’s 5 < 6 and I <3 it"),
        ("cut <a href='http://example.com/", "cut"),
        ("<p it's>kept</p>", "kept"),
        ("so\u00adft\u200b hy\u202ephen\x00", "soft hyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("&#99999999999999; &#x110000000; &bogus;", "\ufffd \ufffd &bogus;"),
        ("a &lt;b&gt; element", "a <b> element"),
        ("<svg-icon>kept</svg-icon>", "kept"),
    ],
)
def test_plain_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert plain_text(html, 200) == text


def test_a_cut_text_ends_at_a_word_with_an_ellipsis() -> None:
    assert plain_text("one two three four", 12) == "one two…"
    assert plain_text("x" * 50, 10) == "x" * 9 + "…"
    assert plain_text("word", 0) == ""


@given(MARKUP, st.integers(0, 60))
def test_plain_text_is_bounded_folded_and_printable(html: str, limit: int) -> None:
    text = plain_text(html, limit)
    assert len(text) <= limit
    assert text == " ".join(text.split())
    assert not re.search("[\x00-\x1f\x7f\u200b\ufeff\ud800-\udfff]", text)


@given(st.text(alphabet=st.characters(categories=("L", "N"), max_codepoint=0x24F), min_size=1, max_size=40))
def test_words_without_markup_stay_as_they_are(words: str) -> None:
    assert plain_text(words, 100) == words


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p onclick=x style='x'>Hi</p>", "<p>Hi</p>"),
        ("<script>x</script><style>y</style>a", "a"),
        ("<form><input name=a><button>b</button>c</form>", "c"),
        ("<iframe src='https://example.com'>x</iframe>a", "a"),
        ("<a href='javascript:alert(1)'>x</a>", '<a rel="noopener nofollow ugc">x</a>'),
        ("<a href=' jAvA&#9;script:x'>x</a>", '<a rel="noopener nofollow ugc">x</a>'),
        (
            "<a href='../b' target=_blank>x</a>",
            '<a href="https://example.com/b" rel="noopener nofollow ugc">x</a>',
        ),
        ("<img src='data:image/gif;base64,AAAA'>a", "a"),
        ("<img src='/p.gif' width=1 height='1'>a", "a"),
        ("<img src='//pixel.wp.com/b.gif?x'>a", "a"),
        ("<img>a", "a"),
        ("Tom &amp; <b>Jerry", "Tom &amp; <b>Jerry</b>"),
        ("no markup", "no markup"),
    ],
)
def test_cleaned_markup_is_safe_to_show(html: str, cleaned: str) -> None:
    assert clean_html(html, base_url="https://example.com/a/") == cleaned


def test_pictures_stay_with_their_words() -> None:
    cleaned = clean_html(
        "<img src='b.png' alt='a > b' width=640 height=1>", base_url="https://example.com/a/"
    )
    assert 'src="https://example.com/a/b.png"' in cleaned
    assert 'alt="a &gt; b"' in cleaned


def test_relative_addresses_go_where_there_is_no_base() -> None:
    for base in (None, "not an address", "http://[bad"):
        assert "href" not in clean_html("<a href='/x'>x</a>", base_url=base)


class Watchman(HTMLParser):
    """Notes what may not be in cleaned markup."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {
            "script",
            "style",
            "iframe",
            "form",
            "input",
            "object",
            "embed",
            "link",
            "meta",
            "base",
            "svg",
        }:
            self.found.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or name == "style":
                self.found.append(name)
            if name in {"href", "src", "cite"} and not address.startswith(("http:", "https:", "mailto:")):
                self.found.append(address)


@given(MARKUP)
def test_nothing_that_runs_survives_cleaning(html: str) -> None:
    watchman = Watchman()
    cleaned = clean_html(html, base_url="https://example.com/")
    watchman.feed(cleaned)
    watchman.close()
    assert watchman.found == []


@given(MARKUP)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = clean_html(html, base_url="https://example.com/")
    assert clean_html(once, base_url="https://example.com/") == once


HOSTILE = [
    "<", "<a <", "<!--", "<script", "<a =\"'", "<a href='", "<div><p>", "<p><b x=1>", "&#", "<svg><p>",
    "<table><td>", "<ul><li>", "</b>", "<a><div>", "<li>", "&#9", "<b><i>", '="', "<p><font a>",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_markup_costs_one_pass(piece: str) -> None:
    html = piece * (LONGEST_HTML // len(piece))
    start = time.process_time()
    plain_text(html, LONGEST_HTML)
    clean_html(html, base_url=None)
    # 0.1 s measured; one quadratic step over half a million characters would take minutes
    assert time.process_time() - start < 2


def test_markup_deeper_than_any_page_comes_back_as_text() -> None:
    deep = "<div>" * 5000 + "words & more" + "</div>" * 5000
    assert clean_html(deep, base_url=None) == "<p>words &amp; more</p>"


def test_pictures_of_raw_markup() -> None:
    html = """<img src="/a.jpg?x=1&amp;y=2"><IMG width=1 height=1 src=/p.gif><img src='data:image/gif;base64,A'
      data-src="b.png"><img alt="no address"><img src="https://pixel.wp.com/b.gif"><img src="javascript:x">"""
    found = list(pictures_in(html, base_url="https://example.com/n/"))
    assert found == ["https://example.com/a.jpg?x=1&y=2", "https://example.com/n/b.png"]
    assert list(pictures_in(html, base_url=None)) == []


@given(MARKUP)
def test_pictures_are_web_addresses(html: str) -> None:
    assert all(url.startswith("http") for url in pictures_in(html, base_url="https://example.com/"))


def test_pictures_of_hostile_markup_cost_one_pass() -> None:
    start = time.process_time()
    for piece in ("<img ", "<img src=", "<img src='", "<img" + " " * 3000):
        list(pictures_in(piece * (LONGEST_HTML // len(piece)), base_url=None, limit=LONGEST_HTML))
    assert time.process_time() - start < 2
