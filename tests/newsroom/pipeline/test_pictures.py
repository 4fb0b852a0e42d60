"""Pictures of what stands in the edition are fetched once and lie whole in the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsstand.model import Agreement, Terms
from newsstand.newsroom.models import Article, Edition, Picture, Slot
from newsstand.newsroom.pipeline.pictures import wanted_pictures, write_file
from newsstand.newsroom.terms import agree
from tests.net.server import Reply, endless, ok, status
from tests.newsroom.making import NOW, make_article, make_story
from tests.newsroom.pipeline.newsroom import Newsroom, open_newsroom
from tests.newsroom.pipeline.test_shrinking import drawing, picture

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with open_newsroom(pictures=tmp_path / "pictures", picture_bytes=100_000) as newsroom:
        yield newsroom


def in_edition(newsroom: Newsroom, *paths: str) -> list[Picture]:
    """A picture for each path, of stories in the newest edition in this order."""
    edition, _ = Edition.objects.get_or_create(at=NOW)
    pictures = []
    for place, path in enumerate(paths, 1):
        url = newsroom.url(path)
        shown = Picture.objects.create(url=url, url_key=url, added_at=NOW)
        article = make_article(f"Line {path}")
        Article.objects.filter(pk=article.pk).update(picture=shown, image_url=url)
        Slot.objects.create(edition=edition, place=place, story=make_story(article), score=1.0)
        pictures.append(shown)
    return pictures


def files(newsroom: Newsroom) -> list[str]:
    folder = newsroom.desk.settings.pictures
    assert folder is not None
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_a_picture_is_fetched_once_and_its_files_are_there(newsroom: Newsroom) -> None:
    (shown,) = in_edition(newsroom, "/bridge.jpg")
    newsroom.says("/bridge.jpg", ok(picture(), Content_Type="image/jpeg"))
    assert newsroom.fetch_pictures() == 1
    shown.refresh_from_db()
    assert (shown.state, shown.content_type, shown.width, shown.height) == ("stored", "image/webp", 1280, 720)
    name = f"{shown.name[:2]}/{shown.name[2:]}"
    assert files(newsroom) == [f"{name}-1280.webp", f"{name}-480.webp"]
    assert newsroom.fetch_pictures() == 0
    assert newsroom.server.paths == ["/bridge.jpg"]


def test_a_drawing_is_kept_as_it_is(newsroom: Newsroom) -> None:
    (shown,) = in_edition(newsroom, "/map.svg")
    newsroom.says("/map.svg", ok(drawing(), Content_Type="image/svg+xml"))
    newsroom.fetch_pictures()
    shown.refresh_from_db()
    assert (shown.state, shown.content_type, shown.width) == ("stored", "image/svg+xml", 1200)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (status("404 Not Found"), "gone: not_found"),
        (ok(b"<html>no picture</html>"), "unreadable: "),
        (ok(picture(size=(1, 1))), "too_short: "),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 50_000), "gone: too_large"),
    ],
)
def test_one_that_cannot_be_shown_is_not_asked_for_again(
    newsroom: Newsroom, reply: Reply, words: str
) -> None:
    (shown,) = in_edition(newsroom, "/bridge.jpg")
    newsroom.says("/bridge.jpg", reply)
    assert newsroom.fetch_pictures() == 1
    shown.refresh_from_db()
    assert shown.state == "failed"
    assert shown.detail.startswith(words)
    assert files(newsroom) == []
    assert newsroom.fetch_pictures() == 0


def test_a_bad_picture_does_not_cost_its_neighbours(newsroom: Newsroom) -> None:
    in_edition(newsroom, "/a", "/gone", "/b", "/bad")
    for path in ("/a", "/b"):
        newsroom.says(path, ok(picture(size=(400, 300))))
    newsroom.says("/bad", ok(b"\0"))
    assert newsroom.fetch_pictures() == 4
    assert dict(Picture.objects.values_list("url", "state")) == {
        newsroom.url("/a"): "stored",
        newsroom.url("/b"): "stored",
        newsroom.url("/gone"): "failed",
        newsroom.url("/bad"): "failed",
    }
    assert len(files(newsroom)) == 4


def test_only_the_newest_editions_pictures_are_wanted_the_best_places_first(newsroom: Newsroom) -> None:
    assert wanted_pictures(NOW, is_alone=True) == []
    pictures = in_edition(newsroom, "/1", "/2", "/3")
    Picture.objects.create(url="http://x.example/", url_key="http://x.example/", added_at=NOW)
    assert wanted_pictures(NOW, is_alone=True) == pictures
    Edition.objects.create(at=newsroom.later(hours=1))
    assert wanted_pictures(NOW, is_alone=True) == []


def test_a_service_fetches_only_pictures_that_it_may_show(newsroom: Newsroom) -> None:
    (wanted,) = in_edition(newsroom, "/1")
    assert wanted_pictures(NOW, is_alone=False) == []
    agreed = Agreement(level=Terms.EXTRACT, shows_pictures=True, is_agreed=True)
    agree(Article.objects.get(picture=wanted).publisher, agreed, by="ann", now=NOW)
    assert wanted_pictures(NOW, is_alone=False) == [wanted]
    Article.objects.update(signals={"forbids_picture": True})
    assert wanted_pictures(NOW, is_alone=False) == []


def test_without_a_folder_nobody_asks() -> None:
    with open_newsroom() as newsroom:
        in_edition(newsroom, "/bridge.jpg")
        assert newsroom.fetch_pictures() == 0
        assert newsroom.server.paths == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "ab" / "cd-480.webp"
    write_file(path, b"first")
    write_file(path, b"second")
    assert path.read_bytes() == b"second"
    path.with_suffix(".webp.part").mkdir()  # the half file cannot be written
    with pytest.raises(IsADirectoryError):
        write_file(path, b"third")
    assert path.read_bytes() == b"second"
