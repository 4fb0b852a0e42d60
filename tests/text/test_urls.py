from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.urls import LONGEST_URL, host_of, join_url, normalise_url, registrable_domain

ANY_TEXT = st.text(max_size=80) | st.text(alphabet="htps:/@[]?#&=.%a1 \t\n\x00éß。utm_", max_size=60)
WEB_URLS = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.from_regex(r"[a-zA-Z0-9]{1,8}(\.[a-z]{2,5}){0,2}", fullmatch=True),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text(alphabet="aZ0-_.~/%é ", max_size=20),
    st.text(alphabet="utm_a=b&1", max_size=20),
    st.text(alphabet="abc/", max_size=5),
)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("HTTP://Example.COM:80/Path?b=2&a=1#top", "http://example.com/Path?b=2&a=1"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com:443/?utm_source=rss&utm_medium=feed", "https://example.com/"),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("https://example.com/a?id=7&fbclid=x&at_medium=RSS", "https://example.com/a?id=7"),
        ("https://example.com/a?partner=rss&partner=4", "https://example.com/a?partner=4"),
        ("http://zürich.example/ü x", "http://xn--zrich-kva.example/%C3%BC%20x"),
        ("http://example.com./%c3%bc", "http://example.com/%c3%bc"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("  https://example.com/a\n", "https://example.com/a"),
    ],
)
def test_one_key_for_each_address(url: str, key: str) -> None:
    assert normalise_url(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/a",
        "ftp://example.com/",
        "javascript:alert(1)",
        "http://",
        "http:///a",
        "http://user:word@example.com/",
        "http://example.com:99999/",
        "http://example.com:8x/",
        "http://exa mple.com/",
        "http://[::1/",
        "http://a\x00b.example/",
        "http://a..b/",
        "http://example.com/" + "a" * LONGEST_URL,
    ],
)
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    assert normalise_url(url) is None


@given(ANY_TEXT | WEB_URLS)
def test_a_key_is_its_own_key(url: str) -> None:
    key = normalise_url(url)
    assert key is None or normalise_url(key) == key


@given(WEB_URLS)
def test_fragment_and_tracking_never_part_a_page_from_itself(url: str) -> None:
    bare = url.partition("#")[0]
    key = normalise_url(bare)
    assert key is not None
    assert normalise_url(bare + "#part") == normalise_url(bare + "&utm_campaign=x") == key


@pytest.mark.parametrize(
    ("base", "href", "joined"),
    [
        ("https://example.com/a/b", "c?d=e", "https://example.com/a/c?d=e"),
        ("https://example.com/a/b", "//cdn.example/x", "https://cdn.example/x"),
        ("https://example.com/a/b", "../x y", "https://example.com/x%20y"),
        (None, "HTTPS://example.com/a", "https://example.com/a"),
        (None, "https://example.com/a\n\tb", "https://example.com/ab"),
        (None, "c", None),
        ("https://example.com/", "javascript:alert(1)", None),
        ("https://example.com/", "data:text/html,x", None),
        ("https://example.com/", "mailto:desk@example.com", None),
        ("https://example.com/", "https://me:word@example.com/", None),
        ("https://example.com/", "/a\x07b", None),
        ("https://example.com/", "", None),
        ("http://[bad", "c", None),
    ],
)
def test_joined_addresses_are_absolute_and_harmless(base: str | None, href: str, joined: str | None) -> None:
    assert join_url(base, href) == joined


@given(ANY_TEXT | WEB_URLS, ANY_TEXT | WEB_URLS)
def test_joining_never_raises_and_yields_web_addresses_alone(base: str, href: str) -> None:
    joined = join_url(base, href)
    if joined is not None:
        assert joined.startswith(("http://", "https://"))
        assert "@" not in urlsplit(joined).netloc
        assert len(joined) <= LONGEST_URL
        assert join_url(None, joined) == joined


@pytest.mark.parametrize(
    ("url", "host", "domain"),
    [
        ("https://www.bbc.co.uk/news", "www.bbc.co.uk", "bbc.co.uk"),
        ("https://Edition.Example.com:8080/", "edition.example.com", "example.com"),
        ("http://someone.github.io/", "someone.github.io", "someone.github.io"),
        ("http://192.0.2.1/", "192.0.2.1", None),
        ("http://[2001:db8::1]/", "[2001:db8::1]", None),
        ("http://co.uk/", "co.uk", None),
        ("mailto:x@example.com", None, None),
    ],
)
def test_host_and_registrable_domain(url: str, host: str | None, domain: str | None) -> None:
    assert host_of(url) == host
    assert registrable_domain(url) == domain


def test_a_bare_host_has_its_registrable_domain_too() -> None:
    assert registrable_domain("news.example.co.uk") == "example.co.uk"


@given(ANY_TEXT)
def test_hosts_and_domains_never_raise(text: str) -> None:
    host, domain = host_of(text), registrable_domain(text)
    assert host is None or host == host.lower()
    assert domain is None or "." in domain or "://" not in text
