"""What those who speak for a title see of it: its month, its signals, its place in briefs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils.formats import date_format

from newsstand.members.models import Claim, Demand, Reader, Statement
from newsstand.members.representing.figures import (
    MonthFigures,
    closed_months,
    month_before,
    month_figures,
)
from newsstand.newsroom.models import Article, Brief, Citation, Publisher, Signal
from newsstand.web.chart import Chart, draw_bars
from newsstand.web.languages import direction
from newsstand.web.publisher_words import signal_said
from newsstand.web.selectors.briefs import claims_of
from newsstand.web.selectors.cards import article_url, story_url
from newsstand.web.times import short_day

MOST_STORIES = 10
MOST_SENTENCES = 6  # of one story
MOST_ARTICLES = 15
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedStory:
    """A story whose brief rests on the title: the sentences that do."""

    headline: str
    url: str
    language: str
    direction: str
    at: datetime
    sentences: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSignal:
    """What the site or its pages say to machines, since when, and what we do."""

    says: str
    does: str
    value: str
    url: str
    pages: int
    first_seen_at: datetime
    seen_at: datetime
    is_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleOverview:
    """A title's first page."""

    month: MonthFigures
    chart: Chart | None
    months: Chart | None
    cited: list[CitedStory]
    cited_stories: int
    cited_sentences: int
    signals: list[SeenSignal]
    articles: list[tuple[Article, str]]
    demands: list[Demand]
    waiting: int
    speakers: int


def house_zone() -> ZoneInfo:
    """The zone in which the house counts months."""
    return ZoneInfo(settings.TIME_ZONE)


def titles_of(reader: Reader) -> list[Publisher]:
    """The titles that a reader speaks for, by name."""
    return list(reader.titles.order_by("name", "pk"))


def claims_of_reader(reader: Reader) -> list[Claim]:
    """A reader's claims that are not settled by giving them up."""
    rows = Claim.objects.filter(reader=reader).exclude(state__in=("withdrawn", "granted"))
    return list(rows.select_related("publisher").order_by("-made_at"))


def overview(title: Publisher, month: date, now: datetime) -> TitleOverview:
    """All of a title's first page."""
    figures = month_figures(title, month, now, house_zone())
    cited = Citation.objects.filter(article__publisher=title).aggregate(
        stories=Count("brief", distinct=True), sentences=Count("pk")
    )
    articles = Article.objects.filter(publisher=title).order_by("-published_at", "-pk")[:MOST_ARTICLES]
    own_demands = Demand.objects.filter(publisher=title)
    return TitleOverview(
        month=figures,
        chart=_days_chart(figures),
        months=_months_chart(closed_months(title)),
        cited=cited_stories(title),
        cited_stories=cited["stories"],
        cited_sentences=cited["sentences"],
        signals=signals_seen(title),
        articles=[(article, article_url(article.pk, article.headline)) for article in articles],
        demands=list(own_demands.select_related("article").order_by("-made_at", "-pk")[:5]),
        waiting=own_demands.filter(state=Demand.State.OPEN).count(),
        speakers=title.representatives.count(),
    )


def _days_chart(figures: MonthFigures) -> Chart | None:
    if not any(count for _, count in figures.days):
        return None
    bars = [(short_day(day), count or 0) for day, count in figures.days]
    bars += [("", 0)] * (31 - len(bars))  # as wide on the first of a month as on its last
    return draw_bars(bars, bar=9, gap=3, height=64)


def _months_chart(statements: Iterable[Statement]) -> Chart | None:
    by_month: dict[date, int] = {}
    for statement in statements:
        by_month[statement.close.month] = by_month.get(statement.close.month, 0) + statement.reads
    if not by_month:
        return None
    month, bars = max(by_month), []
    for _ in range(MONTHS):
        bars.append((date_format(month, "M"), by_month.get(month, 0)))
        month = month_before(month)
    return draw_bars(bars[::-1], bar=22, gap=8, height=64)


def cited_stories(title: Publisher) -> list[CitedStory]:
    """The newest briefs that rest on a title's articles, each with the sentences that do: three queries."""
    briefs = (
        Brief.objects.filter(citations__article__publisher=title, story__spiked_at=None)
        .distinct()
        .select_related("story")
        .order_by("-written_at", "-pk")[:MOST_STORIES]
    )
    rows = list(briefs)
    places: dict[int, set[str]] = {}
    cited = Citation.objects.filter(brief__in=rows, article__publisher=title)
    for brief, place in cited.values_list("brief_id", "place").order_by("pk"):
        places.setdefault(brief, set()).add(place)
    return [_cited_story(brief, places.get(brief.pk, set())) for brief in rows]


def _cited_story(brief: Brief, places: set[str]) -> CitedStory:
    sentences = tuple(text for place, text in claims_of(brief) if place in places)
    return CitedStory(
        headline=brief.headline,
        url=story_url(brief.story),
        language=brief.story.language,
        direction=direction(brief.story.language),
        at=brief.written_at,
        sentences=sentences[:MOST_SENTENCES],
        more=max(0, len(sentences) - MOST_SENTENCES),
    )


def signals_seen(title: Publisher) -> list[SeenSignal]:
    """What a title's site and pages say to machines: the site's own lines, and each page's kind counted."""
    site = Signal.objects.filter(publisher=title, article=None).order_by("gone_at", "kind", "pk")
    found = [
        SeenSignal(
            says=said[0],
            does=said[1],
            value=row.value,
            url=row.url,
            pages=0,
            first_seen_at=row.first_seen_at,
            seen_at=row.seen_at,
            is_gone=row.gone_at is not None,
        )
        for row in site[:30]
        for said in (signal_said(row.kind, row.value),)
    ]
    pages = (
        Signal.objects.filter(publisher=title, gone_at=None)
        .exclude(article=None)
        .values("kind", "value")
        .annotate(pages=Count("article", distinct=True), first=Min("first_seen_at"), last=Max("seen_at"))
        .order_by("kind", "value")[:30]
    )
    return found + [
        SeenSignal(
            says=said[0],
            does=said[1],
            value=row["value"],
            url="",
            pages=row["pages"],
            first_seen_at=row["first"],
            seen_at=row["last"],
            is_gone=False,
        )
        for row in pages
        for said in (signal_said(row["kind"], row["value"] if row["kind"] == "tdmrep" else ""),)
    ]
