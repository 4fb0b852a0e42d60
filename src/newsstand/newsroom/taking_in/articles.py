"""Articles given as rows -> the store: as pages to be read where they bring HTML, as articles where they bring their text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from newsstand import model
from newsstand.errors import InputError
from newsstand.feeds import read_date
from newsstand.newsroom.models import Page
from newsstand.newsroom.pipeline.reading import Reading, store_reading
from newsstand.newsroom.sites import Sites
from newsstand.newsroom.taking_in.pages import keep_body
from newsstand.text.markup import fold_text
from newsstand.text.urls import join_url, normalise_url

LONGEST_BODY = 2_000_000
LONGEST_HEADLINE = 1_000
_BLANK_LINES = re.compile(r"\n[ \t\r\f\v]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenArticle:
    """An article as a row gives it; `html` is None where it brings its text."""

    url: str
    url_key: str
    source: str
    language: str
    headline: str
    published: datetime | date | None
    paragraphs: tuple[str, ...]
    html: bytes | None


def read_given(row: dict[str, Any], *, page_bytes: int) -> GivenArticle:
    """A row {"url", "title", "body" | "html", "published", "source", "language"}; InputError says what is wrong with it."""
    address = _text(row, "url")
    url, key = join_url(None, address), normalise_url(address)
    if url is None or key is None:
        raise InputError(f"“{address[:100]}” is no web address", kind="bad_field")
    html, body = _text(row, "html"), _text(row, "body")
    headline = fold_text(_text(row, "title"), LONGEST_HEADLINE)
    if html and len(html) > page_bytes:
        raise InputError(f"the page has more than {page_bytes:,} characters", kind="too_large")
    if len(body) > LONGEST_BODY:
        raise InputError(f"the body has more than {LONGEST_BODY:,} characters", kind="too_large")
    if not html and not headline:
        raise InputError("it has neither “html” nor a “title”", kind="bad_field")
    return GivenArticle(
        url=url,
        url_key=key,
        source=_text(row, "source"),
        language=_text(row, "language")[:16],
        headline=headline,
        published=read_published(_text(row, "published")),
        paragraphs=tuple(part.strip() for part in _BLANK_LINES.split(body) if part.strip()),
        html=html.encode("utf-8", "replace") if html else None,
    )


def read_published(text: str) -> datetime | date | None:
    """A day or a moment as written; None where it is neither."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return read_date(text)


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f"the field “{name}” must be a text", kind="bad_field")
    return value or ""


@transaction.atomic
def store_given(given: Sequence[GivenArticle], *, now: datetime) -> Counter[str]:
    """Store articles in one transaction; counts how many are "new", "changed", "known", or "fetched" (to be read)."""
    sites = Sites()
    pages = {p.url_key: p for p in Page.objects.filter(url_key__in=[g.url_key for g in given])}
    counts: Counter[str] = Counter()
    for one in given:
        page = pages.get(one.url_key)
        if page is None:
            title = sites.title_of(one.url, name=one.source, language=one.language, now=now)
            page = Page(publisher=title, url=one.url, url_key=one.url_key, first_seen_at=now)
            pages[one.url_key] = page
        if one.html is not None:
            kept = keep_body(page, one.html, url=one.url, charset="utf-8", now=now)
            counts["fetched" if kept else "known"] += 1
        else:
            counts[_store_text(page, one, now)] += 1
    return counts


def _store_text(page: Page, given: GivenArticle, now: datetime) -> str:
    """Store an article that brings its text; says what became of it."""
    article = model.Article(
        url=given.url,
        publisher=given.source or None,
        language=given.language or None,
        headline=given.headline,
        published=given.published,
        blocks=tuple(model.Block(kind="paragraph", text=text) for text in given.paragraphs),
    )
    was_new = page.article_id is None
    if page.pk is None:
        page.save()
    page.state, page.outcome, page.detail = Page.State.READ, "read", ""
    changed = store_reading(Reading(page=page, article=article, entry=None, read_from="feed"), now)
    page.save()
    return "known" if not changed else "new" if was_new else "changed"
