"""What a page must know of a language: which way it runs, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import get_language, pgettext

from newsstand.topics import country_names

SCORE = re.compile(r"(?<=\d)–(?=\d)")
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
COUNTRIES = {
    "AE": "United Arab Emirates", "AR": "Argentina", "AT": "Austria", "AU": "Australia", "BE": "Belgium",
    "BR": "Brazil", "CA": "Canada", "CH": "Switzerland", "CN": "China", "CZ": "Czechia", "DE": "Germany",
    "DK": "Denmark", "EG": "Egypt", "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom",
    "GR": "Greece", "HK": "Hong Kong", "IE": "Ireland", "IL": "Israel", "IN": "India", "IT": "Italy",
    "JP": "Japan", "KE": "Kenya", "KR": "South Korea", "MX": "Mexico", "NG": "Nigeria", "NL": "Netherlands",
    "NO": "Norway", "NZ": "New Zealand", "PK": "Pakistan", "PL": "Poland", "PT": "Portugal", "QA": "Qatar",
    "RU": "Russia", "SA": "Saudi Arabia", "SE": "Sweden", "SG": "Singapore", "TR": "Türkiye", "TW": "Taiwan",
    "UA": "Ukraine", "US": "United States", "ZA": "South Africa",
}  # fmt: skip
# Where the gazetteer's name is the one of treaties.
SHORTER = {
    "ar": {"HK": "هونغ كونغ", "MO": "ماكاو"}, "de": {"HK": "Hongkong", "MO": "Macau"},
    "es": {"HK": "Hong Kong", "MO": "Macao"}, "fr": {"HK": "Hong Kong", "MO": "Macao"},
}  # fmt: skip


# The marks that a language puts around speech, outer ones.
SPEECH = {
    "ar": "«»", "da": "»«", "de": "„“", "el": "«»", "es": "«»", "fr": "«»", "it": "«»", "ja": "「」", "nl": "‘’", "no": "«»",
    "pl": "„”", "pt": "«»", "ru": "«»", "sv": "””", "uk": "«»", "zh": "“”",
}  # fmt: skip
_ANY_MARK = '“”„‟«»‹›"「」'


def in_speech_marks(text: str, language: str) -> str:
    """A quotation between the marks of its language, those that it brought along taken off."""
    main = _main(language)
    marks = SPEECH.get(main, "“”")
    words = text.strip()
    if words[:1] in _ANY_MARK and words[-1:] in _ANY_MARK:
        if any(mark in _ANY_MARK for mark in words[1:-1]):
            return words  # marks of its own inside: it stands as it came
        words = words[1:-1].strip()
    inner = "\u202f" if main == "fr" else ""
    return f"{marks[0]}{inner}{words}{inner}{marks[1]}"


def typeset(text: str) -> str:
    """A headline whose French marks stay with their words at the end of a line, and whose scores stay whole."""
    text = SCORE.sub("\u2060–\u2060", text)
    for mark in "»?!:;":
        text = text.replace(f" {mark}", f"\u202f{mark}")
    return text.replace("« ", "«\u202f")


def comma() -> str:
    """What stands between two things of a line, its space included."""
    return pgettext("between two things", ", ")


def listed(things: Iterable[str]) -> str:
    """Several things on one line: "London, Paris"."""
    return comma().join(things)


def direction(language: str) -> str:
    """ "rtl" or "ltr", by a BCP 47 tag; "ltr" where nothing is known."""
    main, *rest = language.lower().replace("_", "-").split("-")
    return "rtl" if main in RIGHT_TO_LEFT or {"arab", "hebr"} & set(rest) else "ltr"


def language_name(language: str) -> str:
    """What a language is called, by its BCP 47 tag; the tag itself where it is none of those we name."""
    return _languages(get_language() or "").get(_main(language), language)


def country_name(country: str) -> str:
    """What a country is called, by its ISO code; the code itself where it is none of those we know."""
    return _countries(_main(get_language() or "en")).get(country.upper(), country)


def countries_called() -> dict[str, str]:
    """ISO codes by what the countries are called in each language of our pages; where two disagree, as in English."""
    spoken = [*SHORTER, "en"]
    return {name: code for language in spoken for code, name in _countries(language).items()}


def _main(language: str) -> str:
    return language.lower().replace("_", "-").split("-")[0]


@lru_cache(maxsize=16)
def _countries(language: str) -> dict[str, str]:
    changed = COUNTRIES if language == "en" else SHORTER.get(language, {})
    return {**country_names(language), **changed}


@lru_cache(maxsize=16)
def _languages(on: str) -> dict[str, str]:
    """`on` is the language that is on: it is named so that each has its own words."""
    return {
        "ar": pgettext("a language", "Arabic"),
        "bg": pgettext("a language", "Bulgarian"),
        "ca": pgettext("a language", "Catalan"),
        "cs": pgettext("a language", "Czech"),
        "da": pgettext("a language", "Danish"),
        "de": pgettext("a language", "German"),
        "el": pgettext("a language", "Greek"),
        "en": pgettext("a language", "English"),
        "es": pgettext("a language", "Spanish"),
        "et": pgettext("a language", "Estonian"),
        "fa": pgettext("a language", "Persian"),
        "fi": pgettext("a language", "Finnish"),
        "fr": pgettext("a language", "French"),
        "he": pgettext("a language", "Hebrew"),
        "hi": pgettext("a language", "Hindi"),
        "hr": pgettext("a language", "Croatian"),
        "hu": pgettext("a language", "Hungarian"),
        "id": pgettext("a language", "Indonesian"),
        "it": pgettext("a language", "Italian"),
        "ja": pgettext("a language", "Japanese"),
        "ko": pgettext("a language", "Korean"),
        "nl": pgettext("a language", "Dutch"),
        "no": pgettext("a language", "Norwegian"),
        "pl": pgettext("a language", "Polish"),
        "pt": pgettext("a language", "Portuguese"),
        "ro": pgettext("a language", "Romanian"),
        "ru": pgettext("a language", "Russian"),
        "sv": pgettext("a language", "Swedish"),
        "tr": pgettext("a language", "Turkish"),
        "uk": pgettext("a language", "Ukrainian"),
        "ur": pgettext("a language", "Urdu"),
        "zh": pgettext("a language", "Chinese"),
    }
