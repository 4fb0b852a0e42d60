from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from newsstand.web.stamps import stamp
from tests.web.newsroom import NOW


def test_a_time_of_today_is_its_face_with_the_zone_and_the_day_on_hover() -> None:
    said = stamp(NOW - timedelta(hours=1), "time", NOW)
    assert said.startswith('<time datetime="2026-03-12T13:05:00+00:00" title="Thursday 12 March 2026, 13:05')
    assert ">13:05<" in said


def test_another_day_is_named_and_a_day_is_a_day() -> None:
    assert "Wednesday 11 March, 13:05" in stamp(NOW - timedelta(hours=25), "time", NOW)
    assert stamp(NOW, "day", NOW) == '<time datetime="2026-03-12">Thursday 12 March 2026</time>'


def test_each_language_and_zone_has_its_own() -> None:
    before = NOW - timedelta(hours=25)
    with translation.override("de"), timezone.override(ZoneInfo("Asia/Tokyo")):
        said = stamp(before, "time", NOW)
    assert "Mittwoch" in said
    assert "22:05" in said
    assert "Mittwoch" not in stamp(before, "time", NOW)


def test_tomorrow_it_is_yesterday() -> None:
    assert ">14:05<" in stamp(NOW, "time", NOW)
    assert "Thursday 12 March" in stamp(NOW, "time", NOW + timedelta(days=1)).partition(">")[2]
