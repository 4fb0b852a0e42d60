"""Dates are written as the language writes them, and every language has every word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsstand.demo.titles import load_titles
from newsstand.demo.wording import load_wording, section_label, words_of, write_date

AT = datetime(2026, 3, 12, 7, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pattern", "language", "written"),
    [
        ("{d} {month} {yyyy}, {HH}:{MM}", "en-GB", "12 March 2026, 07:40"),
        ("{month} {d}, {yyyy} at {h}:{MM} {a.m.}", "en-US", "March 12, 2026 at 7:40 a.m."),
        ("{dd}.{mm}.{yyyy}, {HH}:{MM} Uhr", "de-DE", "12.03.2026, 07:40 Uhr"),
        ("{weekday} {d} {month} {yyyy}", "fr-FR", "jeudi 12 mars 2026"),
        ("{d}{nth} {Mon}, {Wkd}", "en", "12th Mar, Thu"),
    ],
)
def test_dates(pattern: str, language: str, written: str) -> None:
    assert write_date(pattern, AT, language) == written


def test_ordinals_halves_and_zones() -> None:
    at = datetime(2026, 3, 1, 0, 5, tzinfo=timezone(timedelta(hours=-4), "EDT"))
    assert write_date("{d}{nth} {h}:{MM} {AMPM} {zone}", at, "en") == "1st 12:05 AM EDT"
    assert write_date("{d}{nth}", at.replace(day=22), "en") == "22nd"
    assert write_date("{h} {ampm}", at.replace(hour=13), "en") == "1 pm"


def test_every_language_has_every_word_and_no_title_prints_an_unfilled_pattern() -> None:
    languages = load_wording()
    assert {frozenset(words) for words in languages.values()} == {frozenset(languages["en"])}
    for title in load_titles():
        assert "{" not in write_date(title.page.published, AT, title.language)
    assert words_of("nl") == languages["en"]
    assert section_label("science", "de-DE") == "Wissen"
    assert section_label("chess", "en") == "Chess"
