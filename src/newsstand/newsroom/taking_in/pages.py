"""Pages that an archive holds -> rows that wait to be read, as if they had just been fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from newsstand.net import Fetched
from newsstand.net.warc import Capture
from newsstand.newsroom import records
from newsstand.newsroom.models import Page
from newsstand.newsroom.pipeline.pages import take_body
from newsstand.newsroom.sites import Sites
from newsstand.text.urls import join_url, normalise_url

HTML = frozenset({"text/html", "application/xhtml+xml"})


def is_page(capture: Capture) -> bool:
    """Whether an archive's record holds a page that could be an article: HTML, and no error's or redirect's."""
    return capture.status in (200, None) and capture.content_type in HTML


@transaction.atomic
def store_archived(archived: Sequence[Capture], *, now: datetime) -> Counter[str]:
    """Store pages in one transaction; counts how many are "fetched" (to be read), "known", or of "no_address"."""
    sites = Sites()
    keys = {one.url: key for one in archived if (key := normalise_url(one.url))}
    pages = {p.url_key: p for p in Page.objects.filter(url_key__in=set(keys.values()))}
    counts: Counter[str] = Counter()
    for one in archived:
        key, url = keys.get(one.url), join_url(None, one.url)
        if key is None or url is None:
            counts["no_address"] += 1
            continue
        page = pages.get(key)
        if page is None:
            seen_at = min(one.captured_at or now, now)
            title = sites.title_of(url, name="", language="", now=now)
            page = pages[key] = Page(publisher=title, url=url, url_key=key, first_seen_at=seen_at)
        kept = keep_body(page, one.body, url=url, charset=one.charset, now=now)
        counts["fetched" if kept else "known"] += 1
    return counts


def keep_body(page: Page, body: bytes, *, url: str, charset: str | None, now: datetime) -> bool:
    """Keep a page's bytes to be read; False where they are those that were read before."""
    if page.body_hash == records.digest(body):
        return False
    fetched = Fetched(url=url, final_url=url, outcome="fetched", fetched_at=now, body=body, charset=charset)
    take_body(page, None, fetched, now)
    page.fetched_at = now
    page.save()
    return True
