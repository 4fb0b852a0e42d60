"""Morning and evening editions: finite, made once in each zone, never changed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsstand.newsroom.desk import StandingPick
from newsstand.newsroom.models import Brief, Edition, Story
from newsstand.newsroom.pipeline.daily import choose, look_around, make_daily_editions
from newsstand.newsroom.pipeline.editions import make_edition
from tests.newsroom.making import NOW, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import Newsroom, open_newsroom

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]

SECTIONS = ("uk", "sport", "Wirtschaft", "science", "")


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom(daily_settling=timedelta(0)) as newsroom:
        newsroom.desk.zones = lambda: ("Europe/London",)
        yield newsroom


def told(number: int, *, titles: int = 1, section: str = "uk", moved_at: datetime = NOW) -> Story:
    articles = [
        make_article(f"Matter {number} in {t}", publisher=make_publisher(f"t{t}", f"Title {t}"))
        for t in range(titles)
    ]
    story = make_story(*articles, headline=f"Matter {number}")
    Story.objects.filter(pk=story.pk).update(titles=titles, moved_at=moved_at, section=section)
    return story


def a_house_full(count: int = 40, moved_at: datetime = NOW) -> list[Story]:
    return [
        told(n, titles=1 + (count - n) // 8, section=SECTIONS[n % len(SECTIONS)], moved_at=moved_at)
        for n in range(count)
    ]


def set_clock(newsroom: Newsroom, text: str) -> None:
    newsroom.clock.at = datetime.fromisoformat(text).replace(tzinfo=UTC)


def made() -> list[tuple[str, str, str]]:
    rows = Edition.objects.exclude(day=None).order_by("at", "zone")
    return [(e.kind, e.zone, str(e.day)) for e in rows]


def fresh(newsroom: Newsroom) -> None:
    Story.objects.update(moved_at=newsroom.clock.at - timedelta(minutes=1))
    make_edition(newsroom.desk)


def test_an_edition_is_finite_and_spread_over_the_sections(newsroom: Newsroom) -> None:
    a_house_full()
    make_edition(newsroom.desk)
    assert make_daily_editions(newsroom.desk) == 1
    edition = Edition.objects.get(kind="morning")
    slots = list(edition.slots.all())
    assert 12 <= len(slots) <= 20
    assert [s.place for s in slots] == list(range(1, len(slots) + 1))
    desks = [s.desk for s in slots]
    assert desks[:5] == ["lead"] * 5
    assert {"uk", "business", "science", "sport", "more"} == set(desks[5:])
    assert all(desks[5:].count(d) <= 3 for d in set(desks[5:]))
    assert desks[5:] == sorted(desks[5:], key=["uk", "business", "science", "sport", "more"].index)
    assert all(s.reasons and all(r["detail"] for r in s.reasons) for s in slots)


def test_it_is_made_once(newsroom: Newsroom) -> None:
    a_house_full(14)
    make_edition(newsroom.desk)
    assert make_daily_editions(newsroom.desk) == 1
    for hours in (0, 1, 5):
        newsroom.later(hours=hours)
        assert make_daily_editions(newsroom.desk) == 0
    set_clock(newsroom, "2026-03-12T18:00:00")
    fresh(newsroom)
    assert make_daily_editions(newsroom.desk) == 1
    set_clock(newsroom, "2026-03-12T10:00:00")  # the clock jumps back: the morning was made before
    assert make_daily_editions(newsroom.desk) == 0
    assert made() == [("morning", "Europe/London", "2026-03-12"), ("evening", "Europe/London", "2026-03-12")]


def test_a_machine_that_slept_makes_the_current_one_alone(newsroom: Newsroom) -> None:
    a_house_full(14)
    make_edition(newsroom.desk)
    make_daily_editions(newsroom.desk)
    newsroom.later(days=2, hours=1)
    fresh(newsroom)
    assert make_daily_editions(newsroom.desk) == 1
    assert [day for _, _, day in made()] == ["2026-03-12", "2026-03-14"]


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/London", ("2026-03-28", "2026-03-29", "2026-03-30")),
        ("Europe/London", ("2026-10-24", "2026-10-25", "2026-10-26")),
        ("Pacific/Auckland", ("2026-04-04", "2026-04-05", "2026-04-06")),
        ("America/St_Johns", ("2026-03-07", "2026-03-08", "2026-03-09")),
        ("Asia/Kathmandu", ("2026-03-12", "2026-03-13")),
    ],
)
def test_each_zone_gets_two_a_day_when_clocks_change_too(
    newsroom: Newsroom, zone: str, days: tuple[str, ...]
) -> None:
    newsroom.desk.zones = lambda: (zone,)
    told(1)
    set_clock(newsroom, f"{days[0]}T00:00:00")
    newsroom.clock.at -= timedelta(hours=14)
    until = datetime.fromisoformat(days[-1]).replace(tzinfo=UTC) + timedelta(hours=36)
    while newsroom.clock.at < until:
        Story.objects.update(moved_at=newsroom.clock.at)
        make_edition(newsroom.desk)
        make_daily_editions(newsroom.desk)
        newsroom.later(minutes=45)
    found = made()
    for day in days:
        assert found.count(("morning", zone, day)) == 1
        assert found.count(("evening", zone, day)) == 1
    assert len(found) == len(set(found))


def test_every_zone_that_is_needed_has_its_own(newsroom: Newsroom) -> None:
    a_house_full(14)
    make_edition(newsroom.desk)
    newsroom.desk.zones = lambda: ("Europe/London", "Pacific/Auckland", "no/zone")
    assert make_daily_editions(newsroom.desk) == 2
    assert set(made()) == {
        ("morning", "Europe/London", "2026-03-12"),
        ("evening", "Pacific/Auckland", "2026-03-12"),
    }


def test_what_moved_since_the_last_one_stands_with_what_still_matters(newsroom: Newsroom) -> None:
    old = a_house_full(30)
    make_edition(newsroom.desk)
    make_daily_editions(newsroom.desk)
    set_clock(newsroom, "2026-03-12T18:00:00")
    new = [told(100 + n, section=SECTIONS[n % 5], moved_at=newsroom.clock.at) for n in range(14)]
    make_edition(newsroom.desk)
    assert make_daily_editions(newsroom.desk) == 1
    slots = Edition.objects.get(kind="evening").slots.all()
    stories = [s.story_id for s in slots]
    assert len(set(stories) & {s.pk for s in old}) == 3
    assert set(stories) <= {s.pk for s in (*old, *new)}
    last = {s.story_id: s.reasons[-1]["name"] for s in slots}
    assert {last[s] for s in stories if s in {o.pk for o in old}} == {"still_important"}
    assert {last[s.pk] for s in new if s.pk in last} == {"new_since"}


def test_words_stay_as_they_were(newsroom: Newsroom) -> None:
    story = told(1, titles=2)
    Brief.objects.create(
        story=story, written_at=NOW, content={}, writer="plain", headline="As it was", standfirst="Then."
    )
    make_edition(newsroom.desk)
    make_daily_editions(newsroom.desk)
    Brief.objects.update(headline="As it is", standfirst="Now.")
    slot = Edition.objects.get(kind="morning").slots.get()
    assert (slot.headline, slot.standfirst) == ("As it was", "Then.")


def test_a_lone_reports_words_are_its_titles(newsroom: Newsroom) -> None:
    told(1)
    make_edition(newsroom.desk)
    make_daily_editions(newsroom.desk)
    slot = Edition.objects.get(kind="morning").slots.get()
    assert (slot.headline, slot.standfirst) == ("", "")


def test_a_young_house_waits_until_its_stories_have_settled(newsroom: Newsroom) -> None:
    newsroom.desk.settings = replace(newsroom.desk.settings, daily_settling=timedelta(minutes=10))
    assert make_daily_editions(newsroom.desk) == 0
    told(1)
    make_edition(newsroom.desk)
    newsroom.later(minutes=9)
    assert make_daily_editions(newsroom.desk) == 0
    newsroom.later(minutes=1)
    assert make_daily_editions(newsroom.desk) == 1


def test_nothing_to_tell_makes_none(newsroom: Newsroom) -> None:
    told(1)
    make_edition(newsroom.desk)
    Story.objects.update(spiked_at=NOW)
    assert make_daily_editions(newsroom.desk) == 0
    assert made() == []


def test_old_ones_are_let_go_after_a_long_time(newsroom: Newsroom) -> None:
    told(1)
    make_edition(newsroom.desk)
    make_daily_editions(newsroom.desk)
    newsroom.later(days=399)
    fresh(newsroom)
    make_daily_editions(newsroom.desk)
    assert len(made()) == 2
    newsroom.later(days=2)
    fresh(newsroom)
    make_daily_editions(newsroom.desk)
    assert [day for _, _, day in made()] == ["2027-04-15", "2027-04-17"]


def test_editors_choices_stand_once_and_with_their_line(newsroom: Newsroom) -> None:
    stories = a_house_full(20)
    make_edition(newsroom.desk)
    make_daily_editions(newsroom.desk)
    ranked = Edition.objects.get(kind="morning").slots.order_by("place")
    top, low = ranked[0].story, stories[-1]

    def pick(story: Story, kind: str) -> StandingPick:
        return StandingPick(
            story_id=story.pk, headline="Retitled", line=f"For {kind}", chosen_by="Ed", place=1, pinned=False
        )

    held = look_around(newsroom.desk, NOW)
    held.picks = [pick(top, "picks"), pick(low, "picks")]
    held.good_news = [pick(low, "good news"), pick(stories[-2], "good news")]
    chosen = choose(held, since=None, size=15)
    ids = [c.story.pk for c in chosen]
    assert len(ids) == len(set(ids))
    assert chosen[0].desk == "lead"
    assert chosen[0].pick is not None
    assert chosen[0].pick.line == "For picks"
    assert [c.story.pk for c in chosen if c.desk == "picks"] == [low.pk]
    assert [c.story.pk for c in chosen if c.desk == "good_news"] == [stories[-2].pk]
    assert chosen[-1].desk == "good_news"
