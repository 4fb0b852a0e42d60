"""The order of an edition: by score, and so that no section runs on."""

from __future__ import annotations

from datetime import timedelta

from newsstand.model import Slot
from newsstand.rank import lead_stories
from newsstand.rank.lead import spread_sections
from tests.rank.lead.test_scoring import NOW, ranked, report, story


def test_a_section_does_not_run_on() -> None:
    many = [story(f"p{i}", *(report(p) for p in "abcdef"[: 6 - i]), section="politics") for i in range(4)]
    other = story("sport", report("a"), section="sport")
    assert ranked(*many, other).index("sport") == 2


def test_ties_go_to_what_moved_last_then_to_the_id() -> None:
    assert ranked(story("b", report("x")), story("a", report("y"))) == ["a", "b"]


def test_no_more_than_asked_for() -> None:
    many = [story(f"s{n}", report("a")) for n in range(5)]
    edition = lead_stories(many, now=NOW + timedelta(hours=1), limit=3)
    assert len(edition.slots) == 3


def test_spreading_loses_nothing_and_keeps_the_order_within_a_section() -> None:
    slots = [Slot(story=f"{n}", score=9.0 - n, reasons=()) for n in range(8)]
    sections: dict[str, str | None] = {s.story: "politics" if int(s.story) < 6 else None for s in slots}
    spread = spread_sections(slots, sections, 2)
    assert sorted(s.story for s in spread) == [s.story for s in slots]
    assert [s.story for s in spread if sections[s.story]] == [str(n) for n in range(6)]
