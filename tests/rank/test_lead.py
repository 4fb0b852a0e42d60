"""Lead stories: more independent voices, better places and fresher news rank higher, and every score says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from newsstand.model import Candidate, Coverage, Sighting
from newsstand.rank import LeadSettings, independent, lead_stories, score_story

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def report(publisher: str, *, owner: str | None = None, copy: bool = False, hours: float = 1) -> Coverage:
    return Coverage(
        publisher=publisher,
        owner=owner,
        country="GB",
        language="en",
        published_at=NOW - timedelta(hours=hours),
        is_copy=copy,
    )


def story(name: str, *reports: Coverage, section: str | None = None, **more: object) -> Candidate:
    moved = max(r.published_at for r in reports)
    return Candidate(
        story=name,
        section=section,
        coverage=reports,
        opened_at=moved,
        moved_at=moved,
        **more,  # type: ignore[arg-type]
    )


def ranked(*candidates: Candidate) -> list[str]:
    return [slot.story for slot in lead_stories(candidates, now=NOW, limit=10).slots]


def test_more_independent_titles_rank_higher() -> None:
    wide = story("wide", *(report(p) for p in "abcd"))
    narrow = story("narrow", *(report(p) for p in "ab"))
    assert ranked(narrow, wide) == ["wide", "narrow"]


def test_copies_and_one_owners_titles_are_one_voice() -> None:
    coverage = (report("a", owner="X"), report("b", owner="X"), report("c", copy=True), report("d"))
    assert [c.publisher for c in independent(coverage)] == ["a", "d"]


def test_a_front_pages_lead_lifts_a_story() -> None:
    seen = Sighting(publisher="a", place=1, seen_at=NOW - timedelta(minutes=20))
    led = story("led", report("a"), report("b"), sightings=(seen,))
    assert ranked(story("unled", report("a"), report("b")), led)[0] == "led"


def test_a_place_seen_long_ago_counts_no_more() -> None:
    seen = Sighting(publisher="a", place=1, seen_at=NOW - timedelta(hours=5))
    slot = score_story(story("s", report("a"), sightings=(seen,)), now=NOW, settings=LeadSettings())
    assert "front_page" not in {r.name for r in slot.reasons}


def test_half_the_importance_after_the_half_life() -> None:
    settings = LeadSettings()
    new = score_story(story("s", report("a", hours=0)), now=NOW, settings=settings)
    old = score_story(story("s", report("a", hours=9)), now=NOW, settings=settings)
    assert isclose(new.score - old.score, 0.693147, abs_tol=1e-5)


def test_a_section_does_not_run_on() -> None:
    many = [story(f"p{i}", *(report(p) for p in "abcdef"[: 6 - i]), section="politics") for i in range(4)]
    other = story("sport", report("a"), section="sport")
    assert ranked(*many, other).index("sport") == 2


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8), st.floats(0, 90))
def test_the_reasons_sum_to_the_score(publishers: list[str], hours: float) -> None:
    slot = score_story(
        story("s", *(report(p, hours=hours) for p in publishers)), now=NOW, settings=LeadSettings()
    )
    assert isclose(slot.score, sum(r.value for r in slot.reasons), abs_tol=1e-5)
    assert all(r.detail for r in slot.reasons)
