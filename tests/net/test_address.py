"""Addresses as they are asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from newsstand.net.address import permanent_url, read_address, read_redirect
from newsstand.net.outcome import Hop

BASE = URL("https://news.example/world/a?b=c")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("http://news.example", "http://news.example/"),
        (" https://news.example/feed.xml#top ", "https://news.example/feed.xml"),
        ("HTTPS://News.Example:443/x", "https://news.example/x"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://news.example/straße?q=ä", "https://news.example/stra%C3%9Fe?q=%C3%A4"),
        ("https://news.example/a%2Fb?x=%26", "https://news.example/a%2Fb?x=%26"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
    ],
)
def test_addresses_that_are_asked(text: str, asked: str) -> None:
    assert str(read_address(text)) == asked


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "scheme"),
        ("news.example/feed", "scheme"),
        ("//news.example/", "scheme"),
        ("file:///etc/passwd", "“file:”"),
        ("ftp://news.example/", "“ftp:”"),
        ("javascript:alert(1)", "“javascript:”"),
        ("http:///feed", "host"),
        ("https://reader:secret@news.example/", "credentials"),
        ("https://reader@news.example/", "credentials"),
        ("http://news..example/", "no name of a host"),
        ("http://" + "a" * 64 + ".example/", "no name of a host"),
        ("http://" + "a." * 130 + "example/", "no name of a host"),
        ("http://news\u00af.example/", "no name of a host"),
        ("http://[fe80::1%25lo]/", "no name of a host"),
        ("http://news.example:0/", "port"),
        ("http://news.example:99999/", "cannot be read"),
        ("http://[::1/", "cannot be read"),
        ("http://news.example/\r\nX-Evil: 1", "control characters"),
        ("http://news.example/" + "a" * 5000, "4,096"),
    ],
)
def test_addresses_that_are_not_asked(text: str, why: str) -> None:
    answer = read_address(text)
    assert isinstance(answer, str)
    assert why in answer


@pytest.mark.parametrize(
    ("location", "to"),
    [
        ("/b", "https://news.example/b"),
        ("b?c", "https://news.example/world/b?c"),
        ("?page=2", "https://news.example/world/a?page=2"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example/#top", "http://other.example/"),
        ("/caf\u00e9", "https://news.example/caf%C3%A9"),
    ],
)
def test_redirects_that_are_followed(location: str, to: str) -> None:
    assert str(read_redirect(BASE, location)) == to


@pytest.mark.parametrize(
    "location",
    ["", "  ", "file:///etc/passwd", "ftp://x.example/", "javascript:alert(1)", "data:text/html,x", "gopher://x/",
     "http://a:b@other.example/", "http://", "http://[bad", "/" + "a" * 5000, "http://x.example/\udc80"],
)  # fmt: skip
def test_redirects_that_are_not_followed(location: str) -> None:
    assert isinstance(read_redirect(BASE, location), str)


@given(st.text(max_size=200))
def test_whatever_is_asked_is_plain_http_with_no_secrets(text: str) -> None:
    for answer in (read_address(text), read_redirect(BASE, text), read_address("http://" + text)):
        if isinstance(answer, URL):
            assert answer.scheme in ("http", "https")
            assert answer.raw_host
            assert answer.user is None
            assert answer.raw_fragment == ""
            assert read_address(str(answer)) == answer
            assert not set("\r\n \t") & set(str(answer))


def test_permanence_ends_at_the_first_hop_that_is_not_for_good() -> None:
    a, b, c = Hop(status=301, url="a"), Hop(status=308, url="b"), Hop(status=302, url="c")
    assert permanent_url([], "z") is None
    assert permanent_url([c, a], "z") is None
    assert permanent_url([a, b], "z") == "z"
    assert permanent_url([a, b, c], "z") == "c"
    assert permanent_url([a, c, b], "z") == "c"
