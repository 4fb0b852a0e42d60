from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract.meta import read_head
from newsstand.extract.moments import Moment, parse_moment, read_published, read_updated
from newsstand.extract.source import parse_page
from newsstand.extract.structured import read_structured

PLUS_TWO = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-01T10:20:30+02:00", datetime(2024, 5, 1, 10, 20, 30, tzinfo=PLUS_TWO)),
        ("2024-05-01T10:20:30.123Z", datetime(2024, 5, 1, 10, 20, 30, tzinfo=UTC)),
        ("2024-05-01 10:20:30 +0200", datetime(2024, 5, 1, 10, 20, 30, tzinfo=PLUS_TWO)),
        ("2024-05-01T10:20", date(2024, 5, 1)),
        ("2024-05-01", date(2024, 5, 1)),
        ("20240501", date(2024, 5, 1)),
        ("2024/05/01 10:20", date(2024, 5, 1)),
        ("Wed, 01 May 2024 10:20:30 GMT", datetime(2024, 5, 1, 10, 20, 30, tzinfo=UTC)),
        ("May 1, 2024", date(2024, 5, 1)),
        ("May 1st, 2024, 2:05 PM +02:00", datetime(2024, 5, 1, 14, 5, tzinfo=PLUS_TWO)),
        (
            "Wed May 01 10:20:30 EDT 2024",
            datetime(2024, 5, 1, 10, 20, 30, tzinfo=timezone(timedelta(hours=-4))),
        ),
        ("01.05.2024 10:20", date(2024, 5, 1)),
        ("1714551630", datetime(2024, 5, 1, 8, 20, 30, tzinfo=UTC)),
        ("0000-00-00", None),
        ("3000-01-01", None),
        ("2024-13-45", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_moments_keep_their_offset_or_are_bare_days(text: str | None, moment: Moment | None) -> None:
    found = parse_moment(text)
    assert found == moment
    assert type(found) is type(moment)
    if isinstance(found, datetime) and isinstance(moment, datetime):
        assert found.utcoffset() == moment.utcoffset()


def both(head: str, body: str = "", url: str | None = None) -> tuple[Moment | None, Moment | None]:
    tree = parse_page(f"<html><head>{head}</head><body>{body}</body></html>")
    parsed, structured = read_head(tree), read_structured(tree)
    published = read_published(parsed, structured, tree, url)
    return published, read_updated(parsed, structured, tree, published)


def test_a_change_counts_only_when_it_is_later() -> None:
    head = '<meta property="article:published_time" content="2024-05-01T10:00:00Z"><meta property="article:modified_time" content="{}">'
    assert both(head.format("2024-05-01T12:00:00Z"))[1] == datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert both(head.format("2024-05-01T10:00:00Z"))[1] is None
    assert both(head.format("2024-04-01T10:00:00Z"))[1] is None


def test_the_local_time_of_the_same_instant_is_preferred() -> None:
    head = '<meta property="article:published_time" content="2024-05-01T23:30:00Z">'
    published, _ = both(head, '<time datetime="2024-05-02T01:30:00+02:00">2 May</time>')
    assert isinstance(published, datetime)
    assert published.utcoffset() == timedelta(hours=2)


def test_a_date_that_the_text_tells_of_is_not_the_page_s() -> None:
    text = "<p>The pool was opened on 12 June 1978 by the mayor, who had promised it since the spring of 1971, at a cost of 2 million.</p>"
    assert both("", f"<h1>Pool</h1>{text}")[0] is None
    assert both("", f"<h1>Pool</h1><p class='date'>Published 3 May 2024</p>{text}")[0] == date(2024, 5, 3)


def test_the_address_can_hold_the_day() -> None:
    assert both("", "<p>text</p>", "https://h.example/2024/05/03/pool-closes")[0] == date(2024, 5, 3)


@given(st.text(max_size=90))
def test_any_text_is_a_possible_moment_or_none(text: str) -> None:
    moment = parse_moment(text)
    assert moment is None or 1845 <= moment.year <= 2199


@given(st.integers(-2_000_000_000, 6_000_000_000), st.integers(-14 * 4, 14 * 4))
def test_what_iso_writes_is_read_back(seconds: int, quarters: int) -> None:
    aware = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=15 * quarters)))
    assert parse_moment(aware.isoformat()) == aware
