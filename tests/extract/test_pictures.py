import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract.meta import read_head
from newsstand.extract.pictures import lead_picture, split_credit
from newsstand.extract.source import parse_page
from newsstand.extract.structured import read_structured
from newsstand.model import Picture


@pytest.mark.parametrize(
    ("caption", "rest", "credit"),
    [
        ("The roof in March (Getty Images)", "The roof in March", "Getty Images"),
        ("The roof in March. Photo: Ana Reyes", "The roof in March", "Ana Reyes"),
        ("Das Dach im März. (Foto: Lea Fuchs/dpa)", "Das Dach im März", "Lea Fuchs/dpa"),
        ("The roof. © Ana Reyes", "The roof", "Ana Reyes"),
        ("The roof (left) and the basin", "The roof (left) and the basin", None),
        ("The roof (from the north)", "The roof (from the north)", None),
    ],
)
def test_credits_are_split_from_captions(caption: str, rest: str, credit: str | None) -> None:
    assert split_credit(caption) == (rest, credit)


def lead(head: str, captions: list[str]) -> Picture | None:
    tree = parse_page(f"<html><head>{head}</head><body></body></html>")
    return lead_picture(read_head(tree), read_structured(tree), "https://h.example/news/a", captions)


def test_the_declared_picture_takes_the_first_caption() -> None:
    head = '<meta property="og:image" content="/i/roof.jpg"><meta property="og:image:alt" content="A roof">'
    picture = lead(head, ["The roof (Getty Images)", "The basin"])
    assert picture == Picture(
        url="https://h.example/i/roof.jpg", caption="The roof", credit="Getty Images", alt="A roof"
    )


def test_structured_pictures_bring_their_own_words() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","image":[{"@type":"ImageObject","url":"https://h.example/1.jpg","caption":"The roof","creditText":"Ana Reyes"}]}</script>'
    assert lead(head, ["other"]) == Picture(
        url="https://h.example/1.jpg", caption="The roof", credit="Ana Reyes"
    )


def test_addresses_that_are_none_are_passed_over() -> None:
    assert lead('<meta property="og:image" content="data:image/png;base64,xx">', []) is None


@given(st.text(max_size=200))
def test_splitting_never_leaves_a_caption_longer(caption: str) -> None:
    rest, _ = split_credit(caption)
    assert len(rest) <= len(caption)
