"""Grouping is kept in the store: who stops and starts again decides as if he had never stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError

from newsstand.newsroom.models import Article, Membership, Story
from newsstand.newsroom.pipeline.stories import group_articles, most_common, refresh_story
from tests.newsroom.making import NOW, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import Newsroom, open_newsroom
from tests.newsroom.pipeline.reports import EVENTS, tell

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


def decided() -> dict[int, tuple[int, int | None]]:
    """For each article the one that opened its story, and its original."""
    rows = Article.objects.values_list("pk", "membership__story__opened_by", "copy_of")
    return {pk: (opened, original) for pk, opened, original in rows}


def test_a_restart_changes_no_decision(newsroom: Newsroom) -> None:
    turns = []
    for turn in range(3):
        turns.append([tell(event, turn).pk for event in range(len(EVENTS))])
        if turn == 1:
            turns[-1].append(tell(0, 7, copied_from=0).pk)
        assert newsroom.group() == len(turns[-1])
    without = decided()
    assert len({story for story, _ in without.values()}) < len(without), "the test shows nothing otherwise"
    assert [original for _, original in without.values() if original], "there is a copy"

    Story.objects.all().delete()
    Article.objects.update(grouped_version=1, copy_of=None)
    for turn_ in turns:
        Article.objects.filter(pk__in=turn_).update(grouped_version=0)
        newsroom.desk.grouper = None
        assert newsroom.group() == len(turn_)
    assert decided() == without


def test_each_event_is_a_story_with_its_facts(newsroom: Newsroom) -> None:
    told = [tell(0, title) for title in range(3)] + [tell(1, 0)]
    copy = tell(0, 8, copied_from=0)
    assert newsroom.group() == 5
    story = Story.objects.get(opened_by=told[0])
    assert (story.reports, story.titles, story.language) == (4, 4, "en")
    assert story.opened_at == told[0].published_at
    assert story.moved_at == told[2].published_at, "a copy moves nothing"
    copy.refresh_from_db()
    assert copy.copy_of == told[0]
    assert story.brief_wanted == "a report joined"
    reasons = Membership.objects.get(article=told[1]).reasons
    assert reasons
    assert all({"name", "value", "detail"} <= set(reason) for reason in reasons)
    alone = Story.objects.get(opened_by=told[3])
    assert (alone.headline, alone.titles, alone.brief_wanted) == (told[3].headline, 1, "")
    assert newsroom.group() == 0


def test_what_failed_is_forgotten_and_decided_again(newsroom: Newsroom) -> None:
    first = tell(0, 0)
    newsroom.group()
    known = newsroom.desk.grouper
    assert known is not None
    second, third = tell(0, 1), tell(0, 2)
    before = decided()
    blocking = Membership.objects.create(
        story=make_story(make_article("Something else", publisher=make_publisher("x", "X"))),
        article=third,
        joined_at=NOW,
    )
    Article.objects.exclude(pk__in=[first.pk, second.pk, third.pk]).update(grouped_version=1)
    with pytest.raises(IntegrityError):
        newsroom.group()
    assert newsroom.desk.grouper is None
    second.refresh_from_db()
    assert (second.grouped_version, decided()[second.pk]) == (0, before[second.pk])
    blocking.delete()
    assert newsroom.group() == 2
    assert {decided()[a.pk] for a in (first, second, third)} == {(first.pk, None)}


def test_without_work_nothing_is_recalled(newsroom: Newsroom) -> None:
    assert group_articles(newsroom.desk) == 0
    assert newsroom.desk.grouper is None


def test_a_changed_article_is_not_grouped_again(newsroom: Newsroom) -> None:
    article = tell(0, 0)
    newsroom.group()
    Article.objects.filter(pk=article.pk).update(version=2)
    assert newsroom.group() == 0


def test_a_story_of_one_title_keeps_its_oldest_reports_headline() -> None:
    one, two = make_article("First line"), make_article("Second line")
    Article.objects.filter(pk=one.pk).update(published_at=NOW - timedelta(hours=2))
    story = make_story(two, one, headline="Something stale")
    refresh_story(story, why="a test")
    story.refresh_from_db()
    assert (story.headline, story.titles, story.reports, story.brief_wanted) == ("First line", 1, 2, "")


def test_counts_follow_the_members() -> None:
    one, two = make_article("One"), make_article("Two", publisher=make_publisher("kurier", "Kurier"))
    older = NOW - timedelta(hours=2)
    Article.objects.filter(pk=one.pk).update(section="World", language="en", published_at=older)
    Article.objects.filter(pk=two.pk).update(section="Politics", language="de")
    story = make_story(one, two)
    refresh_story(story, why="x" * 300)
    story.refresh_from_db()
    assert (story.titles, story.reports, story.section, story.language) == (2, 2, "World", "en")
    assert story.brief_wanted == "x" * 100
    story.memberships.get(article=two).delete()
    refresh_story(story, why="a report left")
    assert (story.titles, story.reports, story.language) == (1, 1, "en")


def test_an_editors_spike_is_not_taken_back_by_a_recount() -> None:
    story = make_story(make_article("One"))
    Story.objects.filter(pk=story.pk).update(spiked_at=NOW)  # while the engine has the story in its hands
    refresh_story(story, why="a report joined")
    assert Story.objects.get().spiked_at == NOW


@pytest.mark.parametrize(
    ("values", "most"),
    [([], None), (["", ""], None), (["a", "b", "b"], "b"), (["b", "a"], "b"), (["", "a"], "a")],
)
def test_the_most_common_value(values: list[str], most: str | None) -> None:
    assert most_common(values) == most


def test_what_waits_is_grouped_in_the_order_of_publication_whoever_was_read_first(newsroom: Newsroom) -> None:
    told = [tell(0, title) for title in range(4)]
    for hours, article in enumerate(told, 1):  # the later a row came, the older the report
        Article.objects.filter(pk=article.pk).update(
            published_at=NOW - timedelta(hours=hours), first_seen_at=NOW + timedelta(minutes=hours)
        )
    newsroom.group()
    order = Membership.objects.order_by("pk").values_list("article_id", flat=True)
    assert list(order) == [article.pk for article in reversed(told)]
    assert Story.objects.get().opened_by_id == told[-1].pk
