"""What workers do with strangers' bytes: an outcome each time, never an exception of a parser."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from newsstand.extract.site_signals import SiteFiles
from newsstand.model import Article, Discarded
from newsstand.newsroom.pipeline.apart import read_links, read_page, read_site_files
from newsstand.newsroom.pipeline.desk import ToRead
from tests.newsroom.pipeline.newsroom import article_page

BODY = article_page().partition(b"\r\n\r\n")[2]
NO_PAGES = [
    b"",
    b" ",
    b"\0" * 500,
    b"%PDF-1.7 \xff\xfe",
    b"{}",
    b"<",
    b"<html>",
    b"\xff\xd8\xff\xe0JFIF",
    b"<div>" * 50_000,
]


def to_read(body: bytes, charset: str | None = None) -> ToRead:
    return ToRead(page=1, body=body, url="https://herald.example/2026/barge", charset=charset)


def test_a_page_is_an_article() -> None:
    read = read_page(to_read(BODY))
    assert isinstance(read, Article)
    assert read.headline == "Barge hits Old Quay Bridge"


@pytest.mark.parametrize(
    ("tag", "headers", "signals"),
    [
        ("", [("x-robots-tag", "noarchive")], [("noarchive", "")]),
        ('<meta name="robots" content="noai">', [("x-robots-tag", "noai")], [("noai", "")]),
        ('<meta name="tdm-reservation" content="0">', [("tdm-reservation", "1")], [("tdmrep", "0")]),
        ("", [("tdm-reservation", "1"), ("link", "<a>; rel=hub")], [("tdmrep", "1")]),
    ],
)
def test_a_page_is_heard_with_its_headers(
    tag: str, headers: list[tuple[str, str]], signals: list[tuple[str, str]]
) -> None:
    for body in (BODY, b"<html><head><title>Soon</title></head><body><h1>Soon</h1></body></html>"):
        told = body.replace(b"<head>", b"<head>" + tag.encode(), 1)
        read = read_page(replace(to_read(told), headers=tuple(headers)))
        article = read.head if isinstance(read, Discarded) else read
        assert article is not None
        assert [(s.kind, s.value) for s in article.signals] == signals


def test_a_sites_files_are_read() -> None:
    said = read_site_files(SiteFiles(origin="https://a.example", robots="Content-Signal: ai-input=no"))
    assert said.allows_ai == ((("/", False),),)


@pytest.mark.parametrize("body", NO_PAGES)
def test_what_is_no_page_is_discarded_with_a_reason(body: bytes) -> None:
    assert isinstance(read_page(to_read(body)), Discarded)


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset", "utf-16", "hex", "idna", ""])
def test_whatever_charset_is_announced(charset: str) -> None:
    assert isinstance(read_page(to_read(BODY, charset)), Article | Discarded)


@pytest.mark.parametrize("body", NO_PAGES)
def test_a_home_page_that_cannot_be_read_has_no_links(body: bytes) -> None:
    assert read_links(to_read(body)) == ()


def test_a_worker_does_not_load_django() -> None:
    """It holds what it needs to read, and no way into the store."""
    code = (
        "import newsstand.newsroom.pipeline.apart, newsstand.newsroom.pipeline.shrinking, sys;"
        "sys.exit(any(m.partition('.')[0] in ('django', 'sqlite3', 'psycopg', 'aiohttp') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
