from __future__ import annotations

import pytest

from newsstand.newsroom.sections import SECTIONS, Section, in_order, section_of


@pytest.mark.parametrize(
    ("words", "slug"),
    [("UK News", "uk"), ("Wirtschaft", "business"), ("  politics ", "politics"), ("Santé", "health"), ("/Sport/", "sport")],
)  # fmt: skip
def test_titles_words_mean_our_sections(words: str, slug: str) -> None:
    section = section_of(words)
    assert section is not None
    assert section.slug == slug


@pytest.mark.parametrize("words", ["", "News", "  ", "‽", "Front  page"])
def test_words_that_say_nothing_name_no_section(words: str) -> None:
    assert section_of(words) is None


def test_an_unknown_section_keeps_its_own_name() -> None:
    assert section_of("gardening & bees") == Section("gardening-bees", "Gardening & bees")


def test_ours_come_first_in_our_order() -> None:
    sport, uk, bees = section_of("sport"), section_of("uk"), section_of("bees")
    assert sport
    assert uk
    assert bees
    assert in_order({bees, sport, uk}) == [uk, sport, bees]


def test_no_word_means_two_sections() -> None:
    words = [word for _, _, said in SECTIONS for word in said]
    assert len(words) == len(set(words))
