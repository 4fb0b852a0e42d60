from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.model import Edition
from newsstand.model.interest import About, Feature, Interest, Offer, Profile, Reaction
from newsstand.rank.for_you import ForYouSettings, Spread, for_you, learn, learn_all, learned, strength

NOW = datetime(2026, 3, 12, 14, tzinfo=UTC)
TOPIC = Feature("topic", "rail")


def offer(
    story: str,
    *topics: str,
    titles: Sequence[str] = ("beacon",),
    section: str | None = "uk",
    **fields: object,
) -> Offer:
    made = Offer(
        story=story,
        headline=f"The matter of {' and '.join(topics) or story}",
        section=section,
        about=tuple(About(key=t, name=t.title()) for t in topics),
        titles=tuple(titles),
        opened_at=NOW - timedelta(hours=3),
        moved_at=NOW - timedelta(hours=1),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def paper(count: int = 60) -> list[Offer]:
    """A various paper: the first twenty lead."""
    return [
        offer(
            f"{n:03}",
            f"t{n % 23}",
            f"u{n % 7}",
            titles=[f"title{n % 11}"] if n % 3 else [f"title{n % 11}", f"title{n % 5 + 11}"],
            section=f"s{n % 6}",
            lead_place=n + 1 if n < 20 else None,
        )
        for n in range(count)
    ]


def stories(edition: Edition) -> list[str]:
    return [s.story for s in edition.slots]


def names(edition: Edition, story: str) -> list[str]:
    return [r.name for s in edition.slots if s.story == story for r in s.reasons]


def finished(about: Offer, times: int = 1, profile: Profile | None = None) -> Profile:
    reactions = [Reaction(kind="finished", at=NOW, offer=about, offered=True, seconds=60)] * times
    return learn_all(profile or Profile(reader="r"), reactions)


def test_a_new_reader_gets_the_lead_stories_in_their_order_but_for_the_spread() -> None:
    listed = for_you(paper(), Profile(reader="r"), now=NOW, limit=10)
    places = [int(s) for s in stories(listed)]
    assert places[:3] == [0, 1, 2]
    assert sum(p < 20 for p in places) >= 9  # one is the unexpected


def test_a_score_is_the_sum_of_its_reasons() -> None:
    profile = replace(finished(offer("x", "t7"), 3), follows={Feature("topic", "t9"): "Nine"})
    for slot in for_you(paper(), profile, now=NOW, limit=20).slots:
        assert slot.score == pytest.approx(sum(r.value for r in slot.reasons), abs=1e-5)


def test_what_is_followed_comes_in_and_says_why() -> None:
    profile = Profile(
        reader="r", follows={Feature("topic", "t21"): "T21", Feature("title", "title4"): "Four"}
    )
    listed = for_you(paper(), profile, now=NOW, limit=10)
    why = {r.detail for s in listed.slots for r in s.reasons if r.name == "followed"}
    assert why == {"topic/t21", "title/title4"}


def test_a_followed_story_stands_before_a_followed_section() -> None:
    pool = [offer("a", "x", section="sport", titles=["a"]), offer("b", "y", section="life", titles=["b"])]
    follows = {Feature("section", "sport"): "Sport", Feature("story", "b"): "B"}
    assert stories(for_you(pool, Profile(reader="r", follows=follows), now=NOW, limit=2)) == ["b", "a"]


def test_what_was_read_to_the_end_comes_in_and_says_why() -> None:
    profile = finished(offer("x", "t22"), 4)
    listed = for_you(paper(), profile, now=NOW, limit=10)
    bearing = [s for s in listed.slots if any(r.detail == "topic/t22" for r in s.reasons)]
    assert bearing
    assert bearing[0].reasons[0].name == "learned"


def test_what_was_read_is_not_shown_again() -> None:
    read = replace(Profile(reader="r"), known=frozenset({"000", "001"}))
    assert not {"000", "001"} & set(stories(for_you(paper(), read, now=NOW, limit=30)))


@pytest.mark.parametrize(
    "muted",
    [
        Profile(reader="r", muted=frozenset({Feature("topic", "u1")})),
        Profile(reader="r", muted=frozenset({Feature("section", "s1")})),
        Profile(reader="r", muted=frozenset({Feature("story", "001")})),
        Profile(reader="r", muted=frozenset({Feature("title", "title1")})),
        Profile(reader="r", words=("T1 AND u1",)),
    ],
    ids=["topic", "section", "story", "title", "words"],
)
def test_a_mute_keeps_a_story_out_even_where_it_leads_or_is_followed(muted: Profile) -> None:
    follows = {Feature("story", "001"): "one", Feature("topic", "t1"): "T1"}
    assert "001" in stories(for_you(paper(), Profile(reader="r", follows=follows), now=NOW, limit=30))
    listed = for_you(paper(), replace(muted, follows=follows), now=NOW, limit=30)
    assert "001" not in stories(listed)


def test_a_muted_title_keeps_out_only_what_nobody_else_tells() -> None:
    profile = Profile(reader="r", muted=frozenset({Feature("title", "beacon")}))
    pool = [offer("alone", "a"), offer("wide", "b", titles=["beacon", "echo"])]
    assert stories(for_you(pool, profile, now=NOW, limit=5)) == ["wide"]


def test_a_muted_word_is_a_word_and_no_part_of_one() -> None:
    pool = [offer("a", "art"), offer("b", "party", titles=["echo"])]
    assert stories(for_you(pool, Profile(reader="r", words=("art",)), now=NOW, limit=5)) == ["b"]


def test_the_unexpected_is_outside_of_the_profile_and_changes_with_the_day() -> None:
    profile = replace(finished(offer("x", "t1"), 3), follows={Feature("topic", "u2"): "U2"})
    drawn = set()
    for day in range(12):
        now = NOW + timedelta(days=day)
        listed = for_you(paper(), profile, now=now, limit=10)
        (one,) = [s for s in listed.slots if any(r.name == "unexpected" for r in s.reasons)]
        assert not {"t1", "u2"} & {f"t{int(one.story) % 23}", f"u{int(one.story) % 7}"}
        assert one.reasons[0].detail == f"topic/t{int(one.story) % 23}"
        drawn.add(one.story)
    assert len(drawn) > 3


def test_interests_take_turns() -> None:
    pool = [offer(f"a{n}", "alpha", titles=[f"x{n}"], section=None) for n in range(9)]
    pool += [offer(f"b{n}", "beta", titles=[f"y{n}"], section=None) for n in range(9)]
    pool += [offer(f"c{n}", f"c{n}", titles=[f"z{n}"], section=None) for n in range(9)]
    profile = Profile(reader="r", follows={Feature("topic", "alpha"): "A", Feature("topic", "beta"): "B"})
    first = stories(for_you(pool, profile, now=NOW, limit=4))
    assert Counter(s[0] for s in first) == {"a": 2, "b": 2}


def test_the_same_in_gives_the_same_out_in_whatever_order() -> None:
    profile = finished(offer("x", "t3"), 2)
    assert for_you(paper(), profile, now=NOW, limit=20) == for_you(paper()[::-1], profile, now=NOW, limit=20)


def test_nothing_in_nothing_out() -> None:
    assert for_you([], Profile(reader="r"), now=NOW, limit=10).slots == ()
    assert for_you(paper(), Profile(reader="r"), now=NOW, limit=0).slots == ()


def test_one_title_and_one_section_still_fill_a_first_window_but_no_more() -> None:
    pool = [offer(f"{n:02}", "rail") for n in range(40)]
    assert len(for_you(pool, Profile(reader="r"), now=NOW, limit=30).slots) == 10


# What a reader does.


def test_finished_counts_more_than_opened_and_saved_like_finished() -> None:
    def after(kind: str) -> float:
        reaction = Reaction(kind=kind, at=NOW, offer=offer("1", "rail"), offered=True, seconds=60)  # type: ignore[arg-type]
        return strength(learn(Profile(reader="r"), reaction), TOPIC, now=NOW)

    assert after("finished") == after("saved") > after("opened") > 0 > after("skipped") > after("hidden")


def test_scrolling_to_the_end_at_once_is_no_reading() -> None:
    glance = Reaction(kind="finished", at=NOW, offer=offer("1", "rail"), offered=True, seconds=1)
    profile = learn(Profile(reader="r"), glance)
    assert (profile.interests[TOPIC].finished, profile.interests[TOPIC].opened) == (0, 1)


def test_opened_and_then_finished_counts_once() -> None:
    at_once = finished(offer("1", "rail"))
    opened = learn(
        Profile(reader="r"), Reaction(kind="opened", at=NOW, offer=offer("1", "rail"), offered=True)
    )
    after = learn(
        opened, Reaction(kind="finished", at=NOW, offer=offer("1", "rail"), before="opened", seconds=60)
    )
    assert after.interests[TOPIC] == at_once.interests[TOPIC]
    assert after.seen == pytest.approx(at_once.seen)


def test_what_is_in_every_story_is_no_interest() -> None:
    profile = Profile(reader="r")
    for n in range(30):
        told = offer(str(n), "uk", "rail" if n % 3 == 0 else f"t{n}", section=None, titles=("a", "b"))
        kind = "finished" if n % 3 == 0 else "skipped"
        profile = learn(profile, Reaction(kind=kind, at=NOW, offer=told, offered=True, seconds=60))
    assert strength(profile, TOPIC, now=NOW) > 3 * max(
        0.1, strength(profile, Feature("topic", "uk"), now=NOW)
    )


def test_rare_topics_say_more_where_nobody_knows_what_was_passed_over() -> None:
    both = offer("1", "rail", "uk")
    profile = Profile(reader="r")
    for _ in range(5):
        profile = learn(profile, Reaction(kind="finished", at=NOW, offer=both, seconds=60))
    shares = {TOPIC: 0.01, Feature("topic", "uk"): 0.6}
    rail, uk = (strength(profile, Feature("topic", t), now=NOW, shares=shares) for t in ("rail", "uk"))
    assert rail > 3 * uk


def test_interests_fade() -> None:
    profile = finished(offer("1", "rail"), 3)
    then, later, at_last = (strength(profile, TOPIC, now=NOW + timedelta(days=d)) for d in (0, 60, 180))
    assert then > later > at_last > 0
    assert at_last < then / 4


def test_what_was_removed_stays_removed_until_it_is_restored() -> None:
    profile = finished(offer("1", "rail"), 3)
    gone = learn(profile, Reaction(kind="removed", at=NOW, feature=TOPIC))
    again = finished(offer("2", "rail"), 9, gone)
    assert strength(again, TOPIC, now=NOW) == 0
    assert TOPIC not in {i.feature for i, _ in learned(again, now=NOW)}
    back = learn(again, Reaction(kind="restored", at=NOW, feature=TOPIC))
    assert strength(back, TOPIC, now=NOW) > 0


def test_following_and_muting_can_be_told() -> None:
    told = learn_all(
        Profile(reader="r"),
        [
            Reaction(kind="followed", at=NOW, feature=TOPIC, name="Rail"),
            Reaction(kind="muted", at=NOW, feature=Feature("topic", "chess")),
        ],
    )
    assert told.follows == {TOPIC: "Rail"}
    assert Feature("topic", "chess") in told.muted


def test_a_profile_does_not_grow_without_end() -> None:
    profile = Profile(reader="r")
    keep = Feature("topic", "t0")
    profile = learn(profile, Reaction(kind="removed", at=NOW, feature=keep))
    for n in range(600):
        profile = learn(profile, Reaction(kind="skipped", at=NOW, offer=offer(str(n), f"t{n}"), offered=True))
    assert len(profile.interests) <= 400
    assert profile.interests[keep].removed


# Promises, whatever comes in.

SMALL = ForYouSettings(
    always=0,
    important=0.0,
    unexpected=0.0,
    spread=Spread(window=4, most_topic=2, most_title=1, most_section=2, least_topics=3, least_titles=4),
)
letters = st.sampled_from("abcd")
OFFERS = st.lists(
    st.tuples(
        st.lists(letters, max_size=2, unique=True),
        st.lists(letters, min_size=1, max_size=2, unique=True),
        st.sampled_from("xyz"),
        st.booleans(),
    ),
    max_size=7,
)


def made(rows: list[tuple[list[str], list[str], str, bool]]) -> list[Offer]:
    return [
        offer(str(n), *topics, titles=titles, section=section, lead_place=n + 1 if leads else None)
        for n, (topics, titles, section, leads) in enumerate(rows)
    ]


def keeps(window: Sequence[Offer], rules: Spread) -> bool:
    """The rules of variety, counted a second way."""
    topics = [a.key for o in window for a in o.about[:2]] + [o.story for o in window if not o.about]
    missing = rules.window - len(window)
    return (
        max(Counter(topics).values(), default=0) <= rules.most_topic
        and max(Counter(o.titles[0] for o in window).values(), default=0) <= rules.most_title
        and max(Counter(o.section for o in window).values(), default=0) <= rules.most_section
        and len(set(topics)) >= rules.least_topics - missing
        and len({t for o in window for t in o.titles}) >= rules.least_titles - missing
    )


def windows(edition: Edition, pool: Sequence[Offer], size: int) -> list[list[Offer]]:
    by_id = {o.story: o for o in pool}
    listed = [by_id[s.story] for s in edition.slots]
    return [listed[i : i + size] for i in range(max(1, len(listed) - size + 1))]


@given(OFFERS)
@settings(max_examples=300, deadline=None)
def test_variety_is_kept_wherever_the_candidates_allow_it(
    rows: list[tuple[list[str], list[str], str, bool]],
) -> None:
    pool, rules = made(rows), SMALL.spread
    listed = for_you(pool, Profile(reader="r"), now=NOW, limit=6, settings=SMALL)
    assert len(set(stories(listed))) == len(listed.slots) >= min(rules.window, len(pool))
    first, *others = windows(listed, pool, rules.window)
    possible = any(keeps(chosen, rules) for chosen in permutations(pool, min(rules.window, len(pool))))
    assert keeps(first, rules) == possible
    if possible:
        assert all(keeps(window, rules) for window in others)


LARGE = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12), st.integers(0, 14), st.integers(0, 7), st.booleans()),
    min_size=80,
    max_size=120,
)
LIKED = st.lists(st.integers(0, 30), max_size=6)


