"""What a title's pages say in its language besides the news, and how they write a date."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files


@cache
def load_wording() -> dict[str, dict[str, str]]:
    """The words of each language by key."""
    words: dict[str, dict[str, str]] = tomllib.loads(
        (files("newsstand.demo") / "wording.toml").read_text("utf-8")
    )
    return words


def words_of(language: str) -> dict[str, str]:
    """The words of a language, English where it is not known."""
    known = load_wording()
    return known.get(language.split("-")[0], known["en"])


def section_label(section: str, language: str) -> str:
    """A section's name as the language's readers see it."""
    return words_of(language).get(f"section_{section}", section.capitalize())


_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def write_date(pattern: str, at: datetime, language: str) -> str:
    """A moment, already in the title's zone, as the pattern has it, with days and months in the language."""
    language = language.split("-")[0]
    month = _MONTHS.get(language, _MONTHS["en"]).split()[at.month - 1]
    day = _DAYS.get(language, _DAYS["en"]).split()[at.weekday()]
    hour = at.hour % 12 or 12
    half = "am" if at.hour < 12 else "pm"
    nth = "th" if 10 < at.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(at.day % 10, "th")
    parts = {
        "d": at.day, "dd": f"{at.day:02}", "nth": nth, "m": at.month, "mm": f"{at.month:02}", "yyyy": at.year,
        "month": month, "Mon": month[:3], "weekday": day, "Weekday": day.capitalize(), "Wkd": day[:3],
        "h": hour, "HH": f"{at.hour:02}", "MM": f"{at.minute:02}",
        "ampm": half, "AMPM": half.upper(), "a.m.": f"{half[0]}.m.", "zone": at.tzname() or "UTC",
    }  # fmt: skip
    for name, value in parts.items():
        pattern = pattern.replace("{" + name + "}", str(value))
    return pattern
