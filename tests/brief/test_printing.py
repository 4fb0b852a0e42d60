from datetime import date

import pytest

from newsstand.brief.passages import read_passages
from newsstand.brief.printing import curl, house_style, print_passage
from tests.brief.stories import HERALD, POST, SOURCES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" to it.', "He said “no” to it."),
        ('He said “no" to it.', "He said “no” to it."),
        ("It's the players' fault.", "It’s the players’ fault."),
        ("The 'old guard' won.", "The ‘old guard’ won."),
    ],
)
def test_marks_are_curled(text: str, expected: str) -> None:
    assert curl(text) == expected


def test_house_style_is_the_editions_own() -> None:
    text = 'The U.S. labor office -- closed -- has a "labor program".'
    assert house_style(text, "en", "british") == "The US labour office – closed – has a “labor program”."
    assert house_style(text, "en", "american") == "The U.S. labor office—closed—has a “labor program”."
    assert house_style("Le « labor » du U.S.", "fr", "british") == "Le « labor » du U.S."


def test_other_titles_that_bear_the_same_are_cited() -> None:
    sources = [
        HERALD,
        POST,
        type(POST)(**{f: getattr(POST, f) for f in ("title", "body", "published")}, id="q"),
    ]
    passages = read_passages(sources, "en")
    passage = next(p for p in passages if p.source == 1 and p.place == 0)
    sentence = print_passage(passage, sources, passages, "en", "british", set[date]())
    assert [c.article for c in sentence.citations] == [
        "p",
        "q",
    ]  # the Herald counts 12, so it does not bear 14


def test_a_passage_is_printed_with_its_span() -> None:
    passage = read_passages(SOURCES, "en")[0]
    sentence = print_passage(passage, SOURCES, (), "en", "british", set())
    (citation,) = sentence.citations
    assert HERALD.body[citation.start : citation.end].startswith("PORT ALDER (HNA) — A gravel barge")
    assert sentence.text.startswith(
        "A gravel barge struck a pier of the Old Quay Bridge on Wednesday 26 November 2025"
    )
