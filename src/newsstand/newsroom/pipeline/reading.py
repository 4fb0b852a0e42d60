"""Pages -> articles: what workers read is stored; a changed article re-opens what rests on it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backports import zstd
from django.db import transaction

from newsstand import model
from newsstand.newsroom import records
from newsstand.newsroom.models import Article, ArticleVersion, Entry, Page, Picture
from newsstand.newsroom.pipeline.briefs import reopen_sentences
from newsstand.newsroom.pipeline.desk import Desk, ToRead
from newsstand.newsroom.pipeline.from_feed import article_from_entry
from newsstand.newsroom.pipeline.stories import refresh_story
from newsstand.newsroom.pipeline.threads import Writer
from newsstand.newsroom.search import Indexed, index_articles
from newsstand.newsroom.signals import PICTURE_WITHDRAWN, note_page_signals, signals_row
from newsstand.text.urls import normalise_url, registrable_domain

BATCH = 24
LOOK_AGAIN = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8), timedelta(hours=24))
MOST_VERSIONS = 40  # a page that still changes after so many changes by itself: a counter, a clock


async def read_pages(desk: Desk, writer: Writer) -> int:
    """Read one batch of fetched pages; returns how many there were, 0 when none waits."""
    pages = await writer.do(fetched_pages)
    if pages:
        loop = asyncio.get_running_loop()
        results = await loop.run_in_executor(None, desk.workers.read, [to_read(page) for page in pages])
        await writer.do(store_results, list(zip(pages, results, strict=True)), desk.now())
    return len(pages)


def fetched_pages() -> list[Page]:
    """The next pages to read, in the order in which they became known."""
    return list(
        Page.objects.filter(state=Page.State.FETCHED)
        .select_related("publisher")
        .order_by("first_seen_at", "url_key")[:BATCH]
    )


def to_read(page: Page) -> ToRead:
    """A fetched page as a worker takes it."""
    return ToRead(
        page=page.pk,
        body=zstd.decompress(bytes(page.body or b"")),
        url=page.final_url or page.url,
        charset=page.charset or None,
        headers=tuple((name, value) for name, value in page.headers),
    )


@dataclass(slots=True)
class Reading:
    """An article that was read, on its way to its row."""

    page: Page
    article: model.Article
    entry: Entry | None
    read_from: str


@transaction.atomic
def store_results(results: Sequence[tuple[Page, model.Article | model.Discarded]], now: datetime) -> None:
    """Store what a batch of pages turned out to hold, in one transaction."""
    entries = first_entries([page for page, _ in results])
    for page, result in results:
        entry = entries.get(page.pk)
        if isinstance(result, model.Discarded):
            settle_without_page(page, entry, outcome=result.reason, detail=result.detail, now=now)
            if result.head is not None and not was_read(page):
                hear_page(page, result.head, now)
        else:
            page.state, page.outcome, page.detail = Page.State.READ, "read", ""
            changed = store_reading(Reading(page=page, article=result, entry=entry, read_from="page"), now)
            plan_next_look(page, changed=changed, now=now)
            hear_page(page, result, now)
            if entry is None:  # an archive's page: the live web is not asked for it
                page.due_at = None
        page.body = None
        page.save()


def settle_without_page(page: Page, entry: Entry | None, *, outcome: str, detail: str, now: datetime) -> None:
    """A page that gives no article: what the feed itself says stands in for it, where it says enough."""
    page.state, page.outcome, page.detail = Page.State.DISCARDED, outcome, records.clean(detail)[:500]
    page.due_at = None
    if entry is None or was_read(page):
        return
    article = article_from_entry(entry, language=page.publisher.language)
    if article is not None:
        store_reading(Reading(page=page, article=article, entry=entry, read_from="feed"), now)


def was_read(page: Page) -> bool:
    """Whether the page itself gave its article once: then it is not for the feed to say what the article says."""
    return page.article is not None and page.article.read_from == "page"


def plan_next_look(page: Page, *, changed: bool, now: datetime) -> None:
    """When a page is looked at again: soon after it appeared or changed, then ever more rarely, then no more."""
    if changed and page.article is not None and page.article.version < MOST_VERSIONS:
        page.looks = 0
    page.due_at = now + LOOK_AGAIN[page.looks] if page.looks < len(LOOK_AGAIN) else None


def first_entries(pages: Sequence[Page]) -> dict[int, Entry]:
    """The entry that named each page first, by the page's id."""
    found: dict[int, Entry] = {}
    for entry in Entry.objects.filter(page__in=pages).order_by("first_seen_at", "pk"):
        found.setdefault(entry.page_id or 0, entry)
    return found


def store_reading(reading: Reading, now: datetime) -> bool:
    """Store an article as read: new, changed (a new version), or as it was; returns whether anything changed."""
    page, article = reading.page, reading.article
    key = article_key(page, article)
    row = standing_article(page, key)
    blocks = records.block_rows(article.blocks)
    body = records.body_of(blocks)
    text_hash = records.digest(records.clean(article.headline), records.clean(article.standfirst), body)
    standing: ArticleVersion | None = None
    if row is None:
        row = create_article(reading, key, now)
    elif page.article_id is None:
        page.article = row  # another address of an article that is here already
        return False
    else:
        page.article = row
        standing = ArticleVersion.objects.get(article=row, number=row.version)
        if standing.text_hash == text_hash or not speaks_first(page, row):
            return False
        renew_article(row, reading, standing, now)
    version = ArticleVersion.objects.create(
        article=row,
        number=row.version,
        made_at=now,
        headline=row.headline,
        standfirst=row.standfirst,
        blocks=blocks,
        body=body,
        text_hash=text_hash,
    )
    page.article = row
    index_articles([indexed(row, version, page, before=standing)])
    return True


