from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from newsstand.group import Grouper
from newsstand.group.why import why_alone, why_copied
from newsstand.model import Candidate, Coverage, Reason, Report, Sighting
from newsstand.newsroom.records import reason_rows
from newsstand.rank import lead_stories
from newsstand.web.reasons import SAID, given_in_words, reason_in_words, reasons_in_words, span

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


def lead_reasons() -> list[dict[str, object]]:
    """The reasons of a story that is on two front pages, rising, in two countries, with a long report."""
    coverage = tuple(
        Coverage(
            publisher=p, owner=None, country=c, language="en", published_at=NOW, is_copy=False, words=2000
        )
        for p, c in (("a", "GB"), ("b", "FR"))
    )
    sightings = tuple(
        Sighting(publisher=p, place=place, seen_at=NOW - timedelta(minutes=m))
        for p, place, m in (("a", 30, 180), ("a", 1, 1), ("b", 2, 1))
    )
    candidate = Candidate(
        story="1",
        section=None,
        coverage=coverage,
        sightings=sightings,
        opened_at=NOW,
        moved_at=NOW - timedelta(hours=3),
    )
    return reason_rows(lead_stories([candidate], now=NOW, limit=1).slots[0].reasons)


def group_reasons() -> list[dict[str, object]]:
    text = (
        "The ferry Marigold ran aground off Skerry Point before dawn, said harbour master Ines Holloway. " * 9
    )
    grouper = Grouper()
    rows = []
    for number, body in enumerate(
        (text, text, text + "Owners of the ferry Marigold will hold an inquiry. " * 20)
    ):
        report = Report(
            id=str(number), url=None, title="Ferry Marigold aground off Skerry Point", body=body,
            published=NOW, language="en", source=str(number),
        )  # fmt: skip
        rows += reason_rows(grouper.add(report).reasons)
    return rows


def test_every_reason_of_the_engine_has_words_of_its_own() -> None:
    rows = lead_reasons() + group_reasons() + reason_rows([why_copied(0.9, ""), why_alone(3)])
    assert {str(row["name"]) for row in rows} >= {
        "front_page",
        "freshness",
        "breadth",
        "new_story",
    }
    for row in rows:
        assert row["name"] in SAID
        assert reason_in_words({**row, "detail": "as stored"}) != "as stored"


def test_reasons_say_what_was_counted() -> None:
    said = reasons_in_words(lead_reasons())
    assert "2 independent titles" in said
    assert "on 2 front pages, at best in place 1" in said
    assert "last moved 3 hours ago" in said


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"name": "breadth", "facts": ["two"], "detail": "2 countries"}, "2 countries"),
        ({"name": "front_page", "facts": [3], "detail": "on 3 front pages"}, "on 3 front pages"),
        ({"name": "front_page", "detail": "on 3 front pages"}, "on 3 front pages"),
        ({"name": "never_heard_of"}, "never heard of"),
        ({"name": "independent_titles", "facts": {"a": 1}, "detail": "x"}, "x"),
        ({}, ""),
    ],
)
def test_a_row_without_facts_says_what_was_stored(row: dict[str, object], words: str) -> None:
    assert reason_in_words(row) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (2879, "47 hours"),
        (2880, "2 days"),
    ],
)
def test_a_span_is_said_in_the_largest_unit(minutes: int, words: str) -> None:
    with translation.override("en-gb"):
        assert span(minutes) == words


def test_what_binds_related_stories_is_said_in_the_readers_language() -> None:
    given = [
        Reason(name="shared_topics", value=1.0, detail="both on Stürme", facts=("Stürme",)),
        Reason(name="same_section", value=0.2, detail="both in Politics", facts=("Politics",)),
        Reason(name="nearness", value=0.5),
        Reason(name="follow_up", value=0.3, detail="what came before", facts=("before",)),
        Reason(name="of_another_make", value=0.1, detail="as it was stored"),
    ]
    assert given_in_words(given) == (
        "both on Stürme", "both in Politics", "what came before", "as it was stored",
    )  # fmt: skip
    with translation.override("de"):
        assert given_in_words(given) == (
            "beide über Stürme", "beide im Ressort Politik", "was davor geschah", "as it was stored",
        )  # fmt: skip
