from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from newsstand.members.acting import undo
from newsstand.members.for_you import ForYou, Pick, list_for, profile_of
from newsstand.members.models import Reader
from newsstand.model.interest import Feature
from newsstand.newsroom.models import Brief, Story, Topic
from tests.members.for_you.world import about, do, finish, make_paper, make_reader, make_topic
from tests.web.newsroom import NOW, make_article, make_story, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def ada() -> Reader:
    return make_reader()


def pick_of(listed: ForYou, story: Story) -> Pick | None:
    return next((p for p in listed.picks if p.story == story.pk), None)


def lone(headline: str, *topics: str, hours: float = 1.0, **fields: Any) -> Story:
    title = make_title(f"Only {headline}")
    return about(make_story([make_article(title, headline, hours=hours)], **fields), *topics)


def test_who_is_new_gets_the_lead_stories(ada: Reader) -> None:
    made = make_paper()
    listed = list_for(ada, NOW, limit=10)
    assert not listed.is_begun
    assert [p.story for p in listed.picks[:3]] == [s.pk for s in made[:3]]
    assert {p.because.kind for p in listed.picks[:3]} == {"everyone"}


@pytest.mark.parametrize(
    ("kind", "key", "name"),
    [
        ("topic", "rail", "Rail"),
        ("place", "rail", "Rail"),
        ("title", "only-trains-stop", "Only Trains stop"),
        ("section", "technology", "Technology"),
    ],
)
def test_what_is_followed_comes_in_from_outside_of_the_edition(
    ada: Reader, kind: str, key: str, name: str
) -> None:
    make_paper()
    story = lone("Trains stop", "rail", hours=80, section="Tech")
    Story.objects.filter(pk=story.pk).update(moved_at=NOW - timedelta(hours=80))
    make_more(90)
    assert pick_of(list_for(ada, NOW), story) is None
    do(ada, "follow", kind, key)
    pick = pick_of(list_for(ada, NOW), story)
    assert pick is not None
    assert (pick.because.kind, pick.because.name) == ("followed", name)


def make_more(count: int) -> None:
    title = make_title("The Many")
    for n in range(count):
        make_story([make_article(title, f"Small thing {n}", hours=0.5)], section="life")


def test_a_followed_story_stands_in_it_again_once_it_moves(ada: Reader) -> None:
    make_paper()
    story = lone("Trains stop", "rail")
    do(ada, "follow", "story", story.pk)
    assert pick_of(list_for(ada, NOW), story) is not None
    finish(ada, story)
    assert pick_of(list_for(ada, NOW), story) is None
    later = NOW + timedelta(hours=2)
    Story.objects.filter(pk=story.pk).update(moved_at=later)
    assert pick_of(list_for(ada, later), story) is not None


def test_what_was_read_brings_more_of_it_and_says_how_often(ada: Reader) -> None:
    make_paper()
    for n in range(3):
        finish(ada, lone(f"Trains, part {n}", "rail"))
    more = lone("Trains again", "rail")
    pick = pick_of(list_for(ada, NOW), more)
    assert pick is not None
    assert (pick.because.kind, pick.because.name, pick.because.finished) == ("learned", "Rail", 3)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("topic", "rail"),
        ("title", "only-trains-stop"),
        ("section", "technology"),
        ("word", "TRAINS"),
        ("word", "délàyed"),
        ("story", None),
    ],
)
def test_a_mute_is_absolute_and_can_be_taken_back(ada: Reader, kind: str, key: str | None) -> None:
    make_paper(leads=0)
    story = lone("Trains stop", "rail", section="tech")
    Brief.objects.create(
        story=story, written_at=NOW, writer="plain", headline="", standfirst="All are delayed.", content={}
    )
    do(ada, "follow", "story", story.pk)
    do(ada, "follow", "topic", "rail")
    assert pick_of(list_for(ada, NOW), story) is not None
    deed = do(ada, "mute", kind, key or story.pk)
    assert pick_of(list_for(ada, NOW), story) is None
    undo(deed, now=NOW)
    assert pick_of(list_for(ada, NOW), story) is not None


def test_a_mute_that_ran_out_hides_nothing(ada: Reader) -> None:
    make_paper(4, leads=4)
    story = lone("Trains stop", "rail")
    do(ada, "mute", "topic", "rail", days=1)
    assert pick_of(list_for(ada, NOW), story) is None
    assert pick_of(list_for(ada, NOW + timedelta(days=2)), story) is not None


def test_what_was_followed_or_muted_counts_for_the_topic_that_it_was_merged_into(ada: Reader) -> None:
    make_paper()
    story = lone("Trains stop", "rail")
    old = make_topic("railways")
    do(ada, "follow", "topic", "railways")
    Topic.objects.filter(pk=old.pk).update(merged_into=make_topic("rail"))
    pick = pick_of(list_for(ada, NOW), story)
    assert pick is not None
    assert pick.because.kind == "followed"
    do(ada, "mute", "topic", "railways")
    assert pick_of(list_for(ada, NOW), story) is None


def test_hidden_stories_and_spiked_ones_stay_away(ada: Reader) -> None:
    made = make_paper()
    do(ada, "skip", "story", made[0].pk)
    Story.objects.filter(pk=made[1].pk).update(spiked_at=NOW)
    listed = list_for(ada, NOW)
    assert pick_of(listed, made[0]) is None
    assert pick_of(listed, made[1]) is None


def test_eight_queries_and_one_where_it_was_made_a_moment_ago(
    ada: Reader, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    made = make_paper()
    for kind, key in (("topic", "theme-3"), ("title", "title-2"), ("section", "uk"), ("story", made[7].pk)):
        do(ada, "follow", kind, key)
    finish(ada, made[9])
    do(ada, "mute", "word", "nothing")
    list_for(ada, NOW)
    from django.core.cache import cache

    cache.clear()
    with django_assert_max_num_queries(8):
        first = list_for(ada, NOW)
    with django_assert_num_queries(1):
        assert list_for(ada, NOW) == first


def test_a_profile_holds_what_is_followed_muted_and_learned(ada: Reader) -> None:
    made = make_paper()
    do(ada, "follow", "place", "place-1")
    do(ada, "mute", "word", "Chess  Club")
    do(ada, "mute", "title", "title-1")
    finish(ada, made[3])
    list_for(ada, NOW)
    profile = profile_of(ada, NOW)
    assert profile.follows == {Feature("topic", "place-1"): "Place 1"}
    assert profile.words == ("chess club",)
    assert profile.muted == {Feature("title", "title-1")}
    assert profile.interests[Feature("topic", "theme-3")].finished == 1


def test_no_paper_no_list(ada: Reader) -> None:
    assert list_for(ada, NOW).picks == ()