def standing_article(page: Page, key: str) -> Article | None:
    """The article as it stands in the store now: another page of this batch may just have changed it."""
    known = (
        Article.objects.filter(pk=page.article_id) if page.article_id else Article.objects.filter(url_key=key)
    )
    return known.select_related("publisher").first()


def hear_page(page: Page, article: model.Article, now: datetime) -> None:
    """Take over what a page says to machines; briefs that cite its article are written anew where that says something else."""
    row = page.article
    if row is None or not (article.signals or row.signals) or not speaks_first(page, row):
        return
    is_known = row.changed_at != now or row.version > 1  # nothing rests on an article that is new
    if note_page_signals(row, article.signals, page.final_url or page.url, now) and is_known:
        reopen_sentences(row, why=f"{row.publisher.name} says something else to machines")


def speaks_first(page: Page, article: Article) -> bool:
    """Whether a page is the first of its article's addresses: two that word it differently would rewrite it in turn."""
    first = article.pages.order_by("first_seen_at", "url_key").values_list("pk", flat=True).first()
    return first is None or first == page.pk


def create_article(reading: Reading, key: str, now: datetime) -> Article:
    """A new article's row, with its picture wanted."""
    page, article = reading.page, reading.article
    published_at, precision = publication(article, reading.entry, page.first_seen_at)
    return Article.objects.create(
        publisher=page.publisher,
        url=article_url(page, article, key),
        url_key=key,
        published_at=published_at,
        published_precision=precision,
        updated_at=update_of(article, now),
        read_from=reading.read_from,
        first_seen_at=page.first_seen_at,
        changed_at=now,
        picture=wanted_picture(article, now),
        signals=signals_row(article.signals),
        **records.article_fields(article),
    )


def renew_article(row: Article, reading: Reading, standing: ArticleVersion, now: datetime) -> None:
    """An article whose page changed gets a new version, and whatever rested on the old one is re-opened."""
    row.version = standing.number + 1
    row.changed_at, row.read_from = now, reading.read_from
    row.updated_at = update_of(reading.article, now) or now
    for name, value in records.article_fields(reading.article).items():
        setattr(row, name, value)
    row.picture = wanted_picture(reading.article, now)
    if PICTURE_WITHDRAWN in row.signals:
        row.image_url, row.picture = "", None
    row.save()
    reopen_sentences(row, why=f"{row.publisher.name} changed its report")
    if row.grouped_version:
        story = row.membership.story
        refresh_story(story, why=f"{row.publisher.name} changed its report")


def indexed(row: Article, version: ArticleVersion, page: Page, *, before: ArticleVersion | None) -> Indexed:
    """An article's words for the search index, with those that stood there until now."""
    title = page.publisher.name
    return Indexed(
        article=row.pk,
        headline=version.headline,
        standfirst=version.standfirst,
        body=version.body,
        title=title,
        before=(before.headline, before.standfirst, before.body, title) if before else None,
    )


def article_key(page: Page, article: model.Article) -> str:
    """The address that an article is known by: its canonical one where the same title says it, else its page's."""
    canonical = normalise_url(article.canonical_url) if article.canonical_url else None
    own = page.final_url or page.url
    if canonical and len(canonical) <= records.LONGEST_URL and is_own_address(canonical, own):
        return canonical
    return page.url_key


def article_url(page: Page, article: model.Article, key: str) -> str:
    """The address that leads readers to an article: as its page writes the canonical one, else the page's own."""
    canonical = article.canonical_url if key != page.url_key else None
    return canonical if canonical and len(canonical) <= records.LONGEST_URL else page.url


def is_own_address(canonical: str, own: str) -> bool:
    """Whether a canonical address is of the page's own site and names more than its home page."""
    return registrable_domain(canonical) == registrable_domain(own) and canonical.rstrip("/").count("/") > 2


def publication(article: model.Article, entry: Entry | None, seen_at: datetime) -> tuple[datetime, str]:
    """When an article appeared: as its page says, else as its feed says, never after we saw it."""
    stamp, precision = records.moment_of(article.published)
    told = entry.published_at if entry else None
    if told and (stamp is None or (precision == "day" and abs(told - stamp) <= timedelta(hours=36))):
        stamp, precision = told, "time"
    if stamp is None or stamp > seen_at:
        return seen_at, "time" if stamp else "none"
    return stamp, precision


def update_of(article: model.Article, now: datetime) -> datetime | None:
    """When an article was last changed by its own account, never after now."""
    stamp, _ = records.moment_of(article.updated)
    return min(stamp, now) if stamp else None


def wanted_picture(article: model.Article, now: datetime) -> Picture | None:
    """The row of an article's picture, asked for once however many articles show it."""
    key = normalise_url(article.image.url) if article.image else None
    if key is None or len(key) > records.LONGEST_URL or article.image is None:
        return None
    return Picture.objects.get_or_create(
        url_key=key, defaults={"url": article.image.url[: records.LONGEST_URL], "added_at": now}
    )[0]
