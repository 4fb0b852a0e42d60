from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from newsstand.newsroom.models import Story, Subject, Topic
from newsstand.web.selectors.related import names_in, nearness, related_stories
from tests.members.for_you.world import about, make_topic
from tests.web.newsroom import NOW, make_article, make_story, make_title


def test_names_are_capitals_within_a_sentence() -> None:
    names = names_in("Ferry Marigold aground. On Thursday the owner, Ines Holloway, spoke of May.", "en")
    assert set(names) == {"Marigold", "Holloway", "Ines"}


def test_no_names_no_words() -> None:
    assert names_in("", "en") == []
    assert names_in("nothing has a capital here", "en") == []


def test_a_name_binds_where_half_of_the_reports_bear_it() -> None:
    assert nearness([{7: 2}], 7, 4) == 1.0
    assert nearness([{7: 2}], 7, 5) == 0.0


def test_common_names_weigh_less() -> None:
    assert nearness([{7: 2, 8: 1, 9: 1, 10: 1}], 7, 2) == 0.25


def test_a_single_word_of_a_single_report_binds_nothing() -> None:
    assert nearness([{7: 1}], 7, 1) == 0.0
    assert nearness([{7: 1}, {7: 1, 8: 3}], 7, 1) == 1.5


def test_a_round_up_that_names_everybody_binds_nothing() -> None:
    assert nearness([{7: 1}, {7: 1}, {7: 1}], 7, 6) == 0.0


def on(headline: str, *slugs: str, hours: float = 1.0, **fields: Any) -> Story:
    title = make_title(f"Title of {headline}")
    return about(make_story([make_article(title, headline, hours=hours)], **fields), *slugs)


@pytest.mark.django_db
@pytest.mark.store
def test_stories_on_the_same_rare_topics_are_related_in_few_queries(
    django_assert_max_num_queries: Any,
) -> None:
    story = on("The bank raises its rates", "interest-rates", "northmoor", "economy")
    both = on("Northmoor pays more", "interest-rates", "northmoor")
    one = on("House prices fall", "interest-rates", "housing")
    for n in range(30):
        on(f"Number {n} of the economy", "economy", f"other-{n}")
    spiked = on("Never mind", "interest-rates", spiked_at=NOW)
    removed = on("Taken out", "interest-rates")
    Subject.objects.filter(story=removed).update(removed=True)
    with django_assert_max_num_queries(6):
        found = related_stories(story)
    assert [c.id for c in found] == [both.pk, one.pk]
    assert found[0].reasons[0] == "both on Northmoor, Interest rates"
    Topic.objects.filter(slug="interest-rates").update(names={"de": "Leitzins"})
    with translation.override("de"):
        assert related_stories(story)[0].reasons[0] == "beide über Northmoor, Leitzins"
    assert spiked.pk not in {c.id for c in found}


@pytest.mark.django_db
@pytest.mark.store
def test_an_old_story_of_a_busy_topic_still_finds_its_rare_one() -> None:
    story = on("The bank raises its rates", "interest-rates", "economy", hours=200)
    near = on("House prices fall", "interest-rates", hours=190)
    for n in range(60):
        on(f"Number {n} of the economy", "economy", f"other-{n}")
    assert [c.id for c in related_stories(story)] == [near.pk]


@pytest.mark.django_db
@pytest.mark.store
def test_hidden_and_merged_topics_bind_nothing() -> None:
    story = on("The bank raises its rates", "interest-rates", "money")
    on("House prices fall", "interest-rates", "money")
    Topic.objects.filter(slug="interest-rates").update(hidden=True)
    Topic.objects.filter(slug="money").update(merged_into=make_topic("finance"))
    assert related_stories(story) == []
