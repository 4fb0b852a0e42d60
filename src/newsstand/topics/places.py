"""Places: names of the gazetteer that a text uses as places, told apart from people and common words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsstand.model import FoundTopic
from newsstand.text.names import name_key
from newsstand.topics.cues import cues
from newsstand.topics.finding import MOST_SPANS, Searched, weigh
from newsstand.topics.gazetteer import Gazetteer, Known, gazetteer
from newsstand.topics.tokens import LONGEST_TEXT, Token

LEAST_SCORE = 1.0
LARGE = 1_000_000
"""People of a town that is meant more often than others of its name."""

_OF_LEVEL = {"country": 1.6, "region": 1.2, "town": 0.2}
_PREFIXES = ("وب", "ول", "وال", "بال", "لل", "و", "ب", "ل", "ف", "ك")


@dataclass(frozen=True, slots=True)
class Sight:
    """One use of a name that some place bears.

    strong, weak: what kind of preposition stands before it
    first:        its capital proves nothing
    inside:       it is part of a longer name
    container:    the key of what follows after a comma ("Paris, Texas")
    """

    key: str
    start: int
    end: int
    strong: bool
    weak: bool
    first: bool
    inside: bool
    container: str


@dataclass(frozen=True, slots=True)
class Support:
    """What else speaks for a place: countries that the text names or means, how many places of
    each it may name, and which names were counted in that."""

    told: frozenset[str]
    around: Mapping[str, int]
    counted: frozenset[str]
    home: str
    dateline: str
    people: frozenset[str]


def find_places(searched: Searched, people: frozenset[str]) -> list[FoundTopic]:
    """The places that a text names, `people` being the words of the names of people in it."""
    places = gazetteer()
    sights: dict[str, list[Sight]] = defaultdict(list)
    for sight in _sights(searched, places):
        sights[sight.key].append(sight)
    support = _support(searched, sights, places, people)
    chosen: dict[str, tuple[Known, float, list[Sight], str]] = {}
    for key, uses in sights.items():
        best = max(
            (
                (*_score(place, uses, support, searched), place.population, place)
                for place in places.named(key)
            ),
            key=lambda scored: (scored[0], scored[2]),
        )
        score, why, _, place = best
        if score < LEAST_SCORE:
            continue
        slug = place.topic.slug
        before = chosen.get(slug)
        own = [*(before[2] if before else []), *(u for u in uses if not u.inside or u.strong)]
        chosen[slug] = (place, max(score, before[1] if before else 0.0), own, why)
    found = []
    for place, score, uses, why in chosen.values():
        spans = sorted((u.start, u.end) for u in uses)
        if spans:
            found.append(weigh(searched, place.topic, spans, 1 - math.exp(-score), why))
    return found


def find_in_unspaced(searched: Searched) -> list[FoundTopic]:
    """The places that a Chinese or Japanese text names, of those whose names we know in its script: no word tells where a name ends."""
    if searched.language not in ("zh", "ja"):
        return []
    found: dict[str, tuple[Known, list[tuple[int, int]]]] = {}
    text = searched.text[:LONGEST_TEXT]
    for key in gazetteer().unspaced:
        if (start := text.find(key)) >= 0:
            known = gazetteer().named(key)[0]
            spans = found.setdefault(known.topic.slug, (known, []))[1]
            while start >= 0 and len(spans) < MOST_SPANS:
                spans.append((start, start + len(key)))
                start = text.find(key, start + len(key))
    return [
        weigh(searched, known.topic, sorted(set(spans)), 0.8, f"{known.topic.level} of that name")
        for known, spans in found.values()
        if known.country != searched.texts.country or known.topic.level != "country"
    ]


def _sights(searched: Searched, places: Gazetteer) -> Iterable[Sight]:
    tokens = searched.tokens
    place = 0
    while place < len(tokens):
        token = tokens[place]
        count = _longest(tokens, place, places) if token.capital else 0
        if not count:
            place += 1
            continue
        yield _sight(searched, place, count)
        place += count


def _longest(tokens: list[Token], place: int, places: Gazetteer) -> int:
    """How many words from here on are a name of the gazetteer, the longest reading; 0 where none is."""
    key = tokens[place].key
    most = places.begins.get(key) or places.begins.get(_bare(key), 0)
    for count in range(min(most, 5), 1, -1):
        words = tokens[place : place + count]
        joined = len(words) == count and all(w.joined for w in words[1:])
        if joined and words[-1].capital and places.has(" ".join(w.key for w in words)):
            return count
    return 1 if most and (places.has(key) or places.has(_bare(key))) else 0


def _bare(key: str) -> str:
    """An Arabic word without the particle written in one with it; any other as it is."""
    if not key or not "\u0600" <= key[0] <= "\u06ff":
        return key
    places = gazetteer()
    for prefix in _PREFIXES:
        rest = key.removeprefix(prefix)
        for spelled in (rest, f"ال{rest}"):
            if rest != key and len(rest) > 3 and places.has(spelled):
                return spelled
    return key


def _sight(searched: Searched, place: int, count: int) -> Sight:
    tokens, known = searched.tokens, cues()
    words = tokens[place : place + count]
    first, last = words[0], words[-1]
    key = " ".join(w.key for w in words)
    arabic = "\u0600" <= key[0] <= "\u06ff"
    if count == 1 and not gazetteer().has(key):
        key = _bare(key)
    before = tokens[place - 1] if place and first.joined and not first.first else None
    if before and before.key in known.directions and place > 1 and before.joined:
        before = tokens[place - 2]
    after = tokens[place + count] if place + count < len(tokens) else None
    follows = after is not None and after.joined and after.capital and not arabic
    led = before is not None and before.capital and not _is_preposition(before) and not arabic
    if searched.language == "de":  # every noun has a capital: only a first name before or a name after binds
        led = led and before is not None and before.key in known.given
        follows = (
            follows and after is not None and searched.text.count(searched.text[first.start : after.end]) > 1
        )
    container = ""
    if after is not None and after.before in (", ", " (") and after.capital:
        second = tokens[place + count + 1] if place + count + 1 < len(tokens) else None
        container = f"{after.key} {second.key}" if second and second.joined and second.capital else after.key
        if not gazetteer().has(container):
            container = after.key
    in_headline = last.end <= searched.headline_end and searched.is_title_case
    alone = count == 1
    preposition = before.key if before else ""
    return Sight(
        key=key,
        start=first.start,
        end=last.end,
        strong=preposition in known.strong
        or (arabic and (key != first.key or preposition in ("في", "من", "الى", "إلى", "مدينة"))),
        weak=preposition in known.weak,
        first=(first.first and alone)
        or in_headline
        or (alone and first.text.isupper() and len(first.text) > 4),
        inside=(led or follows) and alone,
        container=container,
    )


def _is_preposition(token: Token) -> bool:
    return token.key in cues().strong or token.key in cues().weak or token.key in cues().directions


def _support(
    searched: Searched, sights: Mapping[str, list[Sight]], places: Gazetteer, people: frozenset[str]
) -> Support:
    told: set[str] = set()
    around: Counter[str] = Counter()
    counted: set[str] = set()
    risky = cues().risky
    capital = searched.language in ("", "en")
    for token in searched.tokens:
        if (
            (token.text[0].isupper() or not capital)
            and len(token.key) > 3
            and (iso := places.country_of(token.key))
        ):
            told.add(iso)
    for key, uses in sights.items():
        candidates = places.named(key)
        if key in risky or key in people or not candidates or all(u.inside for u in uses):
            continue
        if candidates[0].topic.level == "country":
            told.add(candidates[0].country)
        else:
            around[candidates[0].country] += 1
            counted.add(key)
    return Support(
        told=frozenset(told),
        around=around,
        counted=frozenset(counted),
        home=searched.texts.country,
        dateline=name_key(searched.texts.dateline.split(",")[0]),
        people=people,
    )


def _score(place: Known, uses: list[Sight], support: Support, searched: Searched) -> tuple[float, str]:
    """How much speaks for a name's meaning a place, and the strongest of it in words."""
    free = [u for u in uses if not u.inside]
    if not free:
        return 0.0, ""
    level = place.topic.level
    key = uses[0].key
    score = _OF_LEVEL[level or "town"]
    if level == "town":
        score += min(1.0, math.log10(max(place.population, 15_000) / 15_000) * 0.45)
    why = f"{level} of that name"
    if any(u.strong for u in free):
        score, why = score + 0.7, "stands where a place stands"
    elif any(u.weak for u in free):
        score += 0.25
    score += min(0.4, 0.15 * (len(free) - 1))
    contained = [_contains(u.container, place) for u in free if u.container]
    if True in contained:
        score, why = score + 1.2, "its country or region is named with it"
    elif False in contained:
        score -= 1.5
    score += _country_support(place, key, support)
    if support.dateline == key:
        return score + 1.2, "filed from there"
    if all(u.first for u in free):
        score -= 0.5
    if key in cues().risky or len(key) < 4:
        score -= 0.9 if level == "town" and place.population < LARGE else 0.6
    if key in searched.small:
        score -= 0.7
    if key in support.people and not any(u.strong for u in free):
        score -= 1.2
    return score, why


def _country_support(place: Known, key: str, support: Support) -> float:
    country = place.country
    others = support.around.get(country, 0) - (key in support.counted and place.topic.level != "country")
    value = 0.0
    if country in support.told and place.topic.level != "country":
        value += 0.5
    if others > 0:
        value += 0.3
    if support.home == country:
        value += 0.5
    return value


def _contains(container: str, place: Known) -> bool | None:
    """Whether what follows a comma holds the place; None where it is no country or region."""
    named = [k for k in gazetteer().named(container) if k.topic.level in ("country", "region")]
    if not named or place.topic.level == "country":
        return None
    return any(
        k.country == place.country and (k.topic.level == "country" or not k.admin or k.admin == place.admin)
        for k in named
    )
