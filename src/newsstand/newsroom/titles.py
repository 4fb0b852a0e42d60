"""Titles -> rows: a catalogue's publishers with their feeds, each due at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from newsstand import model
from newsstand.newsroom import records
from newsstand.newsroom.models import Agreement, Feed, FrontPage, Poll, Publisher
from newsstand.newsroom.terms import agree
from newsstand.newsroom.terms.agreeing import facts_of
from newsstand.newsroom.terms.standing import read_agreement

CATALOGUE = "catalogue"


def take_in(publishers: Iterable[model.Publisher], *, now: datetime, is_demo: bool = False) -> int:
    """Store titles; one that is known by its slug gets what is new. Returns how many were not known."""
    new = 0
    known = {p.slug: p for p in Publisher.objects.all()}
    feeds = set(Feed.objects.values_list("url", flat=True)) | set(
        Feed.objects.exclude(moved_from="").values_list("moved_from", flat=True)
    )
    for publisher in publishers:
        row = known.get(publisher.slug)
        if row is None:
            row = records.publisher_row(publisher, now=now, is_demo=is_demo)
            row.save()
            known[row.slug] = row
            FrontPage.objects.create(publisher=row, url=publisher.home_page, due_at=now)
            new += 1
        if publisher.agreement is not None:
            take_over_terms(row, publisher.agreement, now=now)
        for url in publisher.feeds:
            if url not in feeds:
                feeds.add(url)
                add_feed(row, url, now=now)
    return new


def take_over_terms(row: Publisher, agreement: model.Agreement, *, now: datetime) -> bool:
    """Agree to what a catalogue says, unless somebody decided otherwise since; whether anything changed."""
    last = Agreement.objects.filter(publisher=row).order_by("-pk").first()
    if last is not None and (last.decided_by != CATALOGUE or last.until is not None):
        return False
    if last is not None and read_agreement(facts_of(last), is_agreed=True) == agreement:
        return False
    agree(row, agreement, by=CATALOGUE, now=now)
    return True


def add_feed(publisher: Publisher, url: str, *, now: datetime) -> Feed:
    """A feed to poll, due at once."""
    feed = Feed.objects.create(publisher=publisher, url=url, added_at=now)
    Poll.objects.create(feed=feed, due_at=now)
    return feed
