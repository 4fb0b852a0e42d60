"""What a page forbids is read off its tags, its structured data and its headers; what it allows is no signal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract import extract
from newsstand.extract.meta import read_head
from newsstand.extract.signals import MOST_SIGNALS, header_signals, page_signals, usage_of
from newsstand.extract.source import parse_page
from newsstand.extract.structured import read_structured
from newsstand.model import Article, Signal

TEXT = (
    "The council voted on Tuesday to repair the old bridge before the winter, the mayor said after the meeting. "
    * 4
)


def said(head: str, body: str = "<p>Text</p>") -> set[tuple[str, str]]:
    tree = parse_page(f"<html><head>{head}</head><body>{body}</body></html>")
    return {(s.kind, s.value) for s in page_signals(read_head(tree), read_structured(tree))}


def structured(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "signals"),
    [
        ('<meta name="robots" content="index, follow, max-snippet:-1, max-image-preview:large">', set()),
        ('<meta name="robots" content="noarchive">', {("noarchive", "")}),
        ('<META NAME="ROBOTS" CONTENT="NOARCHIVE, NOSNIPPET">', {("noarchive", ""), ("nosnippet", "")}),
        ('<meta name="googlebot-news" content="nosnippet">', {("nosnippet", "")}),
        ('<meta name="newsstand" content="nocache">', {("noarchive", "")}),
        ('<meta name="bingbot" content="noarchive">', set()),
        ('<meta name="robots" content="max-snippet:0">', {("nosnippet", "")}),
        ('<meta name="robots" content="max-snippet: 160">', {("max_snippet", "160")}),
        ('<meta name="robots" content="max-snippet:many">', set()),
        ('<meta name="robots" content="noai, noimageai">', {("noai", "")}),
        ('<meta name="robots" content="max-image-preview:none">', {("nopicture", "")}),
        ('<meta name="tdm-reservation" content="1">', {("tdmrep", "1")}),
        ('<meta name="tdm-reservation" content="0">', {("tdmrep", "0")}),
        ('<meta name="tdm-reservation" content="yes">', set()),
        ('<link rel="license" type="application/rsl+xml" href="/rsl.xml">', {("rsl", "/rsl.xml")}),
        ('<link rel="license" href="https://creativecommons.org/by/4.0">', set()),
    ],
)  # fmt: skip
def test_tags(head: str, signals: set[tuple[str, str]]) -> None:
    assert said(head) == signals


@pytest.mark.parametrize(
    ("stated", "is_free"),
    [
        ('"isAccessibleForFree": false', False),
        ('"isAccessibleForFree": "False"', False),
        ('"isAccessibleForFree": true', True),
        ('"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False"}', False),
        ('"hasPart": [{"isAccessibleForFree": true}, 7, null]', True),
        ('"author": "Ann"', True),
    ],
)
def test_structured_data(stated: str, is_free: bool) -> None:
    found = said(structured(f'{{"@type": "NewsArticle", "headline": "x", {stated}}}'))
    assert found == (set() if is_free else {("is_free", "no")})


@pytest.mark.parametrize(
    ("name", "value", "signals"),
    [
        ("x-robots-tag", "noarchive, nosnippet", {("noarchive", ""), ("nosnippet", "")}),
        ("x-robots-tag", "googlebot: nosnippet", set()),
        ("x-robots-tag", "newsstand: nosnippet", {("nosnippet", "")}),
        ("x-robots-tag", "googlebot-news: noarchive", {("noarchive", "")}),
        ("x-robots-tag", "max-snippet:20", {("max_snippet", "20")}),
        ("x-robots-tag", "unavailable_after: 25 Jun 2010 15:00:00 PST", set()),
        ("tdm-reservation", "1", {("tdmrep", "1")}),
        ("tdm-reservation", "2", set()),
        ("content-usage", "train-ai=n", {("content_usage", "train-ai=n")}),
        ("content-usage", "train-ai=y", set()),
        ("link", '<https://a.example/rsl.xml>; rel="license"; type="application/rsl+xml"', {("rsl", "https://a.example/rsl.xml")}),
        ("link", "<https://hub.example/>; rel=hub", set()),
    ],
)  # fmt: skip
def test_headers(name: str, value: str, signals: set[tuple[str, str]]) -> None:
    assert {(s.kind, s.value) for s in header_signals([(name, value)])} == signals


def test_a_header_that_came_twice_is_heard_twice() -> None:
    found = header_signals([("x-robots-tag", "otherbot: nosnippet"), ("x-robots-tag", "noarchive")])
    assert found == (Signal(kind="noarchive"),)


def test_an_article_carries_its_signals() -> None:
    page = f'<html><head><meta name="robots" content="noarchive"></head><body><article><h1>Bridge to be repaired</h1><p>{TEXT}</p></article></body></html>'
    article = extract(page, url="https://a.example/news/bridge")
    assert isinstance(article, Article)
    assert article.signals == (Signal(kind="noarchive"),)


def test_preferences() -> None:
    assert usage_of("search=yes, ai-input=no,ai-train=no") == {
        "search": True,
        "ai-input": False,
        "ai-train": False,
    }
    assert usage_of("train-ai=?0;x") == {"train-ai": False}
    assert usage_of("search=maybe") == {}


@given(
    st.text("<>=;,:\"' \tnoarchivemax-snippet0129relicensetyp/+", max_size=300),
    st.sampled_from(["x-robots-tag", "link", "content-usage", "tdm-reservation"]),
)
def test_whatever_a_server_says_is_read(value: str, name: str) -> None:
    found = header_signals([(name, value)] * 3)
    assert len(found) <= MOST_SIGNALS
    assert all(len(s.value) <= 500 for s in found)


def test_a_page_that_says_too_much_says_a_bounded_amount() -> None:
    head = "".join(f'<meta name="robots" content="max-snippet:{n}">' for n in range(1, 3000))
    assert len(said(head)) <= MOST_SIGNALS
