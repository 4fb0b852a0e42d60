"""What a link says is its headline only where it is one."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fragment_fromstring

from newsstand.extract.front_page.headlines import card_of, is_headline, is_paid, line_in


def link_in(html: str) -> HtmlElement:
    tree = fragment_fromstring(html, create_parent="div")
    return next(tree.iter("a"))


@pytest.mark.parametrize(
    ("html", "text", "rank"),
    [
        (
            "<a href='/'><h4>In court</h4><h3>Six years for the captain</h3></a>",
            "Six years for the captain",
            2,
        ),
        ("<h2><a href='/'>Who is next?</a></h2>", "Who is next?", 2),
        ("<a href='/'>A ferry runs aground at night</a>", "A ferry runs aground at night", 1),
        ("<a href='/' title='A ferry runs aground at night'>More</a>", "A ferry runs aground at night", 0),
        ("<a href='/'><img alt='A ferry runs aground at night'></a>", "A ferry runs aground at night", 0),
    ],
)
def test_the_headline_of_a_link(html: str, text: str, rank: int) -> None:
    line = line_in(link_in(html))
    assert line is not None
    assert (line.text, line.rank) == (text, rank)


@pytest.mark.parametrize(
    "html", ["<a href='/'>Read more</a>", "<a href='/'>Sport<img alt='A ferry runs aground at night'></a>"]
)
def test_a_label_is_none(html: str) -> None:
    assert line_in(link_in(html)) is None


def test_scripts_without_spaces_have_headlines_too() -> None:
    assert is_headline("首相が辞任を表明した")
    assert not is_headline("首相")


def test_a_card_ends_where_another_article_begins() -> None:
    link = link_in("<section><div id='card'><p><a href='/1'>One</a></p></div><a href='/2'>Two</a></section>")
    keys = {a: a.get("href") or "" for a in link.getroottree().iter("a")}
    assert card_of(link, keys).get("id") == "card"


def test_who_paid_is_said_in_the_first_words() -> None:
    assert is_paid(link_in("<a href='/'><b>Anzeige</b> How banks make you rich</a>"))
    assert not is_paid(link_in("<a href='/'>Anzeige gegen den Minister: was wir wissen</a>"))
