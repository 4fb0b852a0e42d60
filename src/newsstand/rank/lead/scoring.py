"""A story's score: one reason for each thing that newsrooms weigh, and their sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import log

from newsstand.model import Candidate, Coverage, Reason, Sighting, Slot
from newsstand.rank.lead.prominence import Shown, shown_at
from newsstand.rank.lead.settings import LeadSettings

STEADY = 0.1
"""A trend smaller than this is none to a reader."""


def score_story(candidate: Candidate, *, now: datetime, settings: LeadSettings) -> Slot:
    """A story's significance at `now`: titles, own work, front pages and their trend, breadth, age; in log units."""
    voices = independent(candidate.coverage)
    shown = shown_at(candidate.sightings, now, settings)
    reasons = [
        Reason(
            name="independent_titles",
            value=settings.titles * log(1 + len(voices)),
            detail=f"{len(voices)} independent {'title' if len(voices) == 1 else 'titles'}",
            facts=(len(voices),),
        ),
        *_own_work(voices, settings),
        *_front_pages(candidate.sightings, shown, now, settings),
        *_breadth(voices, settings),
        _freshness(candidate.moved_at, shown, now, settings),
    ]
    return Slot(story=candidate.story, score=round(sum(r.value for r in reasons), 6), reasons=tuple(reasons))


def independent(coverage: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """The first own report of each owner: copies and one owner's further titles add no voice."""
    voices: dict[str, Coverage] = {}
    for report in sorted(coverage, key=lambda c: (c.published_at, c.publisher)):
        if not report.is_copy:
            voices.setdefault(report.owner or report.publisher, report)
    return tuple(voices.values())


def _own_work(voices: Sequence[Coverage], settings: LeadSettings) -> list[Reason]:
    long = sum(voice.words >= settings.long_report for voice in voices)
    if not long or not settings.own_reports:
        return []
    detail = f"{long} own {'report' if long == 1 else 'reports'} of {settings.long_report} words or more"
    value = settings.own_reports * log(1 + long)
    return [Reason(name="own_reports", value=value, detail=detail, facts=(long, settings.long_report))]


def _front_pages(
    sightings: Sequence[Sighting], shown: Shown, now: datetime, settings: LeadSettings
) -> list[Reason]:
    reasons = []
    if shown.pages:
        detail = (
            f"on {shown.pages} front {'page' if shown.pages == 1 else 'pages'}, "
            f"at best in place {shown.best_place}"
        )
        value = settings.front_page * log(1 + shown.prominence)
        seen = (shown.pages, shown.best_place or 0)
        reasons.append(Reason(name="front_page", value=value, detail=detail, facts=seen))
    before = shown_at(sightings, now - settings.trend_over, settings)
    change = log((1 + shown.prominence) / (1 + before.prominence))
    if abs(change) >= STEADY:
        way = "rising" if change > 0 else "falling"
        detail = f"{way} on front pages within {_ago(settings.trend_over)}"
        value = settings.trend * change
        facts = (way, int(settings.trend_over.total_seconds() // 60))
        reasons.append(Reason(name="front_page_trend", value=value, detail=detail, facts=facts))
    return reasons


def _breadth(voices: Sequence[Coverage], settings: LeadSettings) -> list[Reason]:
    countries = {v.country for v in voices if v.country}
    languages = {v.language for v in voices if v.language}
    if (spread := len(countries) + len(languages) - 2) <= 0:
        return []
    detail = f"{len(countries)} countries, {len(languages)} languages"
    value = settings.breadth * log(1 + spread)
    return [Reason(name="breadth", value=value, detail=detail, facts=(len(countries), len(languages)))]


def _freshness(moved_at: datetime, shown: Shown, now: datetime, settings: LeadSettings) -> Reason:
    still = max(timedelta(0), now - moved_at)
    half_life = settings.half_life * (1 + settings.hold * shown.prominence)
    return Reason(
        name="freshness",
        value=-log(2) * (still / half_life),
        detail=f"last moved {_ago(still)} ago",
        facts=(int(still.total_seconds() // 60),),
    )


def _ago(gap: timedelta) -> str:
    minutes = int(gap.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
