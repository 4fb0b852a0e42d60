"""What a feed carries stands in for a page, as plain text in typed blocks and no more than it says."""

from __future__ import annotations

import pytest

from newsstand.model import Block
from newsstand.newsroom.models import Entry
from newsstand.newsroom.pipeline.from_feed import article_from_entry


def blocks(content: str) -> list[tuple[str, str]]:
    article = article_from_entry(Entry(headline="Barge hits bridge", raw_content=content), language="en")
    assert article is not None
    return [(b.kind, b.text) for b in article.blocks]


def test_the_description_is_the_standfirst_and_never_the_body() -> None:
    entry = Entry(
        headline="Barge hits bridge",
        summary="Twelve are hurt.",
        authors=["Ines Okafor"],
        url="https://x.example/1",
    )
    article = article_from_entry(entry, language="en")
    assert article is not None
    assert (article.headline, article.standfirst, article.authors) == (
        "Barge hits bridge", "Twelve are hurt.", ("Ines Okafor",),
    )  # fmt: skip
    assert (article.body, article.blocks, article.language) == ("", (), "en")


def test_without_a_headline_there_is_no_article() -> None:
    assert article_from_entry(Entry(headline="", raw_content="<p>A text</p>"), language=None) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<p>One.</p><p>Two.</p>", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("<p>One.<p>Two.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("One.<br/><br />Two.<br>Still two.", [("paragraph", "One."), ("paragraph", "Two. Still two.")]),
        ("<h2>Heading</h2>One.", [("subhead", "Heading"), ("paragraph", "One.")]),
        ("<figure><img src='https://x.example/1.jpg'><figcaption><p>A picture</p></figcaption></figure><p>One.</p>",
         [("caption", "A picture"), ("paragraph", "One.")]),
        ("Fish &amp; chips &lt;b&gt;", [("paragraph", "Fish & chips <b>")]),
        ("No markup", [("paragraph", "No markup")]),
        ("", []),
    ],
)  # fmt: skip
def test_blocks_are_told_apart(content: str, said: list[tuple[str, str]]) -> None:
    assert blocks(content) == said


@pytest.mark.parametrize(
    "content",
    [
        "<p>One.</p><script>write('</p><p>Run me</p>')</script>",
        "<p>One.</p><!-- <p>Run me</p> -->",
        "<p>One.</p><style>p:after{content:'</p>Run me'}</style>",
        "<p onclick='Run me'>One.</p><iframe srcdoc='<p>Run me</p>'></iframe>",
        "<p>One.</p><noscript><img src='https://spy.example/1.gif'></noscript>",
        "<p>One.</p><a href='javascript:Run me'></a>",
    ],
)
def test_nothing_unseen_becomes_text(content: str) -> None:
    assert blocks(content) == [("paragraph", "One.")]


def test_captions_are_not_part_of_the_body() -> None:
    entry = Entry(headline="A", raw_content="<figcaption>Seen from the air</figcaption><p>One.</p>")
    article = article_from_entry(entry, language=None)
    assert article is not None
    assert article.body == "One."
    assert article.blocks[0] == Block(kind="caption", text="Seen from the air")


def test_deep_nesting_costs_little() -> None:
    said = blocks("<div>" * 20_000 + "Deep" + "</div>" * 20_000)
    assert [text for _, text in said] in (["Deep"], [])
