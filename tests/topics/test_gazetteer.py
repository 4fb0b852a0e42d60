"""The gazetteer."""

import subprocess
import sys

import pytest

from newsstand.topics import country_names, gazetteer
from newsstand.topics.slugs import LONGEST_SLUG, slug_of


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Leeds", "leeds-gb"), ("köln", "cologne-de"), ("koeln", None), ("Londres", "london-gb"), ("france", "france"),
     ("القاهرة", "cairo-eg"), ("leed", "leeds-gb"), ("Nowhere at all", None), ("", None), ("\0", None), ("x" * 5000, None)],
)  # fmt: skip
def test_places_are_found_by_what_people_type(typed: str, first: str | None) -> None:
    found = gazetteer().search(typed)
    assert (found[0].topic.slug if found else None) == first


def test_slugs_name_one_place_each() -> None:
    known = gazetteer()
    leeds = known.place("leeds-gb")
    assert leeds is not None
    assert leeds.topic.name == "Leeds"
    assert known.place("nowhere") is None
    france = known.country("FR")
    assert france is not None
    assert france.topic.names["de"] == "Frankreich"


@pytest.mark.parametrize(
    ("word", "iso"),
    [("danish", "DK"), ("franzosischen", "FR"), ("alemana", "DE"), ("italienne", "IT"), ("garden", "")],
)
def test_adjectives_name_countries(word: str, iso: str) -> None:
    assert gazetteer().country_of(word) == iso


def test_countries_are_named_in_a_language_and_else_in_english() -> None:
    german = country_names("de")
    assert (german["FR"], german["PK"], len(german)) == ("Frankreich", "Pakistan", 244)
    assert country_names("xx")["FR"] == "France"


def test_it_is_read_quickly_and_small() -> None:
    script = (
        "import resource, time\nfrom newsstand.topics.gazetteer import gazetteer\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "start = time.process_time(); gazetteer()\n"
        "print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    seconds, megabytes = map(float, said.split())
    assert seconds < 0.3
    assert megabytes < 40


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Łódź", "lodz"), ("Großbritannien", "grossbritannien"), ("O’Neill", "oneill"), ("São Paulo", "sao-paulo"),
     ("...", ""), ("", "")],
)  # fmt: skip
def test_slugs_are_plain(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_slugs_of_other_scripts_are_stable_and_apart() -> None:
    assert slug_of("القاهرة") == slug_of("القاهرة") != slug_of("بيروت")
    assert slug_of("القاهرة").isascii()
    assert len(slug_of("word " * 100)) <= LONGEST_SLUG
