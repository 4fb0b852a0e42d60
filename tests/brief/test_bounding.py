"""A brief cites no more of an article than is quotable of it, whatever it would say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.brief import write_brief
from newsstand.brief.bounding import joined, keep_within, length_of
from newsstand.errors import InputError
from newsstand.model import Brief, Citation, Quote, Section, Sentence, SourceText
from newsstand.newsroom.records import citations_of

HERALD = (
    "A gravel barge struck a pier of the Old Quay Bridge on Wednesday morning, injuring 12 people, the fire service said.\n\n"
    "Fire chief Dora Lindqvist said the barge had lost its steering minutes before the collision.\n\n"
    "The bridge, which was built in 1931, will stay closed for at least six weeks, Mayor Tomas Reyes said.\n\n"
    "Ferries carried about 4,000 people across the river on Wednesday evening, according to the port authority."
)
KURIER = (
    "Fourteen people were hurt when a barge hit the Old Quay Bridge on Wednesday, hospital officials said.\n\n"
    "The port authority closed the river to all ships until Friday, its director Ulla Brandt said."
)


def sources(herald: int | None, kurier: int | None = None) -> list[SourceText]:
    return [
        SourceText(id="1", title="Barge hits Old Quay Bridge", body=HERALD, source="Herald", quotable=herald),
        SourceText(id="2", title="Barge hits bridge", body=KURIER, source="Kurier", quotable=kurier),
    ]


def cited(brief: Brief) -> dict[str, int]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for _, c in citations_of(brief):
        spans.setdefault(c.article, []).append((c.start, c.end))
    return {article: length_of(found) for article, found in spans.items()}


def test_without_bounds_it_is_as_it_was() -> None:
    assert write_brief(sources(None)) == write_brief(sources(len(HERALD), len(KURIER)))


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_no_more_than_the_share_is_cited(share: float) -> None:
    most = {"1": int(share * len(HERALD)), "2": int(share * len(KURIER))}
    brief = write_brief(sources(most["1"], most["2"]))
    assert cited(brief)
    assert all(count <= most[article] for article, count in cited(brief).items())


def test_what_one_title_does_not_give_another_may() -> None:
    brief = write_brief(sources(0))
    assert set(cited(brief)) == {"2"}


def test_where_nothing_may_be_quoted_there_is_no_brief() -> None:
    with pytest.raises(InputError) as error:
        write_brief(sources(10, 10))
    assert error.value.kind == "no_sentence"


def span(article: str, start: int, end: int) -> tuple[Citation, ...]:
    return (Citation(article=article, start=start, end=end),)


def test_the_next_sentence_leads_where_the_first_may_not_stay() -> None:
    brief = Brief(
        headline="H",
        overline=None,
        standfirst=Sentence(text="Long", citations=span("1", 0, 100)),
        sections=(
            Section(
                heading="Both", sentences=(Sentence(text="A", citations=span("1", 0, 20)), Sentence(text="B", citations=span("2", 0, 9)))
            ),
        ),
        quotes=(Quote(text="q", speaker=None, citations=span("1", 5, 15)), Quote(text="r", speaker=None, citations=span("1", 30, 60))),
    )  # fmt: skip
    kept = keep_within(brief, {"1": 30})
    assert kept.standfirst.text == "A"
    assert [(s.heading, [x.text for x in s.sentences]) for s in kept.sections] == [("", ["B"])]
    assert [q.text for q in kept.quotes] == ["q"]


spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(spans))
def test_joined_spans_hold_the_same_characters(given_spans: list[tuple[int, int]]) -> None:
    held = {n for start, end in given_spans for n in range(start, end)}
    merged = joined(given_spans)
    assert {n for start, end in merged for n in range(start, end)} == held
    assert length_of(given_spans) == len(held)
    assert all(a[1] < b[0] for a, b in pairwise(merged))


@given(
    st.lists(st.tuples(st.sampled_from("12"), spans), min_size=1, max_size=12),
    st.integers(0, 80),
    st.integers(0, 80),
)
def test_never_more_than_quotable(found: list[tuple[str, tuple[int, int]]], one: int, two: int) -> None:
    told = [Sentence(text=str(n), citations=span(a, *s)) for n, (a, s) in enumerate(found)]
    brief = Brief(
        headline="H", overline=None, standfirst=told[0], sections=(Section(heading="", sentences=tuple(told[1:])),)
    )  # fmt: skip
    try:
        kept = keep_within(brief, {"1": one, "2": two})
    except InputError:
        return
    assert cited(kept).get("1", 0) <= one
    assert cited(kept).get("2", 0) <= two
