"""What a page must know of a language: which way it runs, and what it is called."""

from __future__ import annotations

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip
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


# The marks that a language puts around speech, outer ones.
SPEECH = {
    "da": "»«", "de": "„“", "el": "«»", "es": "«»", "fr": "«»", "it": "«»", "ja": "「」", "nl": "‘’", "no": "«»",
    "pl": "„”", "pt": "«»", "ru": "«»", "sv": "””", "uk": "«»", "zh": "“”",
}  # fmt: skip
_ANY_MARK = '“”„‟«»‹›"「」'


def in_speech_marks(text: str, language: str) -> str:
    """A quotation between the marks of its language, those that it brought along taken off."""
    main = language.lower().replace("_", "-").split("-")[0]
    marks = SPEECH.get(main, "“”")
    words = text.strip()
    if words[:1] in _ANY_MARK and words[-1:] in _ANY_MARK:
        if any(mark in _ANY_MARK for mark in words[1:-1]):
            return words  # marks of its own inside: it stands as it came
        words = words[1:-1].strip()
    inner = "\u202f" if main == "fr" else ""
    return f"{marks[0]}{inner}{words}{inner}{marks[1]}"


def typeset(text: str) -> str:
    """A headline whose French marks stay with their words at the end of a line."""
    for mark in "»?!:;":
        text = text.replace(f" {mark}", f"\u202f{mark}")
    return text.replace("« ", "«\u202f")


def direction(language: str) -> str:
    """ "rtl" or "ltr", by a BCP 47 tag; "ltr" where nothing is known."""
    main, *rest = language.lower().replace("_", "-").split("-")
    return "rtl" if main in RIGHT_TO_LEFT or {"arab", "hebr"} & set(rest) else "ltr"


def language_name(language: str) -> str:
    """The English name of a language by its BCP 47 tag; the tag itself where it is none of those we name."""
    return NAMES.get(language.lower().replace("_", "-").split("-")[0], language)


def country_name(country: str) -> str:
    """The English name of a country by its ISO code; the code itself where it is none of those we name."""
    return COUNTRIES.get(country.upper(), country)
