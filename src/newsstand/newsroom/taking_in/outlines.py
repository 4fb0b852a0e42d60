"""A list of subscriptions -> titles: one for each site, with its feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from newsstand import model
from newsstand.feeds import Outline
from newsstand.newsroom.models import Feed, FrontPage, Publisher
from newsstand.newsroom.sites import FEED_HOSTS, Sites, front_of, name_for, new_title, site_of
from newsstand.newsroom.titles import take_in
from newsstand.text.urls import registrable_domain


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlesTaken:
    """What a list brought: titles and feeds that are new, and feeds that were known."""

    new_titles: int
    new_feeds: int
    known_feeds: int


@transaction.atomic
def store_outlines(outlines: Iterable[Outline], *, now: datetime) -> TitlesTaken:
    """Store a list's titles and feeds; a feed of a site that is known joins its title."""
    publishers = titles_of(outlines, Sites())
    before = Feed.objects.count()
    new_titles = take_in(publishers, now=now)
    without = Publisher.objects.filter(slug__in=[p.slug for p in publishers], front_page__isnull=True)
    FrontPage.objects.bulk_create([FrontPage(publisher=p, url=p.home_page, due_at=now) for p in without])
    new_feeds = Feed.objects.count() - before
    listed = len({url for p in publishers for url in p.feeds})
    return TitlesTaken(new_titles=new_titles, new_feeds=new_feeds, known_feeds=listed - new_feeds)


def titles_of(outlines: Iterable[Outline], sites: Sites) -> list[model.Publisher]:
    """One title for each site that a list names, in the list's order; its section is its folder, where all agree."""
    grouped: dict[str, list[Outline]] = {}
    for outline in outlines:
        named = outline.home_page or outline.feed_url
        if site := site_of(named):
            grouped.setdefault(site, []).append(outline)
    return [_title(site, members, sites) for site, members in grouped.items()]


def _title(site: str, members: list[Outline], sites: Sites) -> model.Publisher:
    folders = {m.folders[-1].lower() if m.folders else "" for m in members}
    first = members[0]
    serves_others = registrable_domain(first.feed_url) in FEED_HOSTS
    home_page = first.home_page or (first.feed_url if serves_others else front_of(first.feed_url))
    return new_title(
        slug=sites.slug_for(site),
        name=name_for(site, [m.title for m in members]),
        home_page=home_page,
        feeds=tuple(dict.fromkeys(m.feed_url for m in members)),
        section=folders.pop() if len(folders) == 1 else None,
    )
