"""Entries of a feed that was read: what is new or changed is stored, and the pages that they name are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from newsstand import model
from newsstand.feeds import Changes, plan_changes
from newsstand.newsroom import records
from newsstand.newsroom.models import Entry, Feed, Page
from newsstand.text.urls import normalise_url

REMEMBERED = 5000  # of a feed's stored entries, the latest are compared with
UNDATED_AT_FIRST = 30  # of a new feed's entries without dates, so many are taken for news
ENTRY_FIELDS = (
    "fingerprint url headline summary raw_content authors categories image published_at updated_at page".split()  # noqa: SIM905
)


def store_entries(
    feed: Feed, parsed: model.ParsedFeed, *, now: datetime, page_days: int
) -> tuple[datetime | None, ...]:
    """Store a feed's new and changed entries, part of the caller's transaction; returns the new ones' dates."""
    known = dict(
        Entry.objects.filter(feed=feed).order_by("-pk").values_list("key", "fingerprint")[:REMEMBERED]
    )
    changes = plan_changes(parsed, known, now=now)
    new = [
        records.entry_row(entry, feed=feed, key=key, fingerprint=fingerprint, now=now)
        for key, fingerprint, entry in zip(
            changes.new_keys, changes.new_fingerprints, changes.new, strict=True
        )
    ]
    fresh = [e for e in new if is_fresh(e, now=now, page_days=page_days)]
    if not known:
        fresh = first_undated(fresh)
    want_pages(feed, fresh, now=now)
    Entry.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    if changes.changed:
        store_changed(feed, changes, now=now, page_days=page_days)
    return tuple(e.published_at for e in new)


def is_fresh(entry: Entry, *, now: datetime, page_days: int) -> bool:
    """Whether an entry is young enough that its page is to be read; one without a date is taken for new."""
    return entry.published_at is None or entry.published_at >= now - timedelta(days=page_days)


def first_undated(entries: Sequence[Entry]) -> list[Entry]:
    """Of a feed's first entries, all with dates and the first without: the rest of those is its archive."""
    undated = [e for e in entries if e.published_at is None][:UNDATED_AT_FIRST]
    return [e for e in entries if e.published_at is not None] + undated


def store_changed(feed: Feed, changes: Changes, *, now: datetime, page_days: int) -> None:
    """Rewrite the rows of changed entries, and look at their pages again; one that had no address may have one now."""
    changed = {
        key: records.entry_row(entry, feed=feed, key=key, fingerprint=fingerprint, now=now)
        for key, fingerprint, entry in zip(
            changes.changed_keys, changes.changed_fingerprints, changes.changed, strict=True
        )
    }
    rows = list(Entry.objects.filter(feed=feed, key__in=changed).select_related("page"))
    for row in rows:
        said = changed[row.key]
        for name in ENTRY_FIELDS:
            if name != "page":
                setattr(row, name, getattr(said, name))
    paged = [r for r in rows if r.page_id]
    want_pages(
        feed, [r for r in rows if not r.page_id and is_fresh(r, now=now, page_days=page_days)], now=now
    )
    Entry.objects.bulk_update(rows, ENTRY_FIELDS, batch_size=200)
    Page.objects.filter(pk__in=[r.page_id for r in paged]).exclude(state=Page.State.FETCHED).update(
        due_at=now
    )


def want_pages(feed: Feed, entries: Iterable[Entry], *, now: datetime) -> None:
    """Give each entry its page's row, a new and wanted one where no entry named that address before."""
    named = [(entry, key) for entry in entries if (key := normalise_url(entry.url) if entry.url else None)]
    pages = {p.url_key: p for p in Page.objects.filter(url_key__in={key for _, key in named})}
    wanted: dict[str, Page] = {}
    for entry, key in named:
        if key not in pages and key not in wanted:
            wanted[key] = Page(
                publisher=feed.publisher, url=entry.url, url_key=key, due_at=now, first_seen_at=now
            )
    Page.objects.bulk_create(wanted.values(), batch_size=500)
    pages |= wanted
    for entry, key in named:
        entry.page = pages[key]
