"""What a title takes down is gone from search, lists, editions and briefs; and it can be put back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from newsstand.newsroom.models import Article, Brief, Citation, Membership, Picture, Story
from newsstand.newsroom.pipeline.briefs import story_image, story_sources
from newsstand.newsroom.pipeline.editions import candidates
from newsstand.newsroom.search import find_articles
from newsstand.newsroom.search.query import Term
from newsstand.newsroom.search.wanted import Wanted
from newsstand.newsroom.withdrawing import remove_withdrawn_pictures, restore, withdraw
from tests.newsroom.making import NOW, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import BARGE, Newsroom, open_newsroom

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


def told() -> tuple[Article, Article, Story]:
    """A story of two titles with a brief wanted."""
    herald = make_article("Barge hits Old Quay Bridge", "\n\n".join(BARGE))
    kurier = make_article(
        "Bridge closed after barge collision",
        "Fourteen people were hurt when a barge hit the Old Quay Bridge on Wednesday, hospital officials said.\n\n"
        "“We had four minutes to clear the deck,” said fire chief Dora Lindqvist, who led the rescue.",
        publisher=make_publisher("kurier", "Kurier"),
    )
    story = make_story(herald, kurier)
    Story.objects.filter(pk=story.pk).update(titles=2, brief_wanted="new", language="en")
    return herald, kurier, story


def found(word: str) -> set[int]:
    hits = find_articles(Wanted(terms=(Term((word,)),))).hits
    return {hit.article for hit in hits}


def cited() -> set[int]:
    return set(Citation.objects.values_list("article", flat=True))


def test_it_goes_from_search_briefs_and_counts_and_comes_back(newsroom: Newsroom) -> None:
    herald, kurier, story = told()
    newsroom.brief()
    assert cited() == {herald.pk, kurier.pk}
    assert found("gravel") == {herald.pk}
    assert withdraw(herald, now=NOW, why="Valley Herald took it down")
    assert herald.withdrawn_at == NOW
    assert found("gravel") == set()
    story.refresh_from_db()
    assert (story.reports, story.titles, story.brief_wanted) == (1, 1, "Valley Herald took it down")
    newsroom.brief()
    assert cited() == {kurier.pk}
    assert "gravel" not in str(Brief.objects.get().content)
    assert not withdraw(herald, now=NOW, why="again")

    assert restore(herald, now=NOW)
    assert herald.withdrawn_at is None
    newsroom.brief()
    assert found("gravel") == {herald.pk}
    assert cited() == {herald.pk, kurier.pk}
    assert not restore(herald, now=NOW)


def test_a_story_of_withdrawn_reports_alone_has_no_brief_and_stands_in_no_edition(newsroom: Newsroom) -> None:
    herald, kurier, story = told()
    newsroom.brief()
    assert [c.story for c in candidates(newsroom.desk, NOW)] == [str(story.pk)]
    for article in (herald, kurier):
        withdraw(article, now=NOW, why="")
    newsroom.brief()
    story.refresh_from_db()
    assert (story.reports, story.titles, story.brief_wanted) == (0, 0, "")
    assert Brief.objects.count() == Citation.objects.count() == 0
    assert list(candidates(newsroom.desk, NOW)) == []
    assert Membership.objects.count() == 2, "what was grouped, and ruled, stays"


def test_a_withdrawn_report_gives_the_story_neither_text_nor_picture() -> None:
    herald, _, story = told()
    Article.objects.filter(pk=herald.pk).update(image_url="https://a/1.jpg")
    assert story_image(story, NOW) == herald
    withdraw(herald, now=NOW, why="")
    assert story_image(story, NOW) is None
    assert len(story_sources(story, NOW, is_alone=True)[0]) == 1


def with_picture(folder: Path, *articles: Article) -> Picture:
    picture = Picture.objects.create(
        url="https://a/1.jpg", url_key="https://a/1.jpg", state=Picture.State.STORED, name="ab" * 16, added_at=NOW
    )  # fmt: skip
    for article in articles:
        Article.objects.filter(pk=article.pk).update(image_url=picture.url, picture=picture)
        article.refresh_from_db()
    (folder / "ab").mkdir()
    for width in (400, 800):
        (folder / "ab" / f"{'ab' * 15}-{width}.webp").write_bytes(b"bytes")
    return picture


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.webp"))


def test_a_picture_goes_with_its_files_and_the_text_stays(tmp_path: Path) -> None:
    herald, _, _ = told()
    picture = with_picture(tmp_path, herald)
    (tmp_path / "ab" / "cd-400.webp").write_bytes(b"another's")
    assert withdraw(herald, now=NOW, why="no right to it", picture_only=True)
    assert (herald.image_url, herald.picture, herald.withdrawn_at) == ("", None, None)
    assert remove_withdrawn_pictures(tmp_path) == 1
    assert files_in(tmp_path) == ["cd-400.webp"]
    assert remove_withdrawn_pictures(tmp_path) == 0
    assert not withdraw(herald, now=NOW, why="", picture_only=True)

    assert restore(herald, now=NOW, picture_only=True)
    picture.refresh_from_db()
    assert (herald.image_url, herald.picture, picture.state) == (picture.url, picture, Picture.State.WANTED)
    assert herald.signals == {}


def test_a_picture_that_another_article_shows_stays(tmp_path: Path) -> None:
    herald, kurier, _ = told()
    picture = with_picture(tmp_path, herald, kurier)
    withdraw(herald, now=NOW, why="", picture_only=True)
    picture.refresh_from_db()
    assert picture.state == Picture.State.STORED
    withdraw(kurier, now=NOW, why="")
    assert remove_withdrawn_pictures(tmp_path) == 1
    assert files_in(tmp_path) == []


def test_an_article_without_a_picture_has_none_to_withdraw() -> None:
    herald, _, _ = told()
    assert not withdraw(herald, now=NOW, why="", picture_only=True)
    assert not restore(herald, now=NOW, picture_only=True)


def test_files_that_are_gone_already_are_no_fault(tmp_path: Path) -> None:
    herald, _, _ = told()
    with_picture(tmp_path, herald)
    withdraw(herald, now=NOW, why="")
    for path in tmp_path.rglob("*.webp"):
        path.unlink()
    assert remove_withdrawn_pictures(tmp_path) == 1


def test_rulings_stay_as_they_are() -> None:
    herald, _, story = told()
    Story.objects.filter(pk=story.pk).update(spiked_at=NOW - timedelta(hours=1))
    Membership.objects.filter(article=herald).update(decided_by="Ed")
    withdraw(herald, now=NOW, why="")
    restore(herald, now=NOW)
    story.refresh_from_db()
    assert story.spiked_at == NOW - timedelta(hours=1)
    assert Membership.objects.get(article=herald).decided_by == "Ed"
