"""Generated titles are served like the written ones, without their texts being held."""

from __future__ import annotations

import feedparser
import pytest

from newsstand.demo.addresses import address_of
from newsstand.demo.answers import Ask, answer
from newsstand.demo.clock import moment
from newsstand.demo.generate import with_load
from newsstand.demo.newsroom import DemoNewsroom

NIGHT = moment("22:00")


@pytest.fixture(scope="module")
def loaded(newsroom: DemoNewsroom) -> DemoNewsroom:
    return with_load(newsroom, 2000, 5, until=NIGHT)


def test_written_titles_stay_and_generated_ones_join(newsroom: DemoNewsroom, loaded: DemoNewsroom) -> None:
    assert loaded.titles[: len(newsroom.titles)] == newsroom.titles
    assert len(loaded.titles) == len(newsroom.titles) + 8
    assert sum(len(loaded.published(t.slug, moment("23:59"), 10_000)) for t in loaded.titles[27:]) > 1700


def test_feeds_fronts_and_pages_of_a_generated_title(loaded: DemoNewsroom) -> None:
    for title in loaded.titles[27:]:
        latest = loaded.published(title.slug, NIGHT, 40)
        feed = answer(loaded, title, Ask(path=title.feeds[0].path), NIGHT, 8100)
        assert [e.title for e in feedparser.parse(feed.body).entries] == [a.headline for a in latest]
        assert answer(loaded, title, Ask(path="/"), NIGHT, 8100).status == 200
        page = answer(loaded, title, Ask(path=address_of(latest[0], title)), NIGHT, 8100)
        assert page.status == 200
        assert latest[0].final.blocks[1].text[:40] in page.body.decode()


def test_nothing_before_its_time_and_nothing_under_a_wrong_address(loaded: DemoNewsroom) -> None:
    title = loaded.titles[30]
    newest = loaded.published(title.slug, NIGHT, 1)[0]
    address = address_of(newest, title)
    assert loaded.find(title.slug, address, newest.at) == newest
    assert loaded.find(title.slug, address, moment("05:00")) is None
    for wrong in ("/", "/news/e1", f"{address}x", "/news/e1-99/x", "/news/ex-y/z"):
        assert loaded.find(title.slug, wrong, NIGHT) is None
    assert loaded.numbered(title.slug, 12, NIGHT) is None
