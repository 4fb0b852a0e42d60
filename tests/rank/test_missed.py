"""Each kind of story that editors may have missed is found by one plain measure, with its reasons."""

from __future__ import annotations

from typing import Any

import pytest

from newsstand.rank.missed import KINDS, Kind, MissedSettings, Overlooked, missed

PLAIN = Overlooked(story="plain", headline="A plain matter", language="en", titles=5, countries=("GB", "FR"))


def only(kind: Kind, **fields: Any) -> list[str]:
    """Which kinds find a story that differs from a plain one in these; `kind` must be among them."""
    story = Overlooked(
        **({"story": "odd", "headline": "A plain matter", "language": "en", "titles": 5} | fields)
    )
    found = missed([PLAIN, story], limit=9, countries=4, shares={"common": 0.9, "common-too": 0.8})
    assert all(slot.story != "plain" for slots in found.values() for slot in slots)
    for slots in found.values():
        for slot in slots:
            assert slot.score == pytest.approx(sum(r.value for r in slot.reasons))
            assert all(r.detail and r.facts for r in slot.reasons)
    return [name for name in KINDS if found[name]]


def test_few_titles_high_on_a_front_page() -> None:
    assert only("high_up", titles=1, page=("The Ledger", 2)) == ["high_up"]
    assert only("high_up", titles=1, page=("The Ledger", 7)) == []
    assert only("high_up", titles=3, page=("The Ledger", 1)) == []


def test_a_small_titles_own_report() -> None:
    assert only("own_report", titles=1, own=("Village Voice", 600, 5)) == ["own_report"]
    assert only("own_report", titles=1, own=("Village Voice", 249, 5)) == []
    assert only("own_report", titles=1, own=("World Paper", 600, 41)) == []
    assert only("own_report", titles=3, own=("Village Voice", 600, 5)) == []


def test_a_story_that_one_country_tells() -> None:
    assert only("one_country", titles=3, countries=("NL",)) == ["one_country"]
    assert only("one_country", titles=2, countries=("NL",)) == []
    assert only("one_country", titles=3, countries=("NL", "BE")) == []
    alone = Overlooked(story="1", headline="x", titles=3, countries=("NL",))
    assert missed([alone], limit=9, countries=1)["one_country"] == (), "where all titles are of one country"


def test_a_local_story() -> None:
    assert only("local", titles=1, towns=("Whitby",)) == ["local"]
    assert only("local", titles=3, towns=("Whitby",)) == []


def test_good_news() -> None:
    assert only("good_news", headline="Hikers found alive") == ["good_news"]
    assert only("good_news", headline="Hikers found alive, two dead and three injured") == []


def test_rare_topics() -> None:
    assert only("unusual", topics=(("owls", "Owls"), ("glass", "Glass"))) == ["unusual"]
    assert only("unusual", topics=(("owls", "Owls"), ("common", "Common"), ("common-too", "Too"))) == []
    assert only("unusual", topics=(("owls", "Owls"),)) == []


def test_the_best_come_first_and_no_more_than_asked_for() -> None:
    stories = [Overlooked(story=str(n), headline="x", titles=1, page=("L", n)) for n in (3, 1, 2)]
    found = missed(stories, limit=2, countries=1)
    assert [s.story for s in found["high_up"]] == ["1", "2"]
    narrow = missed(stories, limit=9, countries=1, settings=MissedSettings(high=1))
    assert [s.story for s in narrow["high_up"]] == ["1"]
