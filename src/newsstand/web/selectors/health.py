"""How the house does: feeds by what came of them, counts, what came in hour by hour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncHour
from django.utils import timezone

from newsstand.newsroom.models import Article, Brief, Page, Poll, Publisher, Story
from newsstand.web.chart import Chart, draw_bars
from newsstand.web.outcomes import outcome_in_words

WELL = frozenset({"new", "nothing_new", "not_modified"})
MOST_FEEDS = 300
HOURS = 24
STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What an operator looks at."""

    troubled: list[Poll]
    well: list[Poll]
    unasked: int
    feeds: int
    outcomes: list[tuple[str, int]]
    pages: list[tuple[str, int]]
    counts: dict[str, int]
    articles: Chart
    stories: Chart
    memory_mb: int | None


def house_health(now: datetime) -> Health:
    """Feeds, counts and the last day's hours; a fixed number of queries."""
    polls = list(
        Poll.objects.filter(feed__state="active")
        .select_related("feed__publisher")
        .only(
            "due_at", "asked_at", "outcome", "detail", "since", "failures", "changed_at", "why_due",
            "feed__url", "feed__publisher__name", "feed__publisher__slug",
        )
        .order_by("feed__publisher__name", "pk")
    )  # fmt: skip
    troubled = [p for p in polls if p.outcome and p.outcome not in WELL]
    troubled.sort(key=lambda p: (p.outcome, p.since or now))
    well = [p for p in polls if p.outcome in WELL]
    return Health(
        troubled=troubled[:MOST_FEEDS],
        well=well[:MOST_FEEDS],
        unasked=sum(not p.outcome for p in polls),
        feeds=len(polls),
        outcomes=[(outcome_in_words(name), n) for name, n in Counter(p.outcome for p in polls).most_common()],
        pages=[
            (outcome_in_words(state), n)
            for state, n in Page.objects.values_list("state").annotate(n=Count("pk")).order_by("state")
        ],
        counts={
            "titles": Publisher.objects.count(),
            "articles": Article.objects.count(),
            "stories": Story.objects.count(),
            "briefs": Brief.objects.count(),
        },
        articles=by_hour(Article.objects.all(), "first_seen_at", now),
        stories=by_hour(Story.objects.filter(titles__gte=2), "opened_at", now),
        memory_mb=memory_mb(),
    )


def by_hour(rows: QuerySet[Article] | QuerySet[Story], field: str, now: datetime) -> Chart:
    """How many rows came in each of the last 24 hours, the current one last."""
    this_hour = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    first = this_hour - timedelta(hours=HOURS - 1)
    found = dict(
        rows.filter(**{f"{field}__gte": first, f"{field}__lte": now})
        .annotate(hour=TruncHour(field))
        .order_by("hour")
        .values_list("hour")
        .annotate(n=Count("pk"))
    )
    counts = {moment.timestamp(): n for moment, n in found.items()}
    hours = [first + timedelta(hours=i) for i in range(HOURS)]
    return draw_bars([(f"{hour:%H}", counts.get(hour.timestamp(), 0)) for hour in hours])


def memory_mb() -> int | None:
    """The memory that this process holds, in MB; None where the machine does not say."""
    try:
        pages = int(STATM.read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * 4096 // 2**20
