from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.model.interest import About, Offer
from newsstand.rank.related import related

NOW = datetime(2026, 3, 12, 14, tzinfo=UTC)


def offer(story: str, headline: str, *topics: str, **fields: object) -> Offer:
    made = Offer(
        story=story,
        headline=headline,
        language="en",
        section=f"s{story}",
        about=tuple(About(key=t, name=t) for t in topics),
        opened_at=NOW - timedelta(hours=5),
        moved_at=NOW - timedelta(hours=1),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


STORY = offer(
    "0", "Bank at Northmoor raises its rates, says Thrale", "interest rates", "Northmoor", "economy"
)
OTHERS = [offer(str(n), f"Matter {n} is told", f"t{n}", "economy") for n in range(1, 40)]


def near(*more: Offer, **options: object) -> list[str]:
    return [s.story for s in related(STORY, [*OTHERS, *more], limit=4, **options)]  # type: ignore[arg-type]


def test_what_shares_a_rare_topic_is_related_and_says_so() -> None:
    (slot,) = related(STORY, [*OTHERS, offer("50", "House prices fall", "interest rates")], limit=4)
    assert slot.story == "50"
    assert slot.reasons[0].detail == "both on interest rates"
    assert slot.score == pytest.approx(sum(r.value for r in slot.reasons), abs=1e-5)


def test_what_everybody_writes_of_binds_nothing() -> None:
    assert near() == []


def test_rare_names_in_both_headlines_bind_and_are_named() -> None:
    (slot,) = related(STORY, [*OTHERS, offer("50", "Why Thrale left Northmoor behind", "trains")], limit=4)
    assert slot.reasons[0].detail == "names in both: Northmoor, Thrale"


def test_rarer_comes_first() -> None:
    common = [
        offer(f"6{n}", f"{w} is told", "Northmoor")
        for n, w in enumerate(("Mines", "Trains", "Ports", "Mills"))
    ]
    found = near(*common, offer("50", "House prices fall", "interest rates"))
    assert found[0] == "50"
    assert len(found) == 4


def test_shares_may_be_given_by_who_knows_all_stories() -> None:
    one = offer("50", "House prices fall", "interest rates")
    assert near(one, shares={"interest rates": 0.01}) == ["50"]
    assert near(one, shares={"interest rates": 0.5}) == []


def test_the_same_event_is_no_related_story_and_is_not_shown_twice() -> None:
    twin = offer("50", "Bank at Northmoor raises its rates, Thrale says", "interest rates", "Northmoor")
    one = offer("51", "House prices fall in the north", "interest rates")
    other = offer("52", "In the north house prices fall", "interest rates")
    assert near(twin, one, other) == ["51"]
    long_ago = replace(twin, opened_at=NOW - timedelta(days=30), moved_at=NOW - timedelta(days=29))
    assert near(long_ago) == ["50"]


def test_what_came_after_and_before_is_said() -> None:
    topics = ("interest rates", "Northmoor")
    after = offer("50", "Lenders follow", *topics, opened_at=NOW, moved_at=NOW)
    before = offer("51", "A doubt is heard", *topics, moved_at=NOW - timedelta(days=2))
    details = {
        slot.story: {r.detail for r in slot.reasons if r.name == "follow_up"}
        for slot in related(STORY, [*OTHERS, after, before], limit=4)
    }
    assert details == {"50": {"what came after"}, "51": {"what came before"}}


def test_nearer_in_time_and_section_wins_among_equals() -> None:
    old = offer("50", "Savers wait", "interest rates", moved_at=NOW - timedelta(days=20))
    new = offer("51", "Lenders wait in vain", "interest rates", section="s0")
    assert near(old, new) == ["51", "50"]


@given(
    st.lists(
        st.tuples(st.text(max_size=40), st.lists(st.sampled_from("abcdef"), max_size=4, unique=True)),
        max_size=20,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_headlines_give_a_ranked_list_of_others(rows: list[tuple[str, list[str]]]) -> None:
    offers = [offer(str(n), text, *topics) for n, (text, topics) in enumerate(rows)]
    for one in offers[:3]:
        found = related(one, offers, limit=4)
        assert len(found) <= 4
        assert one.story not in {s.story for s in found}
        assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
        assert found == related(one, offers[::-1], limit=4)
