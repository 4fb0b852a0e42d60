import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract.meta import read_head
from newsstand.extract.near import near_headline
from newsstand.extract.people import is_name, read_authors, split_names
from newsstand.extract.source import parse_page
from newsstand.extract.structured import read_structured


def read(head: str = "", body: str = "", *sites: str) -> tuple[tuple[str, ...], str | None]:
    tree = parse_page(f"<html><head>{head}</head><body>{body}</body></html>")
    return read_authors(read_head(tree), read_structured(tree), near_headline(tree, None), sites)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Reyes", ("Ana Reyes",)),
        ("By Ana Reyes and Tom O’Hara", ("Ana Reyes", "Tom O’Hara")),
        ("Von Jürgen Böhm und Lea Fuchs, dpa", ("Jürgen Böhm", "Lea Fuchs", "dpa")),
        ("Par Zoé Lemaître et Luc Petit", ("Zoé Lemaître", "Luc Petit")),
        ("Автор: Анна Петрова", ("Анна Петрова",)),
        ("Ana Reyes / Tom O’Hara", ("Ana Reyes", "Tom O’Hara")),
        ("Ana Reyes (Harrow Bay)", ("Ana Reyes",)),
        ("Ana Reyes, Senior Reporter", ("Ana Reyes",)),
        ("@anareyes", ()),
        ("https://facebook.com/herald", ()),
        ("ana@herald.example", ()),
    ],
)
def test_bylines_are_split_into_names(byline: str, names: tuple[str, ...]) -> None:
    assert split_names([byline]) == names


def test_persons_of_structured_data_come_first() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":[{"@type":"Person","name":"Ana Reyes"},{"@type":"Person","givenName":"Tom","familyName":"Hara"}]}</script><meta name="author" content="Herald">'
    assert read(head, "<h1>x</h1>", "Herald")[0] == ("Ana Reyes", "Tom Hara")


def test_a_shown_person_comes_before_a_declared_organisation() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":{"@type":"Organization","name":"Herald"}}</script>'
    assert read(head, "<h1>x</h1><div class='article-byline'>By <a href='/ana'>Ana Reyes</a></div>") == (
        ("Ana Reyes",),
        "Ana Reyes",
    )
    assert read(head, "<h1>x</h1>")[0] == ("Herald",)


def test_an_unmarked_line_counts_only_when_it_opens_like_a_byline() -> None:
    assert read("", "<h1>Roof falls</h1><p>By Ana Reyes</p><p>The roof of the pool fell on Monday.</p>")[
        0
    ] == ("Ana Reyes",)
    assert read("", "<h1>Roof falls</h1><p>Ana Reyes was there.</p>")[0] == ()


def test_a_byline_above_the_headline_is_seen() -> None:
    assert read("", "<div class='by'>Ana Reyes</div><h1>Roof falls</h1><p>Text.</p>")[0] == ("Ana Reyes",)


@given(st.text(max_size=200))
def test_what_is_split_are_names(text: str) -> None:
    assert all(is_name(name) for name in split_names([text]))
