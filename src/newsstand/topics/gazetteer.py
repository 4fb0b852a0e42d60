"""The gazetteer: countries, regions, and towns of 15,000 people or more, by every name that we know of them.

Towns and countries: GeoNames (CC BY 4.0); names in other languages: CLDR. `tools/gazetteer.py` writes the file.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import takewhile
from types import MappingProxyType
from typing import cast

from newsstand.model import PlaceLevel, Topic
from newsstand.text.names import name_key

MOST_WORDS = 5
_ENDINGS = ("", "e", "s", "n", "r", "o", "a", "en", "er", "es", "em", "in", "as", "os", "ne", "ns", "innen", "nes", "ة", "ون", "ين")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the gazetteer; `admin` is the code of the region that it lies in, `population` counts people."""

    topic: Topic
    admin: str
    population: int

    @property
    def country(self) -> str:
        """The ISO code of the country that it is or lies in."""
        return self.topic.country


class Gazetteer:
    """All places, found by name or slug; a name may mean several, countries first, then the larger ones."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._places: dict[str, list[int]] = {}
        self._slugs: dict[str, int] = {}
        self._demonyms: dict[str, str] = {}
        self._known: dict[int, Known] = {}
        self._told: dict[str, str] = {}
        self._countries: dict[str, int] = {}
        self.begins: dict[str, int] = {}
        for place, line in enumerate(lines):
            rest, keys, demonyms = line.rsplit("\t", 2)
            slug, level, country, _ = rest.split("\t", 3)
            self._slugs[slug] = place
            if level == "country":
                self._countries[country] = place
            for key in keys.split("|"):
                self._places.setdefault(key, []).append(place)
                first, _, more = key.partition(" ")
                words = 1 + more.count(" ") + 1 if more else 1
                if self.begins.get(first, 0) < words:
                    self.begins[first] = words
            if demonyms:
                for demonym in demonyms.split("|"):
                    self._demonyms.setdefault(demonym, country)

    @cached_property
    def unspaced(self) -> tuple[str, ...]:
        """The names in Chinese characters or kana, two characters or more."""
        return tuple(k for k in self._places if len(k) > 1 and "\u3040" <= k[0] <= "\u9fff")

    def named(self, key: str) -> list[Known]:
        """The places that bear a name, given as `name_key` writes it."""
        return [self._at(place) for place in self._places.get(key, ())]

    def has(self, key: str) -> bool:
        """Whether any place bears a name."""
        return key in self._places

    def place(self, slug: str) -> Known | None:
        """The place of a slug."""
        found = self._slugs.get(slug)
        return None if found is None else self._at(found)

    def country_of(self, word: str) -> str:
        """The ISO code of the country whose people or things a word names ("Danish", "dänischen"), "" where none."""
        country = self._told.get(word)
        if country is None:
            stems = (word[: len(word) - len(end)] for end in _ENDINGS if word.endswith(end))
            country = next((self._demonyms[s] for s in stems if s in self._demonyms), "")
            if len(self._told) > 50_000:
                self._told.clear()
            self._told[word] = country
        return country

    def country(self, iso: str) -> Known | None:
        """A country by its ISO code."""
        found = self._countries.get(iso)
        return None if found is None else self._at(found)

    def search(self, text: str, limit: int = 12) -> list[Known]:
        """The places whose name is, or begins with, what somebody typed: exact ones first, then the larger."""
        key = name_key(text[:100])
        if len(key) < 2:
            return []
        found = dict.fromkeys(self._places.get(key, ()))
        if len(found) < limit:
            beginning = {p for k, places in self._places.items() if k.startswith(key) for p in places}
            near = [self._at(p) for p in beginning if p not in found]
            near.sort(key=lambda known: -known.population)
            found |= dict.fromkeys(self._slugs[k.topic.slug] for k in near[:limit])
        return [self._at(p) for p in list(found)[:limit]]

    def _at(self, place: int) -> Known:
        known = self._known.get(place)
        if known is None:
            if len(self._known) > 5000:
                self._known.clear()
            known = self._known[place] = _read(self._lines[place])
        return known


def _read(line: str) -> Known:
    slug, level, country, admin, latitude, longitude, population, told, _, _ = line.split("\t")
    names = dict(pair.split("=", 1) for pair in told.split("|"))
    main = names.pop("en")
    topic = Topic(
        slug=slug,
        name=main,
        kind="place",
        names=names,
        country=country,
        level=cast(PlaceLevel, level),
        latitude=float(latitude),
        longitude=float(longitude),
    )
    return Known(topic, admin, int(population))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package, read when it is first asked for."""
    return Gazetteer(gzip.decompress(_packed()).decode("utf-8").split("\n"))


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Countries by ISO code, in a language ("de"; English where it is none that we know). Reads no more than these."""
    with io.TextIOWrapper(gzip.GzipFile(fileobj=io.BytesIO(_packed())), "utf-8") as lines:
        topics = [_read(line.rstrip("\n")).topic for line in takewhile(_is_country, lines)]
    return MappingProxyType({t.country: t.names.get(language, t.name) for t in topics})


def _is_country(line: str) -> bool:
    return line.split("\t", 2)[1] == "country"


def _packed() -> bytes:
    return files(__package__).joinpath("places.tsv.gz").read_bytes()
