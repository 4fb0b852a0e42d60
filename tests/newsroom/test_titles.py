"""Titles of a catalogue become rows once, however often they are taken in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from newsstand.model import Agreement, Publisher, Terms
from newsstand.newsroom import models
from newsstand.newsroom.terms import agree, agreement_of, end_agreement
from newsstand.newsroom.titles import take_in

pytestmark = [pytest.mark.store, pytest.mark.django_db]

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 13, 9, tzinfo=UTC)
HERALD = Publisher(
    slug="valley-herald",
    name="Valley Herald",
    home_page="https://herald.example/",
    country="GB",
    language="en-GB",
    kind="newspaper",
    feeds=("https://herald.example/rss", "https://herald.example/sport.rss"),
    owner="Valley Press",
)
KURIER = Publisher(
    slug="kurier",
    name="Kurier",
    home_page="https://kurier.example/",
    country="DE",
    language="de",
    kind="newspaper",
    feeds=("https://kurier.example/feed",),
)


def test_a_title_comes_with_its_feeds_and_its_front_page_all_due_at_once() -> None:
    assert take_in([HERALD, KURIER], now=NOW) == 2
    herald = models.Publisher.objects.get(slug="valley-herald")
    assert (herald.name, herald.owner, herald.owner_kind, herald.is_demo) == (
        "Valley Herald", "Valley Press", "", False,
    )  # fmt: skip
    assert [f.url for f in herald.feeds.all()] == list(HERALD.feeds)
    assert {p.due_at for p in models.Poll.objects.all()} == {NOW}
    assert (herald.front_page.url, herald.front_page.due_at) == ("https://herald.example/", NOW)


def test_a_second_time_nothing_is_new() -> None:
    take_in([HERALD, KURIER], now=NOW)
    assert take_in([KURIER, HERALD], now=LATER) == 0
    assert models.Publisher.objects.count() == 2
    assert models.Feed.objects.count() == 3
    assert {p.due_at for p in models.Poll.objects.all()} == {NOW}


def test_a_known_title_gets_its_new_feed() -> None:
    take_in([HERALD], now=NOW)
    more = replace(HERALD, feeds=(*HERALD.feeds, "https://herald.example/business.rss"))
    assert take_in([more], now=LATER) == 0
    assert models.Feed.objects.filter(publisher__slug="valley-herald").count() == 3
    assert models.Poll.objects.get(feed__url__endswith="business.rss").due_at == LATER


def test_a_feed_that_has_moved_is_not_taken_in_again_under_its_old_address() -> None:
    take_in([KURIER], now=NOW)
    models.Feed.objects.update(url="https://kurier.example/neu", moved_from="https://kurier.example/feed")
    take_in([KURIER], now=LATER)
    assert [f.url for f in models.Feed.objects.all()] == ["https://kurier.example/neu"]


def test_two_titles_that_name_one_feed_do_not_ask_it_twice() -> None:
    take_in([HERALD, replace(KURIER, feeds=HERALD.feeds[:1])], now=NOW)
    assert models.Feed.objects.get(url=HERALD.feeds[0]).publisher.slug == "valley-herald"


def test_a_slug_and_a_feed_are_known_once() -> None:
    take_in([HERALD], now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Publisher.objects.create(slug="valley-herald", name="Another", added_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Feed.objects.create(
            publisher=models.Publisher.objects.get(), url=HERALD.feeds[0], added_at=NOW
        )


def test_a_catalogues_terms_are_agreed_to_once_and_again_where_they_change() -> None:
    full = Agreement(level=Terms.FULL, quote_share=0.25, shows_pictures=True, is_agreed=True)
    for _ in range(2):
        take_in([replace(HERALD, agreement=full), KURIER], now=NOW)
    herald, kurier = (models.Publisher.objects.get(slug=s) for s in ("valley-herald", "kurier"))
    assert agreement_of(herald) == full
    assert (kurier.terms, kurier.agreed) == ("extract", {})
    assert models.Agreement.objects.count() == 1
    narrower = replace(full, level=Terms.EXTRACT)
    take_in([replace(HERALD, agreement=narrower)], now=LATER)
    herald.refresh_from_db()
    assert agreement_of(herald) == narrower
    assert models.Agreement.objects.count() == 2


def test_what_somebody_decided_wins_over_the_catalogue() -> None:
    full = Agreement(level=Terms.FULL, is_agreed=True)
    take_in([HERALD], now=NOW)
    herald = models.Publisher.objects.get()
    agree(herald, replace(full, level=Terms.HEADLINE), by="ann", now=NOW)
    take_in([replace(HERALD, agreement=full)], now=LATER)
    assert agreement_of(models.Publisher.objects.get()).level is Terms.HEADLINE
    end_agreement(herald, now=LATER)
    take_in([replace(HERALD, agreement=full)], now=LATER)
    assert not agreement_of(models.Publisher.objects.get()).is_agreed
