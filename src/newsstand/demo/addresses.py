"""Under which address an article stands, by its title's scheme."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, urlencode
from zlib import crc32

from newsstand.demo.articles import DemoArticle
from newsstand.demo.titles import Title
from newsstand.demo.wording import section_label

_LETTERS = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "œ": "oe", "æ": "ae", "ø": "o"})
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def slugify(text: str, *, words: int = 9) -> str:
    """The first words of a text in ASCII letters, digits and hyphens; "story" where none is left."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[’']", "", text.lower()).translate(_LETTERS))
    found = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return "-".join(found[:words]) or "story"


def number_of(article: DemoArticle) -> int:
    """An article's own number, eight digits, the same in every run."""
    return 10_000_000 + crc32(f"{article.title}/{article.id}".encode()) % 90_000_000


def code_of(article: DemoArticle) -> str:
    """An article's own number in letters and digits."""
    number, code = number_of(article), ""
    while number:
        number, digit = divmod(number, 36)
        code = _DIGITS[digit] + code
    return code


def address_of(article: DemoArticle, title: Title) -> str:
    """The path, with its query if the scheme has one, made of the first version so that it never changes."""
    at = article.at.astimezone(title.timezone)
    section = slugify(section_label(article.first.section or "news", title.language))
    return title.url.format(
        section=section,
        words=slugify(article.first.headline),
        number=number_of(article),
        code=code_of(article),
        key=article.id.rpartition("/")[2],
        year=at.year,
        mon=f"{at.month:02}",
        day=f"{at.day:02}",
        m=at.month,
        d=at.day,
    )


def without_tracking(path: str, query: str) -> str:
    """The address that was asked for, its utm_ parameters taken off."""
    kept = [(k, v) for k, v in parse_qsl(query) if not k.startswith("utm_")]
    return f"{path}?{urlencode(kept)}" if kept else path
