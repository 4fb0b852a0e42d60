"""Lead stories: how newsrooms themselves rank, each score with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log, log2

from newsstand.model import Candidate, Coverage, Edition, Reason, Sighting, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSettings:
    """Weights of the score, which is a sum of logarithms: what multiplies importance adds here.

    half_life:   a story that stood still this long has half its importance
    sighting_age: how long a place on a front page counts after it was last seen
    section_run: how many stories of one section may follow each other
    """

    titles: float = 1.6
    front_page: float = 1.0
    breadth: float = 0.4
    half_life: timedelta = timedelta(hours=9)
    sighting_age: timedelta = timedelta(hours=3)
    section_run: int = 2


def lead_stories(
    candidates: Sequence[Candidate], *, now: datetime, limit: int, settings: LeadSettings | None = None
) -> Edition:
    """The stories that lead at `now`, best first; ties go to the story that moved last, then to its id."""
    weights = settings or LeadSettings()
    slots = [score_story(c, now=now, settings=weights) for c in candidates]
    sections = {c.story: c.section for c in candidates}
    moved = {c.story: c.moved_at for c in candidates}
    slots.sort(key=lambda s: s.story)
    slots.sort(key=lambda s: (s.score, moved[s.story]), reverse=True)
    return Edition(at=now, slots=tuple(spread_sections(slots, sections, weights.section_run)[:limit]))


def score_story(candidate: Candidate, *, now: datetime, settings: LeadSettings) -> Slot:
    """A story's significance at `now`: independent titles, places on front pages, breadth, age; in log units."""
    voices = independent(candidate.coverage)
    reasons = [
        Reason(
            name="independent_titles",
            value=settings.titles * log(1 + len(voices)),
            detail=f"{len(voices)} independent {'title' if len(voices) == 1 else 'titles'}",
        )
    ]
    if shown := newest_places(candidate.sightings, now - settings.sighting_age):
        weight = sum(1 / log2(1 + place) for place in shown.values())
        best = min(shown.values())
        reasons.append(
            Reason(
                name="front_page",
                value=settings.front_page * log(1 + weight),
                detail=f"on {len(shown)} front {'page' if len(shown) == 1 else 'pages'}, at best in place {best}",
            )
        )
    countries = {v.country for v in voices if v.country}
    languages = {v.language for v in voices if v.language}
    if (spread := len(countries) + len(languages) - 2) > 0:
        reasons.append(
            Reason(
                name="breadth",
                value=settings.breadth * log(1 + spread),
                detail=f"{len(countries)} countries, {len(languages)} languages",
            )
        )
    still = max(timedelta(0), now - candidate.moved_at)
    reasons.append(
        Reason(
            name="freshness",
            value=-log(2) * (still / settings.half_life),
            detail=f"last moved {_ago(still)} ago",
        )
    )
    return Slot(story=candidate.story, score=round(sum(r.value for r in reasons), 6), reasons=tuple(reasons))


def independent(coverage: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """The first own report of each owner: copies and one owner's further titles add no voice."""
    voices: dict[str, Coverage] = {}
    for report in sorted(coverage, key=lambda c: (c.published_at, c.publisher)):
        if not report.is_copy:
            voices.setdefault(report.owner or report.publisher, report)
    return tuple(voices.values())


def newest_places(sightings: Iterable[Sighting], since: datetime) -> dict[str, int]:
    """The place that each publisher last gave the story, where that was seen after `since`."""
    newest: dict[str, Sighting] = {}
    for sighting in sightings:
        known = newest.get(sighting.publisher)
        if sighting.seen_at >= since and (
            known is None or (sighting.seen_at, -sighting.place) > (known.seen_at, -known.place)
        ):
            newest[sighting.publisher] = sighting
    return {publisher: sighting.place for publisher, sighting in newest.items()}


def spread_sections(slots: Sequence[Slot], sections: dict[str, str | None], run: int) -> list[Slot]:
    """The same slots, so that no more than `run` stories of one section follow each other while others wait."""
    waiting, out = list(slots), list[Slot]()
    while waiting:
        recent = [sections.get(s.story) for s in out[-run:]]
        full = recent[0] if len(recent) == run and recent[0] and len(set(recent)) == 1 else None
        pick = next((s for s in waiting if full is None or sections.get(s.story) != full), waiting[0])
        waiting.remove(pick)
        out.append(pick)
    return out


def _ago(gap: timedelta) -> str:
    minutes = int(gap.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
