"""The one place where the nouns become rows, and rows nouns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from hashlib import blake2b
from typing import Any

import orjson

from newsstand import model
from newsstand.feeds import PollHistory
from newsstand.newsroom import models

LONGEST_URL = 2000


def digest(*parts: str | bytes) -> str:
    """A stable fingerprint of texts: 32 hexadecimal digits."""
    hash_ = blake2b(digest_size=16)
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        hash_.update(len(raw).to_bytes(8, "big") + raw)
    return hash_.hexdigest()


def plain(value: Any) -> Any:
    """A noun (or several) as lists and dictionaries that JSON can hold."""
    return orjson.loads(orjson.dumps(value, default=_default))


def _default(value: Any) -> Any:
    return list(value) if isinstance(value, (tuple, set, frozenset)) else str(value)


def clean(text: str | None) -> str:
    """A text that every store takes: no NUL, no lone surrogate; "" for None."""
    return (text or "").replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def moment_of(stamp: datetime | date | None) -> tuple[datetime | None, str]:
    """When a page says it was published, in UTC, and how exactly ("time", "day" or "none"); a day means its noon."""
    if stamp is None:
        return None, "none"
    if isinstance(stamp, datetime):
        aware = stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
        return aware.astimezone(UTC), "time"
    return datetime.combine(stamp, time(12), UTC), "day"


def publisher_row(publisher: model.Publisher, *, now: datetime, is_demo: bool = False) -> models.Publisher:
    """A publisher of a catalogue as an unsaved row."""
    return models.Publisher(
        slug=publisher.slug,
        name=publisher.name,
        home_page=publisher.home_page,
        country=publisher.country,
        language=publisher.language,
        kind=publisher.kind,
        owner=publisher.owner or "",
        owner_kind=publisher.owner_kind or "",
        section=publisher.section or "",
        is_demo=is_demo,
        added_at=now,
    )


def entry_row(
    entry: model.Entry, *, feed: models.Feed, key: str, fingerprint: str, now: datetime
) -> models.Entry:
    """A feed's entry as an unsaved row."""
    return models.Entry(
        feed=feed,
        key=key,
        fingerprint=fingerprint,
        url=clean(entry.url)[:LONGEST_URL],
        headline=clean(entry.headline),
        summary=clean(entry.summary),
        raw_content=clean(entry.content),
        authors=[clean(a) for a in entry.authors],
        categories=[clean(c) for c in entry.categories],
        image=clean(entry.image)[:LONGEST_URL],
        published_at=moment_of(entry.published)[0],
        updated_at=moment_of(entry.updated)[0],
        first_seen_at=now,
    )


def article_fields(article: model.Article) -> dict[str, Any]:
    """What an article's row holds of a noun that was read, besides its times and its text."""
    image = article.image
    return {
        "headline": clean(article.headline),
        "standfirst": clean(article.standfirst),
        "overline": clean(article.overline)[:300],
        "byline": clean(article.byline)[:500],
        "authors": [clean(a)[:200] for a in article.authors[:20]],
        "dateline": clean(article.dateline.place if article.dateline else "")[:200],
        "agency": clean(article.agency)[:200],
        "section": clean(article.section)[:100],
        "keywords": [clean(k)[:100] for k in article.keywords[:20]],
        "language": clean(article.language)[:16],
        "image_url": clean(image.url if image else "")[:LONGEST_URL],
        "image_caption": clean(image.caption if image else ""),
        "image_credit": clean(image.credit if image else "")[:300],
        "image_alt": clean(image.alt if image else ""),
        "paywalled": article.paywalled,
        "words": article.words,
    }


def block_rows(blocks: Iterable[model.Block]) -> list[dict[str, Any]]:
    """Blocks as an article's version stores them."""
    return [
        {"kind": b.kind, "text": clean(b.text)}
        | ({"posted_at": b.posted_at.isoformat()} if b.posted_at else {})
        for b in blocks
    ]


def body_of(blocks: Iterable[dict[str, Any]]) -> str:
    """The text that citations count in: as `model.Article.body`, of stored blocks."""
    return "\n\n".join(b["text"] for b in blocks if b["kind"] in model.BODY_KINDS)


def report_of(article: models.Article, body: str) -> model.Report:
    """A stored article as grouping sees it; its id is the row's."""
    return model.Report(
        id=str(article.pk),
        url=article.url,
        title=article.headline,
        body=body,
        published=article.published_at,
        language=article.language or None,
        source=str(article.publisher_id),
    )


def source_of(article: models.Article, body: str, quotable: int | None = None) -> model.SourceText:
    """A stored article as a brief's writer sees it; its id is the row's, `quotable` how much may be cited."""
    stamp = article.published_at
    return model.SourceText(
        id=str(article.pk),
        title=article.headline,
        body=body,
        published=stamp.date() if article.published_precision == "day" else stamp,
        source=article.publisher.name,
        url=article.url,
        language=article.language or None,
        quotable=quotable if quotable is not None and quotable < len(body) else None,
    )


def texts_of(article: models.Article, body: str) -> model.ArticleTexts:
    """A stored article as finding its topics sees it."""
    return model.ArticleTexts(
        headline=article.headline,
        standfirst=article.standfirst,
        body=body,
        dateline=article.dateline,
        source=article.publisher.name,
        country=article.publisher.country,
    )


def topic_row(topic: model.Topic, *, now: datetime) -> models.Topic:
    """A topic that was found, as an unsaved row."""
    return models.Topic(
        slug=topic.slug,
        name=clean(topic.name)[:200],
        kind=topic.kind,
        names=dict(topic.names),
        country=topic.country,
        level=topic.level,
        latitude=topic.latitude,
        longitude=topic.longitude,
        added_at=now,
    )


def reason_rows(reasons: Iterable[model.Reason]) -> list[dict[str, Any]]:
    """Reasons as rows store them."""
    return [asdict(reason) for reason in reasons]


def citations_of(brief: model.Brief) -> Iterable[tuple[str, model.Citation]]:
    """Every citation of a brief, with the place of what it bears, e.g. "sections/0/2"."""
    for citation in brief.standfirst.citations:
        yield "standfirst", citation
    for i, section in enumerate(brief.sections):
        for j, sentence in enumerate(section.sentences):
            for citation in sentence.citations:
                yield f"sections/{i}/{j}", citation
    cited = (("quotes", brief.quotes), ("timeline", brief.timeline), ("differences", brief.differences))
    for name, parts in cited:
        for i, part in enumerate[model.Quote | model.TimelineEntry | model.Difference](parts):
            for citation in part.citations:
                yield f"{name}/{i}", citation
    for i, figure in enumerate(brief.figures):
        for j, value in enumerate(figure.values):
            for citation in value.citations:
                yield f"figures/{i}/{j}", citation


def history_of(poll: models.Poll) -> PollHistory:
    """What a poll's row remembers, as the schedule takes it."""
    kept = poll.history
    return PollHistory(
        published=tuple(datetime.fromtimestamp(s, UTC) for s in kept.get("published", ())),
        asked_at=poll.asked_at,
        changed_at=poll.changed_at,
        outcome=kept.get("outcome"),
        failures=poll.failures,
        ttl_minutes=kept.get("ttl"),
    )


def history_row(history: PollHistory) -> dict[str, Any]:
    """What of a history has no column of its own; moments as Unix seconds, which read quickest."""
    return {
        "published": [int(moment.timestamp()) for moment in history.published],
        "outcome": history.outcome,
        "ttl": history.ttl_minutes,
    }
