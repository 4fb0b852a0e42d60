"""What headers say."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from newsstand.net import headers

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, (None, None)),
        ("", (None, None)),
        ("text/html", ("text/html", None)),
        ("Text/HTML; Charset=UTF-8", ("text/html", "utf-8")),
        ("application/rss+xml;charset='iso-8859-1'; x=y", ("application/rss+xml", "iso-8859-1")),
        ("nonsense; charset=", (None, None)),
    ],
)
def test_content_type(value: str | None, read: tuple[str | None, str | None]) -> None:
    assert headers.read_content_type(value) == read


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("public", None),
        ("max-age=600", 600),
        ("public, MAX-AGE = 60, must-revalidate", 60),
        ("s-maxage=900", None),
        ("max-age=900, no-cache", 0),
        ("no-store", 0),
        ("max-age=9999999999", headers.MAX_SECONDS),
        ("max-age=-1", None),
    ],
)
def test_max_age(value: str | None, seconds: int | None) -> None:
    assert headers.read_max_age(value) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 0 ", 0.0),
        ("-5", None),
        ("soon", None),
        ("99999999999999999", None),
        ("9999999999", float(headers.MAX_SECONDS)),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", float(headers.MAX_SECONDS)),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert headers.read_retry_after(value, NOW) == seconds


def test_dates_are_aware_utc_or_nothing() -> None:
    assert headers.read_date("Sun, 01 Mar 2026 13:00:00 +0100") == NOW
    assert headers.read_date("Sun, 01 Mar 2026 12:00:00 -0000") == NOW
    assert headers.read_date("0") is None
    assert headers.read_date("-1") is None
    assert headers.read_date("Fri, 31 Dec 9999 23:59:59 -1400") is None


@given(st.text(max_size=80))
def test_no_header_breaks_its_reader(text: str) -> None:
    date = headers.read_date(text)
    assert date is None or date.utcoffset() == timedelta(0)
    wait = headers.read_retry_after(text, NOW)
    assert wait is None or 0 <= wait <= headers.MAX_SECONDS
    age = headers.read_max_age(text)
    assert age is None or 0 <= age <= headers.MAX_SECONDS
    headers.read_content_type(text)


@given(st.text(max_size=30))
def test_nothing_sendable_can_begin_another_header(text: str) -> None:
    value = headers.sendable(text)
    assert value is None or (value.isascii() and not set("\r\n\0") & set(value))


def test_validators_are_verbatim_and_bounded() -> None:
    said = CIMultiDict({"etag": 'W/"a b"', "last-modified": "Sun, 01 Mar 2026 12:00:00 GMT"})
    read = headers.read_validators(said)
    assert (read.etag, read.last_modified) == ('W/"a b"', "Sun, 01 Mar 2026 12:00:00 GMT")
    assert headers.read_validators(CIMultiDict({"ETag": "x" * 2000})).etag is None


def test_only_the_headers_that_others_read_are_kept() -> None:
    said = CIMultiDict(
        {"Link": "<https://hub.example/>; rel=hub", "Set-Cookie": "a=b", "x-robots-tag": "noai" * 999}
    )
    kept = dict(headers.read_kept(said))
    assert kept["link"] == "<https://hub.example/>; rel=hub"
    assert len(kept["x-robots-tag"]) == headers.MAX_KEPT
    assert "set-cookie" not in kept
