"""Every picture is well-formed, the same for the same number, another for another."""

from __future__ import annotations

import pytest
from lxml import etree

from newsstand.demo.articles import ARTS
from newsstand.demo.pictures.draw import draw_logo, draw_picture
from newsstand.demo.pictures.palette import mix, mix_inks
from newsstand.demo.pictures.scenes import SCENES
from newsstand.demo.titles import load_titles

LOOK = load_titles()[0].look


def test_everything_that_an_article_may_ask_for_is_drawn() -> None:
    assert set(SCENES) == ARTS


@pytest.mark.parametrize("art", sorted(ARTS))
def test_a_picture_is_svg_of_a_few_colours(art: str) -> None:
    drawn = draw_picture(art, 7, LOOK)
    tree = etree.fromstring(drawn.encode())
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(drawn) < 120_000
    fills = {e.get("fill") for e in tree.iter() if e.get("fill") not in {None, "none"}}
    assert 3 <= len(fills) <= 7
    assert drawn == draw_picture(art, 7, LOOK)
    assert drawn != draw_picture(art, 8, LOOK)


def test_titles_print_in_inks_of_their_own() -> None:
    inks = [mix_inks(t.look) for t in load_titles()]
    assert len({i.mid for i in inks}) == len(inks)
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_a_logo_is_the_initial_on_the_colour() -> None:
    title = load_titles()[0]
    logo = draw_logo(title)
    assert ">A</text>" in logo
    assert title.look.accent in logo
