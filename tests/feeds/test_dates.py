from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.feeds.dates import read_date

MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001
    max_value=datetime(2099, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-23 * 4, 23 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
).filter(lambda moment: moment.timestamp() != 0)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 10 Mar 2026 08:30:00 GMT", "2026-03-10T08:30:00+00:00"),
        ("Tue, 10 Mar 2026 08:30:00 +0100", "2026-03-10T08:30:00+01:00"),
        ("10 Mar 26 08:30 EST", "2026-03-10T08:30:00-05:00"),
        ("Tuesday, 10 March 2026 08:30:00 UT", "2026-03-10T08:30:00+00:00"),
        ("10-Mar-2026 08:30:00 -0330", "2026-03-10T08:30:00-03:30"),
        ("Di, 10 Mär 2026 08:30:00 +0100", "2026-03-10T08:30:00+01:00"),
        ("mar., 10 févr. 2026 08:30:00 +0100", "2026-02-10T08:30:00+01:00"),
        ("Tue, 10 Mar 2026", "2026-03-10T00:00:00+00:00"),
        ("Tue, 10 Mar 2026 24:00:00 GMT", "2026-03-11T00:00:00+00:00"),
        ("Tue, 10 Mar 2026 8:30:00 PM GMT", "2026-03-10T20:30:00+00:00"),
        ("March 10, 2026 8:30 am", "2026-03-10T08:30:00+00:00"),
        ("Tue Mar 10 08:30:00 GMT 2026", "2026-03-10T08:30:00+00:00"),
        ("Tue Mar 10 08:30:00 2026", "2026-03-10T08:30:00+00:00"),
        ("2026-03-10T08:30:00Z", "2026-03-10T08:30:00+00:00"),
        ("2026-03-10T08:30:00.1234567+05:30", "2026-03-10T08:30:00.123456+05:30"),
        ("2026-03-10 08:30:00 +0100", "2026-03-10T08:30:00+01:00"),
        ("2026-03-10T08:30-0500", "2026-03-10T08:30:00-05:00"),
        ("2026-03-10", "2026-03-10T00:00:00+00:00"),
        ("20260310T083000Z", "2026-03-10T08:30:00+00:00"),
        ("2026-03", "2026-03-01T00:00:00+00:00"),
        ("2026", "2026-01-01T00:00:00+00:00"),
        ("10.03.2026 08:30", "2026-03-10T08:30:00+00:00"),
        ("03/17/2026", "2026-03-17T00:00:00+00:00"),
        ("2026/3/7 14:33:00", "2026-03-07T14:33:00+00:00"),
        ("2026.03.07", "2026-03-07T00:00:00+00:00"),
    ],
)
def test_dates_as_feeds_write_them(text: str, moment: str) -> None:
    assert read_date(text) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "Mon, 32 Jan 2026 00:00:00 GMT",
        "Mon, 01 Foo 2026 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "0000-00-00 00:00:00",
        "3000-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "2026-03-10T08:30:00+99:00",
        "2026-13-01",
        "9" * 10_000,
        "12345",
    ],
)
def test_what_names_no_possible_moment_is_none(text: str) -> None:
    assert read_date(text) is None


@given(MOMENTS)
def test_moments_survive_iso_8601(moment: datetime) -> None:
    assert read_date(moment.isoformat()) == moment


@given(MOMENTS)
def test_moments_survive_rfc_822(moment: datetime) -> None:
    assert read_date(format_datetime(moment)) == moment.replace(microsecond=0) or moment.timestamp() < 1


@given(st.text(max_size=60) | st.text(alphabet="0123456789-:/. TZ+janMär,", max_size=60))
def test_reading_never_raises_and_is_always_aware(text: str) -> None:
    moment = read_date(text)
    assert moment is None or moment.astimezone(UTC).tzinfo is UTC
