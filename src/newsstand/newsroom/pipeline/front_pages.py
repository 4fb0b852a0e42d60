"""Home pages -> placements: which articles a newsroom leads with, and in which order."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

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
    """Store the order that each front page showed; one that has not changed is seen in the same order again."""
    now = desk.now()
    for page, fetched, seen in looks:
        links = () if isinstance(seen, Discarded) else seen
        page.outcome, page.detail = fetched.outcome, records.clean(fetched.detail)[:500]
        if isinstance(seen, Discarded):
            page.outcome, page.detail = seen.reason, records.clean(seen.detail)[:500]
        elif fetched.outcome == "fetched" and not links:
            page.detail = "no link to an article was found on it"
        is_well = page.outcome in ("fetched", "not_modified")
        page.due_at = now + (desk.settings.front_page_every if is_well else AFTER_TROUBLE)
        if fetched.outcome == "not_modified" and page.observed_at:
            Placement.objects.filter(front_page=page, seen_at=page.observed_at).update(seen_at=now)
            page.observed_at = now
        elif links:
            page.etag = records.clean(fetched.validators.etag)[:500]
            page.last_modified = records.clean(fetched.validators.last_modified)[:100]
            Placement.objects.filter(front_page=page, seen_at=now).delete()
            Placement.objects.bulk_create(placements(page, links, now))
            page.observed_at = now
        page.save()
    Placement.objects.filter(seen_at__lt=now - KEPT).delete()


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
