"""Wanted pages -> bytes: politely, each until it is here or given up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import TypeVar

from backports import zstd
from django.db import transaction

from newsstand.net import Fetched, Validators
from newsstand.newsroom import records
from newsstand.newsroom.models import Entry, FrontPage, Page
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.reading import (
    first_entries,
    plan_next_look,
    settle_without_page,
    was_read,
)
from newsstand.newsroom.pipeline.threads import Writer, in_batches

MOST_PAGES = 400
MOST_OF_A_PUBLISHER = 20
BATCH = 16
ACCEPT = "text/html, application/xhtml+xml, */*;q=0.1"
TRY_AGAIN = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
FINAL = frozenset(
    {"gone", "not_found", "robots_disallowed", "forbidden", "unauthorised", "address_refused", "too_large"}
)
TO_MACHINES = frozenset({"x-robots-tag", "tdm-reservation", "content-usage", "link"})
WAITING = frozenset({"held", "robots_unreachable"})  # the page itself was not asked for
WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(days=2)
ZSTD_LEVEL = 6

P = TypeVar("P", Page, FrontPage)


async def fetch_pages(desk: Desk, writer: Writer) -> int:
    """Fetch the pages that are due, a bounded number of each publisher's; returns how many were asked for."""
    pages = await writer.do(due_pages, desk.now())
    async with aclosing(in_batches([ask_again(page, desk) for page in pages], most=BATCH)) as batches:
        async for answers in batches:
            await writer.do(store_pages, answers, desk.now())
    return len(pages)


async def ask_again(row: P, desk: Desk) -> tuple[P, Fetched]:
    """Fetch the page of a row on the terms of its last answer, where robots.txt lets us."""
    return row, await desk.fetcher.get(
        row.url,
        validators=Validators(etag=row.etag or None, last_modified=row.last_modified or None),
        accept=ACCEPT,
        max_bytes=desk.settings.page_bytes,
        robots=True,
    )


def due_pages(now: datetime) -> list[Page]:
    """Pages to fetch now, the newest first; no publisher's pages crowd out the others'."""
    chosen: list[Page] = []
    taken: dict[int, int] = {}
    due = Page.objects.filter(due_at__lte=now).exclude(state=Page.State.FETCHED)
    for page in due.select_related("publisher").order_by("-first_seen_at", "url_key")[: MOST_PAGES * 5]:
        if taken.get(page.publisher_id, 0) < MOST_OF_A_PUBLISHER and len(chosen) < MOST_PAGES:
            taken[page.publisher_id] = taken.get(page.publisher_id, 0) + 1
            chosen.append(page)
    return chosen


def store_pages(answers: Sequence[tuple[Page, Fetched]], now: datetime) -> None:
    """Store what came of a batch of pages in one transaction."""
    with transaction.atomic():
        entries = first_entries([page for page, _ in answers])
        for page, fetched in answers:
            if fetched.outcome not in WAITING:
                page.looks += page.state != Page.State.WANTED
                page.fetched_at = now
            if fetched.outcome == "fetched":
                take_body(page, entries.get(page.pk), fetched, now)
            elif fetched.outcome == "not_modified":
                leave_as_it_is(page, entries.get(page.pk), now)
            else:
                go_without(page, entries.get(page.pk), fetched, now)
            page.save()


def go_without(page: Page, entry: Entry | None, fetched: Fetched, now: datetime) -> None:
    """A page that did not come: asked again later, or settled with what the feed says."""
    page.outcome, page.detail = fetched.outcome, records.clean(fetched.detail)[:500]
    asked_for = timedelta(seconds=fetched.retry_after or 0)
    if fetched.outcome in WAITING and now - page.first_seen_at < LONGEST_WAIT:
        page.due_at = now + max(WAIT, min(asked_for, LONGEST_WAIT))
    elif was_read(page):
        plan_next_look(page, changed=False, now=now)
    elif fetched.outcome in FINAL or page.attempts >= len(TRY_AGAIN):
        settle_without_page(page, entry, outcome=fetched.outcome, detail=fetched.detail, now=now)
    else:
        page.due_at = now + max(TRY_AGAIN[page.attempts], min(asked_for, LONGEST_WAIT))
        page.attempts += 1


def leave_as_it_is(page: Page, entry: Entry | None, now: datetime) -> None:
    """A page that has not changed; where it gave no article, the feed may say something else by now."""
    if page.state == Page.State.DISCARDED:
        settle_without_page(page, entry, outcome=page.outcome, detail=page.detail, now=now)
    else:
        plan_next_look(page, changed=False, now=now)


def take_body(page: Page, entry: Entry | None, fetched: Fetched, now: datetime) -> None:
    """Keep a page's bytes to be read, unless they are those that were read before."""
    body_hash = records.digest(fetched.body)
    page.etag = records.clean(fetched.validators.etag)[:500]
    page.last_modified = records.clean(fetched.validators.last_modified)[:100]
    if body_hash == page.body_hash:
        leave_as_it_is(page, entry, now)
        return
    page.state, page.outcome, page.detail = Page.State.FETCHED, "fetched", ""
    page.body_hash, page.body = body_hash, zstd.compress(fetched.body, ZSTD_LEVEL)
    page.charset = records.clean(fetched.charset)[:40]
    page.headers = [[n, records.clean(v)] for n, v in fetched.headers if n in TO_MACHINES]
    page.final_url = fetched.final_url[: records.LONGEST_URL]
    page.attempts, page.due_at = 0, None
