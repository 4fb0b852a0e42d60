from dataclasses import replace
from datetime import date

import pytest

from newsstand.brief.figures import find_figures
from newsstand.brief.gate import gate_difference
from newsstand.brief.passages import read_passages
from newsstand.brief.weighing import weigh_words
from newsstand.model import Difference, Figure, SourceText
from tests.brief.stories import HERALD, POST


def figures(*sources: SourceText) -> tuple[tuple[Figure, ...], tuple[Difference, ...]]:
    passages = read_passages(sources, "en")
    return find_figures(passages, sources, weigh_words(passages, []), "en", "british")


@pytest.mark.parametrize(
    ("sentence", "what", "value"),
    [
        ("At least 12 people were killed in the blast in Port Alder.", "people killed", "12"),
        ("The council spent $3.5 million on repairs of the old bridge.", "", None),
        ("The council set a $3.5 million repair fund for the old bridge.", "repair fund", "$3.5 million"),
        (
            "The region has an unemployment rate of 3.8 percent this autumn.",
            "unemployment rate",
            "3.8 per cent",
        ),
        ("The two sides met for 90 minutes in 2019 and again at 7:30.", "", None),
        ("The vote was 60-40 in the council of Port Alder on that day.", "", None),
    ],
)
def test_a_figure_says_what_it_counts(sentence: str, what: str, value: str | None) -> None:
    found, _ = figures(replace(POST, body=sentence))
    assert [(f.what, f.values[0].value) for f in found] == ([(what, value)] if value else [])


def test_titles_that_agree_are_cited_together() -> None:
    body = "At least 12 people were injured in Port Alder on Wednesday."
    found, differences = figures(replace(POST, body=body), replace(HERALD, body="Now " + body))
    assert [len(v.citations) for f in found for v in f.values] == [2]
    assert differences == ()


def test_numbers_of_different_days_are_no_difference() -> None:
    one = replace(POST, body="At least 12 people were injured in Port Alder on Wednesday.")
    later = replace(HERALD, body=one.body.replace("12", "14"), published=date(2025, 12, 9))
    assert figures(one, later)[1] == ()
    assert len(figures(one, replace(later, published=one.published))[1]) == 1


def test_titles_that_give_other_prison_terms_differ() -> None:
    one = replace(POST, body="The engineer of the bridge was jailed for six years on Wednesday.")
    other = replace(HERALD, body="A judge sentenced the engineer to nine years in prison on Wednesday.")
    (difference,) = figures(one, other)[1]
    assert difference.text == "Prison term: Westmouth Post says six years, Harbour Herald says nine years."
    assert gate_difference(difference, {s.id: s for s in (one, other)}) is None


def test_titles_without_a_name_differ_all_the_same() -> None:
    one = replace(POST, source=None, body="At least 12 people were injured in Port Alder on Wednesday.")
    (difference,) = figures(one, replace(one, id="o", body=one.body.replace("12", "14")))[1]
    assert difference.text == "People injured: one report says 12, another 14."
