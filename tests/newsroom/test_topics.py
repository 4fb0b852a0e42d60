"""What editors decide about topics."""

from __future__ import annotations

import pytest

from newsstand.newsroom.models import Story, Subject, Topic
from newsstand.newsroom.topics import (
    TopicRefused,
    add_theme,
    add_to_story,
    hide_topic,
    leave_to_engine,
    merge_topics,
    open_topics,
    place_topic,
    remove_from_story,
    rename_topic,
    standing_topic,
)
from tests.newsroom.making import NOW
from tests.web.newsroom import make_article, make_story, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def make_topic(slug: str, **fields: object) -> Topic:
    """A topic of nobody's making."""
    return Topic.objects.create(
        **{"slug": slug, "name": slug.title(), "kind": "theme", "added_at": NOW, **fields}
    )


def make_stories(count: int = 2) -> list[Story]:
    title = make_title("Harbour Echo")
    return [make_story([make_article(title, f"Matter {n}")]) for n in range(count)]


def test_a_name_is_an_editors_in_every_language() -> None:
    topic = make_topic("germany", names={"de": "Deutschland"})
    rename_topic(topic, "  The Federal\0 Republic ", by="Ed", now=NOW)
    topic.refresh_from_db()
    assert (topic.name, topic.names, topic.edited_by, topic.edited_at) == (
        "The Federal Republic",
        {},
        "Ed",
        NOW,
    )
    with pytest.raises(TopicRefused):
        rename_topic(topic, "\0 ", by="Ed", now=NOW)


def test_what_is_hidden_stands_nowhere_until_it_is_shown() -> None:
    topic = make_topic("floods")
    hide_topic(topic, by="Ed", now=NOW)
    assert standing_topic("floods") is None
    assert not open_topics().exists()
    hide_topic(topic, by="Ed", now=NOW, hidden=False)
    assert standing_topic("floods") == topic


def test_merging_takes_stories_along_and_holds_for_chains() -> None:
    one, two, three = make_topic("one"), make_topic("two"), make_topic("three")
    first, second = make_stories()
    for topic, story in ((one, first), (one, second), (two, second)):
        add_to_story(topic, story, by="Ed")
    merge_topics(one, two, by="Ed", now=NOW)
    assert sorted(Subject.objects.filter(topic=two).values_list("story", flat=True)) == [first.pk, second.pk]
    assert not Subject.objects.filter(topic=one).exists()
    merge_topics(two, three, by="Ed", now=NOW)
    assert standing_topic("one") == three
    with pytest.raises(TopicRefused):
        merge_topics(three, one, by="Ed", now=NOW)
    with pytest.raises(TopicRefused):
        merge_topics(three, three, by="Ed", now=NOW)


def test_a_ring_of_merges_ends() -> None:
    one, two = make_topic("one"), make_topic("two")
    Topic.objects.filter(pk=one.pk).update(merged_into=two)
    Topic.objects.filter(pk=two.pk).update(merged_into=one)
    assert standing_topic("one") is not None


def test_themes_of_an_editors_own() -> None:
    own = add_theme("Harbour  dredging", by="Ed", now=NOW)
    assert (own.slug, own.name, own.kind, own.edited_by) == (
        "harbour-dredging",
        "Harbour dredging",
        "theme",
        "Ed",
    )
    assert add_theme("Harbour dredging", by="Jo", now=NOW) == own
    assert add_theme("Floods", by="Ed", now=NOW).names["de"] == "Hochwasser"
    for name, kind in (("…", "theme"), ("Fine", "nonsense")):
        with pytest.raises(TopicRefused):
            add_theme(name, by="Ed", now=NOW, kind=kind)


def test_a_story_gets_and_loses_a_topic_and_goes_back_to_the_engine() -> None:
    topic, (story, _) = make_topic("floods"), make_stories()
    Story.objects.update(topics_wanted=False)
    assert add_to_story(topic, story, by="Ed").removed is False
    assert remove_from_story(topic, story, by="Jo").removed is True
    assert Subject.objects.get().decided_by == "Jo"
    leave_to_engine(topic, story)
    assert not Subject.objects.exists()
    assert Story.objects.get(pk=story.pk).topics_wanted


def test_a_place_becomes_a_topic_when_it_is_asked_for() -> None:
    leeds = place_topic("leeds-gb", now=NOW)
    assert leeds is not None
    assert (leeds.name, leeds.country, leeds.level) == ("Leeds", "GB", "town")
    assert place_topic("leeds-gb", now=NOW) == leeds
    assert place_topic("nowhere", now=NOW) is None
    make_topic("floods")
    assert place_topic("floods", now=NOW) is None, "a theme is no place"
