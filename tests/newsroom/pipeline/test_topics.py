"""Stories get their topics from their reports, again whenever these change, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from newsstand.newsroom.models import Article, Story, Subject, Topic
from newsstand.newsroom.pipeline.stories import refresh_story
from newsstand.newsroom.pipeline.topics import find_story_topics
from newsstand.newsroom.topics import add_to_story, hide_topic, merge_topics, remove_from_story, rename_topic
from tests.newsroom.making import NOW, change_article, make_article, make_publisher
from tests.newsroom.pipeline.newsroom import Newsroom, open_newsroom
from tests.web.newsroom import make_story

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


FLOOD = "The flood hit Leeds before dawn. Flood warnings stand. Keith Marlow, the mayor, said that nobody was hurt."
AGAIN = "In Leeds the flooding went on. “We wait,” said Mayor Keith Marlow. Marlow asked for boats."


def two_titles() -> Story:
    """A story of two titles on a flood."""
    first = make_article("Flood in Leeds", FLOOD, publisher=make_publisher("one", "One"))
    second = make_article("Leeds under water", AGAIN, publisher=make_publisher("two", "Two"))
    Article.objects.update(language="en")
    return make_story([first, second])


def subjects(story: Story) -> dict[str, Subject]:
    """What a story is about, by slug."""
    return {s.topic.slug: s for s in Subject.objects.filter(story=story).select_related("topic")}


def test_a_story_is_about_what_its_reports_name(newsroom: Newsroom) -> None:
    story = two_titles()
    assert find_story_topics(newsroom.desk) == 1
    found = subjects(story)
    assert {"leeds-gb", "keith-marlow", "floods"} <= set(found)
    leeds = found["leeds-gb"]
    assert (leeds.articles, leeds.decided_by, leeds.removed, leeds.moved_at) == (
        2,
        "engine",
        False,
        story.moved_at,
    )
    assert leeds.topic.country == "GB"
    assert leeds.topic.names["ar"]
    assert leeds.reasons[0] == {
        "name": "reports",
        "value": 1.0,
        "detail": "named by 2 of 2 reports",
        "facts": leeds.reasons[0]["facts"],
    }
    assert find_story_topics(newsroom.desk) == 0, "nothing is left to do"


def test_twice_changes_nothing(newsroom: Newsroom) -> None:
    story = two_titles()
    find_story_topics(newsroom.desk)
    before = list(Subject.objects.order_by("pk").values()), list(Topic.objects.order_by("pk").values())
    Story.objects.update(topics_wanted=True)
    assert find_story_topics(newsroom.desk) == 1
    assert (
        list(Subject.objects.order_by("pk").values()),
        list(Topic.objects.order_by("pk").values()),
    ) == before
    assert not Story.objects.get(pk=story.pk).topics_wanted


def test_a_correction_takes_its_topic_along(newsroom: Newsroom) -> None:
    story = two_titles()
    find_story_topics(newsroom.desk)
    for article in Article.objects.all():
        change_article(article, "Flood in Bradford", FLOOD.replace("Leeds", "Bradford"))
    story.refresh_from_db()
    refresh_story(story, why="a report changed")
    assert find_story_topics(newsroom.desk) == 1
    assert "leeds-gb" not in subjects(story)
    assert "bradford-gb" in subjects(story)
    assert Topic.objects.filter(slug="leeds-gb").exists(), "a topic stays, its story goes"


def test_a_story_that_moves_moves_on_its_topics_pages(newsroom: Newsroom) -> None:
    story = two_titles()
    find_story_topics(newsroom.desk)
    later = story.moved_at + timedelta(minutes=20)
    Article.objects.filter(membership__story=story).update(published_at=later)
    refresh_story(story, why="a report joined")
    find_story_topics(newsroom.desk)
    assert set(Subject.objects.filter(story=story).values_list("moved_at", flat=True)) == {later}


def test_copies_have_no_say(newsroom: Newsroom) -> None:
    story = two_titles()
    copy = Article.objects.order_by("pk")[1]
    copy.copy_of = Article.objects.order_by("pk")[0]
    copy.save()
    find_story_topics(newsroom.desk)
    assert subjects(story)["leeds-gb"].articles == 1


def test_editors_win_and_are_kept(newsroom: Newsroom) -> None:
    story = two_titles()
    find_story_topics(newsroom.desk)
    floods, leeds, marlow = (Topic.objects.get(slug=s) for s in ("floods", "leeds-gb", "keith-marlow"))
    rivers = Topic.objects.create(slug="rivers", name="Rivers", kind="theme", added_at=NOW)
    remove_from_story(leeds, story, by="Ed")
    add_to_story(rivers, story, by="Ed")
    rename_topic(marlow, "Mayor Marlow", by="Ed", now=NOW)
    hide_topic(floods, by="Ed", now=NOW)
    Story.objects.update(topics_wanted=True)
    find_story_topics(newsroom.desk)
    found = subjects(story)
    assert found["leeds-gb"].removed
    assert found["leeds-gb"].decided_by == "Ed"
    assert (found["rivers"].decided_by, found["rivers"].removed) == ("Ed", False)
    assert found["keith-marlow"].topic.name == "Mayor Marlow"
    assert found["floods"].topic.hidden


def test_what_was_merged_is_found_as_what_it_went_into(newsroom: Newsroom) -> None:
    story = two_titles()
    water = Topic.objects.create(slug="high-water", name="High water", kind="theme", added_at=NOW)
    find_story_topics(newsroom.desk)
    merge_topics(Topic.objects.get(slug="floods"), water, by="Ed", now=NOW)
    assert "high-water" in subjects(story)
    Story.objects.update(topics_wanted=True)
    find_story_topics(newsroom.desk)
    assert "high-water" in subjects(story)
    assert "floods" not in subjects(story)


def test_many_stories_take_few_statements(newsroom: Newsroom, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        article = make_article(
            f"Flood in Leeds, part {number}", FLOOD, publisher=make_publisher(f"t{number}", f"T{number}")
        )
        Article.objects.filter(pk=article.pk).update(language="en")
        make_story([article])
    with django_assert_max_num_queries(22):  # of which some make the row of what editors decided
        assert find_story_topics(newsroom.desk) == 30
