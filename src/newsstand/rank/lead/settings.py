"""What the lead's score weighs; `python -m benchmarks front_pages` shows what a change of it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSettings:
    """Weights of the score, which is a sum of logarithms: what multiplies importance adds here.

    titles:       independent titles that report a story
    front_page:   its prominence on front pages, see `prominence.shown_at`
    trend:        how its prominence has changed within `trend_over`
    breadth:      countries and languages that it reached
    own_reports:  independent reports of at least `long_report` words, so that own work goes before a rewritten wire
    half_life:    a story that stood still this long, and on no front page, has half its importance
    hold:         how much slower one fades that front pages show: by this factor for one page's first place
    sighting_age: how long a place on a front page counts where nobody has looked since
    fresh_place:  how much less a place counts that was just taken than one that is held
    settles:      after this long, half of that is forgiven
    small:        how much less the smallest teaser counts than the largest in the same place
    section_run:  how many stories of one section may follow each other
    """

    titles: float = 1.6
    front_page: float = 6.0
    trend: float = 0.4
    breadth: float = 0.4
    own_reports: float = 0.2
    half_life: timedelta = timedelta(hours=9)
    hold: float = 2.0
    sighting_age: timedelta = timedelta(hours=3)
    trend_over: timedelta = timedelta(hours=2)
    fresh_place: float = 0.3
    settles: timedelta = timedelta(hours=2)
    small: float = 0.3
    long_report: int = 300
    section_run: int = 2