@given(LARGE, LIKED, LIKED, st.integers(0, 12), st.sampled_from([4, 10, 24]))
@settings(max_examples=60, deadline=None)
def test_the_floors_hold_for_every_reader(
    rows: list[tuple[int, int, int, int, bool]], liked: list[int], followed: list[int], mute: int, limit: int
) -> None:
    places = iter(range(1, 200))
    pool = [  # whatever is drawn, neighbours differ: the paper is various
        offer(
            f"{n:03}",
            f"t{(topic + n) % 31}",
            f"u{(second + n) % 13}",
            titles=[f"m{(title + n) % 15}", f"m{n % 15}"],
            section=f"s{(section + n) % 8}",
            lead_place=next(places) if leads else None,
        )
        for n, (topic, second, title, section, leads) in enumerate(rows)
    ]
    profile = Profile(
        reader="r",
        follows={Feature("topic", f"t{t}"): "" for t in followed},
        muted=frozenset({Feature("topic", f"u{mute}")}),
    )
    for topic in liked:
        profile = finished(offer("read", f"t{topic}"), 3, profile)
    rules = ForYouSettings()
    listed = for_you(pool, profile, now=NOW, limit=limit)
    by_id = {o.story: o for o in pool}
    shown = [by_id[s.story] for s in listed.slots]
    assert all(f"u{mute}" not in {a.key for a in o.about} for o in shown)
    if all(keeps(w, rules.spread) for w in windows(listed, pool, 10)):
        leads = [o for o in pool if o.lead_place and f"u{mute}" not in {a.key for a in o.about}]
        assert {o.story for o in leads[:3]} <= set(stories(listed)) or limit < 3
        assert sum(o in leads[:20] for o in shown) >= min(len(leads[:20]), 0.3 * len(shown)) - 1
    else:
        pytest.fail("a paper as various as this one allows every rule")


@given(st.lists(st.sampled_from(["finished", "opened", "saved", "skipped", "hidden"]), max_size=40))
@settings(max_examples=60, deadline=None)
def test_counts_never_fall_below_nothing(kinds: list[str]) -> None:
    profile, before = Profile(reader="r"), None
    for kind in kinds:
        profile = learn(
            profile,
            Reaction(kind=kind, at=NOW, offer=offer("1", "rail"), before=before, seconds=60),  # type: ignore[arg-type]
        )
        before = kind  # type: ignore[assignment]
    held = profile.interests.get(TOPIC, Interest(feature=TOPIC, name="", at=NOW))
    assert min(held.liked, held.finished, held.opened, held.saved, held.hidden) >= 0
    assert profile.liked >= 0
