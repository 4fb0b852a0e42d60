"""The written day is whole: enough events, titles and languages, at times and lengths that hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pytest

from newsstand.demo.addresses import address_of
from newsstand.demo.articles import DemoArticle
from newsstand.demo.clock import moment
from newsstand.demo.newsroom import DemoNewsroom

ELEVEN = moment("11:00")


@pytest.fixture(scope="module")
def by_event(newsroom: DemoNewsroom) -> dict[str, list[DemoArticle]]:
    told: dict[str, list[DemoArticle]] = defaultdict(list)
    for article in newsroom.articles:
        if article.event:
            told[article.event].append(article)
    return told


def test_the_day_has_what_a_newspaper_needs(newsroom: DemoNewsroom) -> None:
    speaks = {t.slug: t.speaks for t in newsroom.titles}
    assert len(newsroom.titles) == 27
    assert sum(language == "en" for language in speaks.values()) >= 14
    assert len(newsroom.events) >= 14
    assert len(newsroom.articles) >= 95
    assert len({a.title for a in newsroom.articles}) >= 24
    assert {speaks[a.title] for a in newsroom.articles} == {"en", "de", "fr"}
    kinds = {a.kind for a in newsroom.articles}
    assert kinds >= {"news", "live", "analysis", "investigation", "roundup", "column"}
    assert sum(a.event is None for a in newsroom.articles) >= 6


def test_every_event_is_told_by_three_titles_before_eleven(by_event: dict[str, list[DemoArticle]]) -> None:
    for event, articles in by_event.items():
        assert len({a.title for a in articles if a.at < ELEVEN}) >= 3, event


def test_an_event_names_the_titles_that_tell_of_it(
    newsroom: DemoNewsroom, by_event: dict[str, list[DemoArticle]]
) -> None:
    for event in newsroom.events:
        assert set(event.titles) == {a.title for a in by_event[event.slug]}, event.slug
        assert event.name
        assert event.summary
        assert event.facts


def test_every_article_is_published_within_the_day_and_has_its_length(newsroom: DemoNewsroom) -> None:
    for article in newsroom.articles:
        assert moment("05:00") <= article.at <= moment("21:30"), article.id
        for version in article.versions:
            assert version.at <= moment("22:00"), article.id
            assert 150 <= version.words <= 500, article.id
            assert version.headline
            assert version.section, article.id


def test_copies_come_after_what_they_copy_and_share_its_text(newsroom: DemoNewsroom) -> None:
    by_id = {a.id: a for a in newsroom.articles}
    copies = [a for a in newsroom.articles if a.copy_of]
    assert len(copies) >= 4
    for copy in copies:
        original = by_id[copy.copy_of or ""]
        assert original.at <= copy.at, copy.id
        assert original.title != copy.title
        words = [set(v.body.split()) for v in original.versions]
        shared = max(len(set(copy.first.body.split()) & w) / len(set(copy.first.body.split())) for w in words)
        assert shared > 0.5, copy.id


def test_the_planted_things_are_there(newsroom: DemoNewsroom) -> None:
    assert any(a.paywalled and a.kind == "investigation" for a in newsroom.articles)
    assert any(v.note for a in newsroom.articles for v in a.versions)
    assert any(v.update for a in newsroom.articles for v in a.versions)
    assert sum(e.differences != () for e in newsroom.events) >= 3


def test_nothing_is_seen_before_its_time(newsroom: DemoNewsroom) -> None:
    for article in newsroom.articles:
        title = newsroom.title(article.title)
        assert title is not None
        before = article.at - timedelta(seconds=1)
        address = address_of(article, title)
        assert article.as_of(before) is None
        assert newsroom.find(title.slug, address, before) is None
        assert newsroom.find(title.slug, address, article.at) == article
        assert article not in newsroom.published(title.slug, before)
        assert article in newsroom.published(title.slug, article.at)


def test_publishers_name_addresses_at_the_port(newsroom: DemoNewsroom) -> None:
    publishers = newsroom.publishers(8100)
    assert [p.slug for p in publishers] == [t.slug for t in newsroom.titles]
    for publisher in publishers:
        origin = f"http://{publisher.slug}.demo.localhost:8100"
        assert publisher.home_page == f"{origin}/"
        assert publisher.feeds
        assert all(feed.startswith(origin + "/") for feed in publisher.feeds)
    moved = next(p for p in publishers if p.slug == "morning-courant")
    assert moved.feeds == ("http://morning-courant.demo.localhost:8100/rss.xml",)
