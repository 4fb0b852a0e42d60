from __future__ import annotations

import pytest
from django.utils import translation

from newsstand.newsroom.sections import SECTIONS
from newsstand.web.sections import Section, section_called, section_name, section_names, told_name


def test_a_section_is_called_what_it_is_called_in_the_language_that_is_on() -> None:
    politics = Section("politics", "Politics")
    assert section_name(politics) == "Politics"
    with translation.override("de"):
        assert section_name(politics) == "Politik"
        assert section_name(Section("panorama", "Panorama")) == "Panorama"
    assert section_name(politics) == "Politics"


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar"])
def test_every_section_of_ours_has_a_name_in_every_language(language: str) -> None:
    english = [name for _, name, _ in SECTIONS]
    assert section_names() == english
    with translation.override(language):
        assert len(set(section_names())) == len(english)
        assert sum(own != name for own, name in zip(section_names(), english, strict=True)) > 10


@pytest.mark.parametrize("words", ["Wirtschaft", "  WIRTSCHAFT ", "business", "Économie"])
def test_a_section_is_found_by_its_name_or_a_titles_word_for_it(words: str) -> None:
    with translation.override("de"):
        found = section_called(words)
    assert found
    assert found.slug == "business"


@pytest.mark.parametrize("words", ["", "news", "Sternzeichen", "../etc"])
def test_what_is_no_section_of_ours_is_none(words: str) -> None:
    assert section_called(words) is None


@translation.override("de")
def test_only_sections_are_called_by_another_name_than_they_were_given() -> None:
    assert told_name("section", "health", "Health") == "Gesundheit"
    assert told_name("section", "panorama", "Panorama") == "Panorama"
    assert told_name("topic", "health", "Health") == "Health"
