import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract.body.marks import MARKS, marks_of, phrases_of
from newsstand.extract.source import parse_page


@pytest.mark.parametrize(
    ("attributes", "mark"),
    [
        ("class='related-stories'", "related"),
        ("class='newsletterSignup'", "promo"),
        ("id='comments'", "comments"),
        ("class='article__author-bio'", "people"),
        ("class='wp-caption-text'", "captions"),
        ("class='storyBody'", "text"),
        ("class='standfirst'", "leads"),
    ],
)
def test_names_speak_of_what_they_hold(attributes: str, mark: str) -> None:
    assert mark in marks_of(parse_page(f"<html><body><div {attributes}>x</div></body></html>").find(".//div"))
    assert mark in MARKS


def test_names_are_read_as_whole_words() -> None:
    element = parse_page("<html><body><div class='shadow readable moreover'>x</div></body></html>").find(
        ".//div"
    )
    assert marks_of(element) == frozenset()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Read more: the roof", "start-more"),
        ("LESEN SIE AUCH | das Dach", "start-more"),
        ("Читайте также: крыша", "start-more"),
        ("Sign up for our newsletter", "start-join"),
        ("Photo: Ana Reyes", "start-credit"),
        ("Published 3 May 2024", "start-desk"),
    ],
)
def test_set_phrases_are_known_in_many_languages(text: str, phrase: str) -> None:
    assert phrase in phrases_of(text)


def test_ordinary_sentences_hold_none() -> None:
    assert phrases_of("The council voted on Tuesday night to close the pool for two years.") == frozenset()


@given(st.text(max_size=400))
def test_any_line_is_survived(text: str) -> None:
    phrases_of(text)
