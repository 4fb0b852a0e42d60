"""How a title's articles were read, in numbers behind which nobody can be made out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum

from newsstand.members.models import CountedRead, Statement
from newsstand.newsroom.models import Publisher

LEAST = 5  # fewer readers than these are not told apart
MOST_ARTICLES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFigures:
    """One article within a month; the counts are None where fewer than five members read it."""

    article: int
    headline: str
    language: str
    readers: int | None
    finished: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """A title's month; the counts are None where fewer than five members read anything of it.

    days: reads of each day so far, by when each was read last; None where they are too few to be told
    """

    month: date
    reads: int | None
    readers: int | None
    finished: int | None
    minutes: int | None
    articles: tuple[ArticleFigures, ...] = ()
    days: tuple[tuple[date, int | None], ...] = ()


def hide_few(readers: Mapping[int, int], least: int = LEAST) -> frozenset[int]:
    """Which of several counts of readers are not told, so that none of fewer than five can be found by subtraction.

    A count of nought is told: it is nobody's.
    """
    hidden = {key for key, count in readers.items() if 0 < count < least}
    if hidden and (len(hidden) == 1 or sum(readers[key] for key in hidden) < least):
        shown = [(count, key) for key, count in readers.items() if count >= least]
        if shown:
            hidden.add(min(shown)[1])
    return frozenset(hidden)


def month_of(now: datetime, zone: ZoneInfo) -> date:
    """The first day of a moment's month in the house's zone."""
    return now.astimezone(zone).date().replace(day=1)


def month_before(month: date) -> date:
    """The month before, by its first day."""
    return (month - timedelta(days=1)).replace(day=1)


def month_figures(title: Publisher, month: date, now: datetime, zone: ZoneInfo) -> MonthFigures:
    """What a title's articles did in a month, so far as it may be told."""
    reads = CountedRead.objects.filter(publisher=title, month=month)
    all_told = reads.aggregate(
        reads=Count("pk"),
        readers=Count("member", distinct=True),
        finished=Count("pk", filter=Q(is_finished=True)),
        seconds=Sum("seconds"),
    )
    if 0 < all_told["readers"] < LEAST:
        return MonthFigures(month=month, reads=None, readers=None, finished=None, minutes=None)
    return MonthFigures(
        month=month,
        reads=all_told["reads"],
        readers=all_told["readers"],
        finished=all_told["finished"],
        minutes=round((all_told["seconds"] or 0) / 60),
        articles=_articles(title, month),
        days=_days(title, month, now, zone),
    )


def _articles(title: Publisher, month: date) -> tuple[ArticleFigures, ...]:
    rows = list(
        CountedRead.objects.filter(publisher=title, month=month)
        .values("article_id", "article__headline", "article__language")
        .annotate(
            readers=Count("member", distinct=True),
            finished=Count("pk", filter=Q(is_finished=True)),
            seconds=Sum("seconds"),
        )
        .order_by("-readers", "article_id")[:MOST_ARTICLES]
    )
    hidden = hide_few({row["article_id"]: row["readers"] for row in rows})
    return tuple(
        ArticleFigures(
            article=row["article_id"],
            headline=row["article__headline"],
            language=row["article__language"],
            readers=None if is_hidden else row["readers"],
            finished=None if is_hidden else row["finished"],
            minutes=None if is_hidden else round(row["seconds"] / 60),
        )
        for row in rows
        for is_hidden in (row["article_id"] in hidden,)
    )


def _days(
    title: Publisher, month: date, now: datetime, zone: ZoneInfo
) -> tuple[tuple[date, int | None], ...]:
    rows = (
        CountedRead.objects.filter(publisher=title, month=month)
        .values_list("day")
        .annotate(reads=Count("pk"), readers=Count("member", distinct=True))
    )
    known = {day: (reads, readers) for day, reads, readers in rows}
    end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    last = min(now.astimezone(zone).date(), end)
    span = [month + timedelta(days=n) for n in range((last - month).days + 1)]
    hidden = hide_few({day.day: known.get(day.day, (0, 0))[1] for day in span})
    return tuple((day, None if day.day in hidden else known.get(day.day, (0, 0))[0]) for day in span)


def closed_months(title: Publisher, most: int = 12) -> list[Statement]:
    """The newest statements of a title, the oldest first."""
    rows = Statement.objects.filter(publisher=title).select_related("close").order_by("-close__month", "-pk")
    return list(rows[:most])[::-1]
