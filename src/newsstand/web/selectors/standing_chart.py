"""How a story stood on the front pages, as numbers and words that a template can draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from newsstand.newsroom.models import Standing, Story
from newsstand.web import times
from newsstand.web.languages import listed

WIDTH, HEIGHT = 320, 96
TOP = 16
"""Above the curve there is room for the mark of the best place."""
MOST_ROWS = 1500
SHORTEST = timedelta(minutes=10)
EDGE = 60
"""A label this near to an end would run into the next."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment on the time axis: where its label stands, and which of its ends stands there."""

    x: int
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class StandingChart:
    """A step curve in a drawing of `width` by `height` units, its best place marked, and all of it in words."""

    width: int
    height: int
    line: str
    area: str
    ticks: tuple[Tick, ...]
    mark: Tick
    mark_y: int
    summary: str


def standing_chart(story: Story, now: datetime) -> StandingChart | None:
    """The curve of a story's prominence on front pages until `now`, in one query; None where there is none to draw."""
    newest = Standing.objects.filter(story=story, at__lte=now).order_by("-at")[:MOST_ROWS]
    return draw_standings(list(newest)[::-1], now)


def draw_standings(rows: Sequence[Standing], now: datetime) -> StandingChart | None:
    """The curve of standings in order of time; the last holds until `now`, unless the story had left by then."""
    if not rows or all(row.pages == 0 for row in rows):
        return None
    start, end = rows[0].at, rows[-1].at if rows[-1].pages == 0 else max(now, rows[-1].at)
    if end - start < SHORTEST:
        return None
    top = max(row.prominence for row in rows)

    def x(at: datetime) -> int:
        return round(WIDTH * ((at - start) / (end - start)))

    def y(prominence: float) -> int:
        return round(HEIGHT - (HEIGHT - TOP) * prominence / top) if top else HEIGHT

    line = _steps([(x(row.at), y(row.prominence)) for row in rows])
    best = min((r for r in rows if r.best_place), key=lambda r: (r.best_place or 0, -r.prominence))
    mark_x = x(best.at)
    return StandingChart(
        width=WIDTH,
        height=HEIGHT,
        line=line,
        area=f"{line}V{HEIGHT}H0Z",
        ticks=_ticks(start, end, x(_height_of(rows).at), _height_of(rows).at),
        mark=Tick(mark_x, _anchor(mark_x), gettext("place %(place)d") % {"place": best.best_place}),
        mark_y=y(best.prominence),
        summary=in_words(rows),
    )


def in_words(rows: Sequence[Standing]) -> str:
    """The curve in a sentence: "On 7 front pages at its height, Thursday 14:00; now on 2."."""
    height, last = _height_of(rows), rows[-1]
    if last.pages == height.pages:
        words = ngettext(
            "On %(count)d front page, as many as ever.", "On %(count)d front pages, as many as ever.", last.pages
        )  # fmt: skip
        return words % {"count": last.pages}
    when = day_and_time(height.at, last.at)
    then = ngettext(
        "On %(count)d front page at its height, %(when)s", "On %(count)d front pages at its height, %(when)s", height.pages
    ) % {"count": height.pages, "when": when}  # fmt: skip
    if last.pages == 0:
        return gettext("%(then)s; it left the last of them %(when)s.") % {
            "then": then,
            "when": day_and_time(last.at, last.at),
        }
    return gettext("%(then)s; now on %(count)d.") % {"then": then, "count": last.pages}


def day_and_time(at: datetime, last: datetime) -> str:
    """Weekday and time in the paper's zone, "Thursday 14:00"; day and month where that is a week ago."""
    near = last - at < timedelta(days=6)
    if near:
        return times.weekday_and_time(at)
    day = times.spoken_day(timezone.localtime(at).date(), weekday=False, year=False)
    return listed((day, times.clock_face(at)))


def _height_of(rows: Sequence[Standing]) -> Standing:
    return max(rows, key=lambda row: (row.pages, row.prominence))


def _steps(points: Sequence[tuple[int, int]]) -> str:
    """A path of steps that ends at the right edge; of several points above each other the highest counts."""
    highest: dict[int, int] = {}
    for x, y in points[:-1]:
        highest[x] = min(y, highest.get(x, HEIGHT))
    x, y = points[-1]
    highest[x] = y if x < WIDTH or x not in highest else highest[x]
    steps = list(highest.items())
    path = f"M{steps[0][0]} {HEIGHT}V{steps[0][1]}"
    for x, y in steps[1:]:
        path += f"H{x}V{y}"
    return f"{path}H{WIDTH}"


def _ticks(start: datetime, end: datetime, middle: int, at: datetime) -> tuple[Tick, ...]:
    """The first and the last moment, and that of the height where there is room."""

    def tick(x: int, anchor: str, moment: datetime) -> Tick:
        if end - start < timedelta(hours=20):
            words = times.clock_face(moment)
        elif end - start < timedelta(days=6):
            words = times.weekday_and_time(moment, short=True)
        else:
            words = times.short_day(timezone.localtime(moment).date())
        return Tick(x, anchor, words)

    between = (tick(middle, "middle", at),) if 1.5 * EDGE <= middle <= WIDTH - 1.5 * EDGE else ()
    return (tick(0, "start", start), *between, tick(WIDTH, "end", end))


def _anchor(x: int) -> str:
    return "start" if x < EDGE else "end" if x > WIDTH - EDGE else "middle"
