"""What may have been missed is looked for among the stories of the last days, without what everybody sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from newsstand.members.models import Reader
from newsstand.newsroom.desk import picks
from newsstand.newsroom.desk.overlooked import PROMINENT, missed_now, overlooked
from newsstand.newsroom.models import Article, Edition, FrontPage, Placement, Publisher, Slot, Story
from tests.newsroom.making import NOW, make_article, make_publisher, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]


def told_by(*slugs: str, headline: str = "A matter", words: int = 100, country: str = "GB") -> Story:
    articles = [make_article(headline, publisher=make_publisher(slug, slug.title())) for slug in slugs]
    Article.objects.filter(pk__in=[a.pk for a in articles]).update(words=words)
    Publisher.objects.filter(slug__in=slugs).update(country=country)
    story = make_story(*articles, headline=headline)
    Story.objects.filter(pk=story.pk).update(titles=len(slugs), language="en")
    return story


def kinds_of(story: Story) -> list[str]:
    found = missed_now(NOW)
    return [kind for kind, slots in found.items() if str(story.pk) in [s.story for s in slots]]


def test_a_story_is_found_by_what_it_is() -> None:
    high = told_by("a")
    front = FrontPage.objects.get(publisher__slug="a")
    Placement.objects.create(
        front_page=front, seen_at=NOW, since=NOW, url_key=high.opened_by.url_key, place=2
    )
    own, good = told_by("b", words=600), told_by("c", headline="Hikers found alive")
    dutch = told_by("d", "e", "f", country="NL")
    assert kinds_of(high) == ["high_up"]
    assert kinds_of(own) == ["own_report"]
    assert kinds_of(good) == ["good_news"]
    assert kinds_of(dutch) == ["one_country"]


def test_what_leads_is_picked_spiked_old_or_not_to_be_shown_is_left_out(ed: Reader) -> None:
    def good(slug: str) -> Story:
        return told_by(slug, headline="Hikers found alive")

    leads, picked, spiked, old, hidden, kept = (good(s) for s in "abcdef")
    edition = Edition.objects.create(at=NOW)
    Slot.objects.create(edition=edition, place=PROMINENT, story=leads, score=1.0)
    Slot.objects.create(edition=edition, place=PROMINENT + 1, story=kept, score=1.0)
    picks.choose(picked, "good_news", ed, now=NOW)
    Story.objects.filter(pk=spiked.pk).update(spiked_at=NOW)
    Story.objects.filter(pk=old.pk).update(moved_at=NOW - timedelta(days=3))
    Publisher.objects.filter(slug="e").update(terms="none")
    assert hidden.pk != kept.pk
    assert [s.story for s in missed_now(NOW)["good_news"]] == [str(kept.pk)]


def test_copies_count_for_nothing() -> None:
    story = told_by("a", "b", "c", country="NL")
    first, *others = Article.objects.filter(membership__story=story).order_by("pk")
    Article.objects.filter(pk__in=[a.pk for a in others]).update(copy_of=first)
    (found,) = overlooked([story], NOW)
    assert (found.titles, found.countries) == (1, ("NL",))


def test_many_stories_take_as_few_queries_as_one(django_assert_max_num_queries: Any) -> None:
    one = [told_by("a")]
    with django_assert_max_num_queries(8):
        overlooked(one, NOW)
    many = [told_by(f"t{n}", f"u{n}") for n in range(30)]
    with django_assert_max_num_queries(8):
        assert len(overlooked(many, NOW)) == 30
