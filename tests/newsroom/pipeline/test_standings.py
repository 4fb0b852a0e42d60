"""How stories stood on the front pages is kept: once a look, where it changed, thinner when it is old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from newsstand.newsroom.models import Article, FrontPage, Placement, Standing, Story
from newsstand.newsroom.pipeline.standings import EVERY, FULL_FOR, keep_standings, thin
from tests.newsroom.making import NOW, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import Newsroom, open_newsroom

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


def told_by(*slugs: str) -> Story:
    return make_story(
        *(make_article(f"Line of {slug}", publisher=make_publisher(slug, slug)) for slug in slugs)
    )


def show(article: Article, place: int | None, at: datetime) -> None:
    """The front page of an article's title as a look at `at` found it."""
    page = article.publisher.front_page
    if place:
        Placement.objects.create(
            front_page=page, seen_at=at, since=at, url_key=article.url_key, place=place, size=1.0
        )
    FrontPage.objects.filter(pk=page.pk).update(observed_at=at)


def kept() -> list[tuple[datetime, int, int | None]]:
    return list(Standing.objects.order_by("at").values_list("at", "pages", "best_place"))


def test_a_story_on_front_pages_has_a_standing(newsroom: Newsroom) -> None:
    shown, other = told_by("a", "b"), told_by("c")
    for place, article in enumerate(Article.objects.filter(membership__story=shown).order_by("pk"), 3):
        show(article, place, NOW)
    assert keep_standings(newsroom.desk) == 1
    standing = shown.standings.get()
    assert (standing.at, standing.pages, standing.best_place) == (NOW, 2, 3)
    assert standing.prominence > 0.4
    assert not other.standings.exists()


def test_one_pass_after_another_keeps_the_same_rows(newsroom: Newsroom) -> None:
    show(told_by("a").opened_by, 1, NOW)
    keep_standings(newsroom.desk)
    assert keep_standings(newsroom.desk) == 0
    assert len(kept()) == 1


def test_no_more_than_once_in_ten_minutes_and_only_where_it_changed(newsroom: Newsroom) -> None:
    article = told_by("a").opened_by
    show(article, 1, NOW)
    keep_standings(newsroom.desk)
    soon = newsroom.later(minutes=5)
    show(article, 9, soon)
    assert keep_standings(newsroom.desk) == 0
    later = newsroom.later(minutes=5)
    show(article, 9, later)
    assert keep_standings(newsroom.desk) == 1
    assert kept() == [(NOW, 1, 1), (later, 1, 9)]
    assert later - NOW == EVERY
    newsroom.later(minutes=30)
    assert keep_standings(newsroom.desk) == 0, "nobody has looked since"


def test_leaving_the_front_pages_is_kept_once(newsroom: Newsroom) -> None:
    article = told_by("a").opened_by
    show(article, 1, NOW)
    keep_standings(newsroom.desk)
    for _ in range(2):
        show(article, None, newsroom.later(minutes=30))
        keep_standings(newsroom.desk)
    assert kept() == [(NOW, 1, 1), (NOW + timedelta(minutes=30), 0, None)]


def test_an_owners_pages_are_one(newsroom: Newsroom) -> None:
    story = told_by("a", "b")
    for article in Article.objects.filter(membership__story=story):
        article.publisher.owner = "Valley Media"
        article.publisher.save()
        show(article, 2, NOW)
    keep_standings(newsroom.desk)
    assert kept() == [(NOW, 1, 2)]


def test_old_standings_are_thinned_to_the_height_of_each_hour_and_the_leaving(newsroom: Newsroom) -> None:
    story = told_by("a")
    start = (NOW - FULL_FOR - timedelta(hours=6)).replace(minute=0)

    def stood(minutes: int, prominence: float) -> None:
        Standing.objects.create(
            story=story,
            at=start + timedelta(minutes=minutes),
            pages=int(prominence > 0),
            best_place=1 if prominence else None,
            prominence=prominence,
        )

    for minutes, prominence in ((0, 0.2), (10, 0.5), (20, 0.5), (30, 0.0), (60, 0.3), (70, 0.1)):
        stood(minutes, prominence)
    Standing.objects.create(story=story, at=NOW, pages=1, best_place=1, prominence=0.1)
    Standing.objects.create(
        story=story, at=NOW + timedelta(minutes=10), pages=1, best_place=1, prominence=0.2
    )
    for _ in range(2):
        thin(NOW)
        minutes = [(at - start) / timedelta(minutes=1) for at, _, _ in kept()[:-2]]
        assert minutes == [10, 30, 60]
        assert Standing.objects.count() == 5


def test_standings_go_with_their_story(newsroom: Newsroom) -> None:
    story = told_by("a")
    show(story.opened_by, 1, NOW)
    keep_standings(newsroom.desk)
    story.delete()
    assert not Standing.objects.exists()
