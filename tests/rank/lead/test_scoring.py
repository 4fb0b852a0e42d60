"""Lead stories: more independent voices, better places and fresher news rank higher, and every score says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from newsstand.model import Candidate, Coverage, Sighting
from newsstand.rank import LeadSettings, independent, lead_stories, score_story

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def report(
    publisher: str, *, owner: str | None = None, copy: bool = False, hours: float = 1, words: int = 0
) -> Coverage:
    return Coverage(
        publisher=publisher,
        owner=owner,
        country="GB",
        language="en",
        published_at=NOW - timedelta(hours=hours),
        is_copy=copy,
        words=words,
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


def test_what_front_pages_show_fades_more_slowly() -> None:
    def faded(**more: object) -> float:
        slot = score_story(story("s", report("a", hours=9), **more), now=NOW, settings=LeadSettings())
        return next(r.value for r in slot.reasons if r.name == "freshness")

    seen = Sighting(publisher="a", place=1, seen_at=NOW, size=1.0)
    assert isclose(faded(), -0.693147, abs_tol=1e-5)
    assert -0.4 < faded(sightings=(seen,)) < -0.2


def test_an_owners_front_pages_speak_with_one_voice() -> None:
    def led(owner: str | None) -> float:
        seen = tuple(Sighting(publisher=p, place=1, seen_at=NOW, owner=owner) for p in "abc")
        return score_story(story("s", report("a"), sightings=seen), now=NOW, settings=LeadSettings()).score

    assert led("X") < led(None)


def test_what_rises_on_front_pages_ranks_before_what_falls() -> None:
    def moving(name: str, before: int, after: int) -> Candidate:
        looks = (
            Sighting(publisher="a", place=before, seen_at=NOW - timedelta(hours=2), left_at=NOW),
            Sighting(publisher="a", place=after, seen_at=NOW),
        )
        return story(name, report("a"), sightings=looks)

    assert ranked(moving("falling", 1, 6), moving("rising", 20, 6)) == ["rising", "falling"]
    slot = score_story(moving("s", 1, 20), now=NOW, settings=LeadSettings())
    trend = next(r for r in slot.reasons if r.name == "front_page_trend")
    assert trend.value < 0
    assert trend.detail == "falling on front pages within 2 h"


def test_a_first_look_is_no_trend() -> None:
    seen = Sighting(publisher="a", place=1, seen_at=NOW)
    slot = score_story(story("s", report("a"), sightings=(seen,)), now=NOW, settings=LeadSettings())
    assert "front_page_trend" not in {r.name for r in slot.reasons}


def test_own_reporting_goes_before_a_rewritten_wire() -> None:
    short = story("wire", report("a"), report("b"))
    long = story("own", report("a", words=900), report("b"))
    assert ranked(short, long) == ["own", "wire"]
    copied = story("wire", report("a"), report("b"), report("c", copy=True, words=900))
    scores = {score_story(c, now=NOW, settings=LeadSettings()).score for c in (short, copied)}
    assert len(scores) == 1, "a copy's length is nobody's work"


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8), st.floats(0, 90))
def test_the_reasons_sum_to_the_score(publishers: list[str], hours: float) -> None:
    slot = score_story(
        story("s", *(report(p, hours=hours) for p in publishers)), now=NOW, settings=LeadSettings()
    )
    assert isclose(slot.score, sum(r.value for r in slot.reasons), abs_tol=1e-5)
    assert all(r.detail for r in slot.reasons)
