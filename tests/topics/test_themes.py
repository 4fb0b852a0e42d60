"""Themes: by several of their words, in five languages."""

import pytest

from newsstand.topics import slug_of, themes
from newsstand.topics.themes import LANGUAGES, words_of
from tests.topics.texts import found, kinds


@pytest.mark.parametrize(
    ("language", "headline", "body", "theme"),
    [
        ("en", "Central bank raises interest rates", "The base rate goes up by 25 basis points.", "interest-rates"),
        ("de", "Hochwasser an der Mosel", "Die Pegelstände steigen, Keller sind überflutet.", "floods"),
        ("fr", "Grève des conducteurs", "Les syndicats ont déposé un préavis de grève.", "strikes"),
        ("es", "Ola de calor y sequía", "Las temperaturas récord siguen y hay restricciones de agua.", "heat-and-drought"),
        ("ar", "زلزال يضرب الساحل", "وقع زلزال قوي وتبعته هزة ثم تسونامي.", "earthquakes"),
    ],
)  # fmt: skip
def test_themes_are_found_in_every_language(language: str, headline: str, body: str, theme: str) -> None:
    assert theme in kinds(found(headline, body, language), "theme")


def test_one_word_in_passing_makes_no_theme() -> None:
    body = "The mayor opened the fair. A goal of hers is to repeat it. Somebody mentioned the weather."
    assert kinds(found("Fair opens", body), "theme") == set()


def test_every_theme_has_a_name_and_words_in_every_language() -> None:
    assert 60 <= len(themes()) <= 100
    for slug, topic in themes().items():
        assert slug == slug_of(slug)
        assert set(topic.names) == set(LANGUAGES) - {"en"}
    for language in LANGUAGES:
        told = {p.theme for phrases in words_of(language).phrases.values() for p in phrases}
        assert told == set(themes()), language
