"""Home pages -> placements: which articles a newsroom leads with, and in which order."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from newsstand.model import Discarded
from newsstand.net import Fetched
from newsstand.newsroom import records
from newsstand.newsroom.models import FrontPage, Placement
from newsstand.newsroom.pipeline.apart import read_links
from newsstand.newsroom.pipeline.desk import Desk, ToRead
from newsstand.newsroom.pipeline.pages import ask_again
from newsstand.newsroom.pipeline.threads import Writer, in_batches
from newsstand.text.urls import normalise_url

if TYPE_CHECKING:
    from newsstand.extract import FrontPageLink

MOST_AT_ONCE = 60
MOST_PLACES = 60
KEPT = timedelta(days=14)
AFTER_TROUBLE = timedelta(hours=6)
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=1)
QUICKER, SLOWER = 0.7, 1.4
"""What a changed page does to its interval, and what an unchanged one does."""
TOP = 20
"""The places in which a change counts for the interval: below them pages change all the time."""
WELL = ("fetched", "not_modified")
GAP = timedelta(hours=2)
"""After a longer one nobody knows since when a page has carried what it did not carry before."""


async def observe_front_pages(desk: Desk, writer: Writer) -> int:
    """Look at the front pages that are due; returns how many."""
    due = await writer.do(due_front_pages, desk.now())
    loop = asyncio.get_running_loop()
    async with aclosing(in_batches([ask_again(page, desk) for page in due], most=16)) as batches:
        async for answers in batches:
            fetched = [(page, f) for page, f in answers if f.outcome == "fetched"]
            homes = [ToRead(page=p.pk, body=f.body, url=f.final_url, charset=f.charset) for p, f in fetched]
            links = await loop.run_in_executor(None, desk.workers.run, read_links, homes)
            found = {page.pk: seen for (page, _), seen in zip(fetched, links, strict=True)}
            await writer.do(store_looks, [(page, f, found.get(page.pk, ())) for page, f in answers], desk)
    return len(due)


def due_front_pages(now: datetime) -> list[FrontPage]:
    """The front pages to look at now, the longest waiting first."""
    return list(
        FrontPage.objects.filter(due_at__lte=now)
        .select_related("publisher")
        .order_by("due_at", "pk")[:MOST_AT_ONCE]
    )


@transaction.atomic
def store_looks(
    looks: Sequence[tuple[FrontPage, Fetched, tuple[FrontPageLink, ...] | Discarded]], desk: Desk
) -> None:
    """Store the order that each front page showed: what stands where it stood is only seen again."""
    now = desk.now()
    for page, fetched, seen in looks:
        links = () if isinstance(seen, Discarded) else seen
        every = interval_of(page, desk.settings.front_page_every)
        page.outcome, page.detail = fetched.outcome, records.clean(fetched.detail)[:500]
        if isinstance(seen, Discarded):
            page.outcome, page.detail = seen.reason, records.clean(seen.detail)[:500]
        elif fetched.outcome == "fetched" and not links:
            page.detail = "no link to an article was found on it"
        if fetched.outcome == "not_modified" and page.observed_at:
            Placement.objects.filter(front_page=page, seen_at=page.observed_at).update(seen_at=now)
            every = next_interval(every, changed=False)
            page.observed_at = now
        elif links:
            page.etag = records.clean(fetched.validators.etag)[:500]
            page.last_modified = records.clean(fetched.validators.last_modified)[:100]
            changed = store_order(page, links, now)
            every = next_interval(every, changed=changed) if page.observed_at else every
            page.observed_at = now
        page.due_at = now + (every if page.outcome in WELL else AFTER_TROUBLE)
        page.save()
    Placement.objects.filter(seen_at__lt=now - KEPT).delete()


def interval_of(page: FrontPage, start: timedelta) -> timedelta:
    """How long the page was last left alone; `start` where that says nothing."""
    if page.observed_at is None or page.outcome not in WELL or page.due_at <= page.observed_at:
        return start
    return page.due_at - page.observed_at


def next_interval(every: timedelta, *, changed: bool) -> timedelta:
    """How long to leave a page alone now: shorter where its top changed, longer where not."""
    return min(LONGEST, max(SHORTEST, every * (QUICKER if changed else SLOWER)))


def store_order(page: FrontPage, links: tuple[FrontPageLink, ...], now: datetime) -> bool:
    """Store what moved since the last look; whether the top of the page is another than it was."""
    before = {
        p.url_key: p for p in Placement.objects.filter(front_page=page, seen_at=F("front_page__observed_at"))
    }
    watched = page.observed_at is not None and now - page.observed_at <= GAP
    kept, moved = [], []
    for row in placements(page, links, now):
        last = before.get(row.url_key)
        row.since = last.since if last else now if watched else None
        if last and (last.place, last.size, last.headline) == (row.place, row.size, row.headline):
            kept.append(last.pk)
        else:
            moved.append(row)
    Placement.objects.filter(front_page=page, seen_at=now).exclude(pk__in=kept).delete()
    Placement.objects.filter(pk__in=kept).update(seen_at=now)
    Placement.objects.bulk_create(moved)
    return any(row.place <= TOP for row in moved)


def placements(page: FrontPage, links: tuple[FrontPageLink, ...], now: datetime) -> list[Placement]:
    """The first places of a front page as unsaved rows, each article once, at its best place."""
    rows: dict[str, Placement] = {}
    for link in links:
        key = normalise_url(link.url)
        if key and len(key) <= records.LONGEST_URL and key not in rows and len(rows) < MOST_PLACES:
            rows[key] = Placement(
                front_page=page,
                seen_at=now,
                url_key=key,
                place=len(rows) + 1,
                size=link.size,
                headline=records.clean(link.headline)[:500],
            )
    return list(rows.values())
