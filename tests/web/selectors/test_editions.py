from __future__ import annotations

from newsstand.web.sections import Section
from newsstand.web.selectors.cards import Card
from newsstand.web.selectors.editions import Desk, by_section, first_sentences, side_by_side
from tests.web.newsroom import NOW


def card(number: int, section: str | None) -> Card:
    return Card(
        id=number, url="/", headline=str(number), standfirst="", language="en", moved_at=NOW, reports=1, title_count=1,
        section=Section(section, section.title()) if section else None, picture=None, place=number,
    )  # fmt: skip


def desks(*sizes: int) -> list[Desk]:
    return [
        Desk(section=Section(f"s{i}", ""), cards=[card(j, f"s{i}") for j in range(size)])
        for i, size in enumerate(sizes)
    ]


def test_two_short_desks_stand_side_by_side() -> None:
    laid = side_by_side(desks(2, 4, 2, 5))
    assert [d.section.slug for d in laid] == ["s0", "s2", "s1", "s3"]
    assert [d.is_half for d in laid] == [True, True, False, False]


def test_an_odd_short_desk_has_the_width_to_itself() -> None:
    laid = side_by_side(desks(2, 3, 2, 2))
    assert [d.section.slug for d in laid] == ["s0", "s2", "s1", "s3"]
    assert [d.is_half for d in laid] == [True, True, False, False]


def test_what_fills_no_section_is_the_rest_in_its_order() -> None:
    cards = [card(1, "uk"), card(2, None), card(3, "sport"), card(4, "uk"), card(5, "bees")]
    laid, rest = by_section(cards)
    assert [(d.section.slug, [c.id for c in d.cards]) for d in laid] == [("uk", [1, 4])]
    assert [c.id for c in rest] == [2, 3, 5]


def test_bullets_are_short_first_sentences_that_say_something_new() -> None:
    content = {
        "standfirst": {"text": "Said already."},
        "sections": [
            {"sentences": [{"text": "Said already."}]},
            {"sentences": [{"text": "x" * 400}]},
            {"sentences": []},
            {"sentences": [{"text": "One."}, {"text": "Not this."}]},
            {"sentences": [{"text": "Two."}]},
            {"sentences": [{"text": "Three."}]},
        ],
    }
    assert first_sentences(content) == ["One.", "Two."]
