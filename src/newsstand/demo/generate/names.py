"""Names that nobody has: people, places, companies and titles, put together from syllables."""

from __future__ import annotations

import random
from functools import cache


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_HEADS = _words(
    "Ad Bram Cle Dov Edd Falk Gret Hal In Joss Kir Lorn Maud Nil Oon Pier Quil Run Sil Tam Ul Vig Wen Yar Zeb Alm "
    "Benn Cor Del Emr Fen Gil Hesp Iv Jor Kest Lin Merr Nest"
)
FIRST_TAILS = _words("a o in e is an ette ius ine wyn ard olf ira ela")
LAST_HEADS = _words(
    "Ash Birk Cald Dunn Eld Fenn Garr Hask Irl Jarr Kell Lowr Marr Nett Orm Penn Quar Rusk Stav Thorn Umb Vell Wrox Yarr Zell Brand Crow Harl Tal Wick"
)
LAST_TAILS = _words(
    "ley mont wick by son den ford ridge ham stone ard ett igan ock worth ane ell over usk yard"
)
PLACE_HEADS = _words(
    "Alder Brack Cinder Dray Ember Fallow Gorse Hather Ingle Jessop Kestrel Larch Mallow Nether Oster Pender Quarry Raven Saltern Tarn Upper Vesper Wether Yewl Bramble Cove Drift Elm Frost Gull"
)
PLACE_TAILS = _words(
    "ford bury haven mouth wick field ton stead bridge dale moor cross well port gate hurst combe ness"
)
COMPANY_TAILS = _words("Holdings Works Freight Foods Energy Systems Textiles Lines Homes Optics")
TITLE_TAILS = _words(
    "Gazette Herald Chronicle Observer Mercury Argus Record Messenger Sentinel Advertiser Register Bulletin Examiner Journal"
)


def chance(*key: object) -> random.Random:
    """A source of chance that depends on the key alone."""
    return random.Random("/".join(map(str, key)))  # noqa: S311 - repeatable, and guards no secret


def person(source: random.Random) -> str:
    """A person's name."""
    first = source.choice(FIRST_HEADS) + source.choice(FIRST_TAILS)
    return f"{first} {source.choice(LAST_HEADS)}{source.choice(LAST_TAILS)}"


def place(source: random.Random) -> str:
    """A town's name."""
    return source.choice(PLACE_HEADS) + source.choice(PLACE_TAILS)


def company(source: random.Random) -> str:
    """A company's name."""
    head = source.choice(LAST_HEADS) + source.choice(LAST_TAILS)
    return f"{head} {source.choice(COMPANY_TAILS)}"


@cache
def title_name(number: int, seed: int) -> str:
    """The name of a generated title."""
    source = chance("title", seed, number)
    return f"{place(source)} {source.choice(TITLE_TAILS)}"


@cache
def reporters(number: int, seed: int) -> tuple[str, ...]:
    """Who writes for a generated title."""
    source = chance("reporters", seed, number)
    return tuple(person(source) for _ in range(6))
