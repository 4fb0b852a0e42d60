"""Editions are frozen lists with their reasons, kept while they are read and made only when they say something new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from newsstand.newsroom.models import Article, Edition, Placement, Story
from newsstand.newsroom.pipeline.editions import candidates, make_edition, places_by_address
from tests.newsroom.making import NOW, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import Newsroom, open_newsroom

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom(edition_slots=5, keep_editions=timedelta(days=3)) as newsroom:
        yield newsroom


def told_by(*slugs: str, moved_at: datetime = NOW) -> Story:
    articles = [make_article(f"Line of {slug}", publisher=make_publisher(slug, slug)) for slug in slugs]
    story = make_story(*articles)
    Story.objects.filter(pk=story.pk).update(titles=len(slugs), moved_at=moved_at)
    return story


def standing() -> list[int]:
    newest = Edition.objects.order_by("-at").first()
    assert newest is not None
    return list(newest.slots.order_by("place").values_list("story_id", flat=True))


def test_what_more_titles_tell_leads_and_says_why(newsroom: Newsroom) -> None:
    narrow, wide = told_by("a"), told_by("b", "c", "d")
    edition = make_edition(newsroom.desk)
    assert edition is not None
    assert edition.at == NOW
    assert standing() == [wide.pk, narrow.pk]
    for slot in edition.slots.all():
        assert slot.score == pytest.approx(sum(reason["value"] for reason in slot.reasons), abs=1e-5)
        assert all(reason["detail"] for reason in slot.reasons)


def test_the_same_order_is_no_new_edition(newsroom: Newsroom) -> None:
    told_by("a")
    assert make_edition(newsroom.desk) is not None
    newsroom.later(minutes=10)
    assert make_edition(newsroom.desk) is None
    told_by("b", "c")
    assert make_edition(newsroom.desk) is not None
    assert Edition.objects.count() == 2


def test_old_editions_are_let_go_with_their_slots(newsroom: Newsroom) -> None:
    told_by("a")
    make_edition(newsroom.desk)
    newsroom.later(days=3, minutes=1)
    told_by("b", moved_at=newsroom.clock.at)
    make_edition(newsroom.desk)
    edition = Edition.objects.get()
    assert edition.at == newsroom.clock.at
    assert edition.slots.count() == 1


def test_a_second_try_at_one_moment_replaces_the_first(newsroom: Newsroom) -> None:
    first = told_by("a")
    make_edition(newsroom.desk)
    second = told_by("b", "c")
    make_edition(newsroom.desk)
    assert Edition.objects.count() == 1
    assert standing() == [second.pk, first.pk]


def test_spiked_stale_and_future_stories_stay_out(newsroom: Newsroom) -> None:
    stays = told_by("a")
    Story.objects.filter(pk=told_by("b", "c").pk).update(spiked_at=NOW)
    told_by("d", moved_at=NOW - timedelta(days=2, minutes=1))
    told_by("e", moved_at=NOW + timedelta(minutes=1))
    make_edition(newsroom.desk)
    assert standing() == [stays.pk]


def test_spiking_makes_a_new_edition_without_it(newsroom: Newsroom) -> None:
    spiked, stays = told_by("a", "b"), told_by("c")
    make_edition(newsroom.desk)
    Story.objects.filter(pk=spiked.pk).update(spiked_at=NOW)
    newsroom.later(minutes=1)
    assert make_edition(newsroom.desk) is not None
    assert standing() == [stays.pk]


def test_an_edition_has_an_end(newsroom: Newsroom) -> None:
    for n in range(8):
        told_by(f"t{n}")
    make_edition(newsroom.desk)
    assert len(standing()) == 5


def test_copies_and_titles_of_one_owner_are_no_voices_of_their_own(newsroom: Newsroom) -> None:
    story = told_by("a", "b", "c")
    original, copy, sister = (
        m.article for m in story.memberships.select_related("article__publisher").order_by("pk")
    )
    Article.objects.filter(pk=copy.pk).update(copy_of=original)
    for article in (original, sister):
        article.publisher.owner = "One House"
        article.publisher.save()
    (candidate,) = candidates(newsroom.desk, NOW)
    assert [c.is_copy for c in candidate.coverage] == [False, True, False]
    edition = make_edition(newsroom.desk)
    assert edition is not None
    assert edition.slots.get().reasons[0]["detail"] == "1 independent title"


def test_places_on_front_pages_count_for_three_hours() -> None:
    page = make_publisher().front_page
    for hours, key in ((1, "new"), (4, "old")):
        Placement.objects.create(front_page=page, seen_at=NOW - timedelta(hours=hours), url_key=key, place=1)
    assert {
        key: [s.place for s in seen] for key, seen in places_by_address(NOW - timedelta(hours=3)).items()
    } == {"new": [1]}


def test_nothing_to_tell_makes_no_edition(newsroom: Newsroom) -> None:
    assert make_edition(newsroom.desk) is None
    assert not Edition.objects.exists()
