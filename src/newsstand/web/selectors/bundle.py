"""What a reader's browser keeps for reading off line: the newest edition and what they saved, by address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from newsstand.members.models import Reader, Saved
from newsstand.model import Asker
from newsstand.newsroom.models import Edition, Story
from newsstand.newsroom.withheld import withheld
from newsstand.web.selectors.cards import article_url, listed_stories, story_url
from newsstand.web.selectors.editions import newest_edition, stories_of

MOST_OF_THE_EDITION = 40
MOST_SAVED = 60

Row = dict[str, str]


def bundle_of(reader: Reader, now: datetime, asker: Asker) -> dict[str, Any]:
    """The pages that a browser keeps, most needed first; a page is fetched again when its stamp differs."""
    edition = newest_edition()
    own = stamp(reader.language, get_language(), reader.preferences)
    # A page that was kept while its reader was a member is not the one that stands when they are none.
    shown = stamp(asker.state.may_read, asker.is_alone, asker.is_staff, sorted(asker.titles))
    pages = [_page("/offline", own, "app"), _page("/keys", own, "app")]
    pages += _of_the_edition(edition, reader, now, own, shown)
    pages += _saved(reader, own, shown)
    firsts = {page["address"]: page for page in reversed(pages)}
    return {
        "edition": edition.at.isoformat(timespec="seconds") if edition else None,
        "pages": list({page["address"]: firsts[page["address"]] for page in pages}.values()),
    }


def _of_the_edition(
    edition: Edition | None, reader: Reader, now: datetime, own: str, shown: str
) -> Iterator[Row]:
    if edition is None:
        return
    yield _page("/", stamp(own, edition.pk), "edition")
    daily = newest_daily_edition(reader.time_zone or settings.TIME_ZONE, now)
    if daily is not None and is_there(address := f"/edition/{daily.day}/{daily.kind}/"):
        yield _page(address, stamp(own, daily.pk), "edition")
    if is_there("/for-you/"):
        yield _page("/for-you/", stamp(own, edition.pk), "edition")
    order = {story: place for place, story in enumerate(stories_of(edition)[:MOST_OF_THE_EDITION])}
    for story in sorted(_stories(list(order)), key=lambda s: order[s.pk]):
        yield _page(story_url(story), stamp(_stamp_of(story), shown), "edition")


def _saved(reader: Reader, own: str, shown: str) -> Iterator[Row]:
    rows = (
        Saved.objects.filter(~withheld("article__") | Q(article=None), reader=reader)
        .order_by("-made_at", "-pk")
        .values_list("pk", "story_id", "article_id", "article__headline", "article__version")[:MOST_SAVED]
    )
    stories = {s.pk: s for s in _stories([story for _, story, *_ in rows if story])}
    if is_there("/my/saved/"):
        yield _page("/my/saved/", stamp(own, *(row[0] for row in rows)), "app")
    for _, story, article, headline, version in rows:
        if article:
            yield _page(article_url(article, headline), stamp(version, shown), "saved")
        elif story in stories:
            yield _page(story_url(stories[story]), stamp(_stamp_of(stories[story]), shown), "saved")


def newest_daily_edition(zone: str, now: datetime) -> Edition | None:
    """The morning or evening edition that stands in a zone."""
    dailies = (Edition.Kind.MORNING, Edition.Kind.EVENING)
    return Edition.objects.filter(kind__in=dailies, zone=zone, at__lte=now).order_by("-at").first()


def stamp(*parts: Any) -> str:
    """A short word that changes with any of its parts."""
    return blake2b(repr(parts).encode(), digest_size=6).hexdigest()


@cache
def is_there(address: str) -> bool:
    """Whether a page of this house answers under an address."""
    try:
        return bool(resolve(address))
    except Resolver404:
        return False


def _stories(ids: list[int]) -> list[Story]:
    return list(listed_stories().filter(pk__in=ids)) if ids else []


def _stamp_of(story: Story) -> str:
    brief = getattr(story, "brief", None)
    return stamp(story.moved_at, story.reports, brief and (brief.headline, brief.standfirst))


def _page(address: str, stands: str, shelf: str) -> Row:
    return {"address": address, "stamp": stands, "shelf": shelf}
