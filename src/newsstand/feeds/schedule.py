"""When to ask a feed again: as often as it publishes, politely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

PollOutcome = Literal["new", "nothing_new", "not_modified", "failed", "refused", "gone"]
"""new: entries came; nothing_new: read, all known; not_modified: 304; failed: no answer, an error or unreadable;
refused: 429 or 503, "not now"; gone: 410."""

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
UNKNOWN = timedelta(hours=1)
FIRST_RETRY = timedelta(minutes=10)
LONGEST_WAIT_ASKED = timedelta(days=7)
MOST_TTL = timedelta(hours=1)
REMEMBERED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PollHistory:
    """What is remembered of a feed's polls; the datetimes are aware.

    published: when its latest entries appeared, newest first, at most 20
    retry_after, fresh_for: what the last answer asked for (Retry-After; Cache-Control max-age or Expires), as spans
    moved_to: where its last answer said that it has moved for good (301, 308)
    """

    published: tuple[datetime, ...] = ()
    asked_at: datetime | None = None
    changed_at: datetime | None = None
    outcome: PollOutcome | None = None
    failures: int = 0
    ttl_minutes: int | None = None
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollPlan:
    """When a feed is due, and why; `due_at` is None when it has retired. `url` is where it has moved, if it has."""

    due_at: datetime | None
    interval: timedelta
    reason: str
    retired: bool = False
    url: str | None = None


def remember(
    history: PollHistory,
    outcome: PollOutcome,
    *,
    now: datetime,
    published: Iterable[datetime | None] = (),
    ttl_minutes: int | None = None,
    retry_after: timedelta | None = None,
    fresh_for: timedelta | None = None,
    moved_to: str | None = None,
) -> PollHistory:
    """The history after one more poll. `published`: the dates of its new entries; None counts as now."""
    moments = {min(moment or now, now) for moment in published} | set(history.published)
    failed = outcome in {"failed", "refused"}
    return replace(
        history,
        published=tuple(sorted(moments, reverse=True)[:REMEMBERED]),
        asked_at=now,
        changed_at=now if outcome == "new" else history.changed_at,
        outcome=outcome,
        failures=history.failures + 1 if failed else 0,
        ttl_minutes=history.ttl_minutes if ttl_minutes is None else ttl_minutes,
        retry_after=retry_after,
        fresh_for=fresh_for,
        moved_to=moved_to,
    )


def next_poll(history: PollHistory, *, now: datetime) -> PollPlan:
    """When to ask again, counted from the last poll and never before `now`, and in one sentence why."""
    if history.outcome == "gone":
        return PollPlan(
            due_at=None, interval=LONGEST, reason="the server says that it is gone (410)", retired=True
        )
    if history.asked_at is None:
        return PollPlan(due_at=now, interval=timedelta(0), reason="never asked yet")
    if history.failures:
        interval, reason = _after_failure(history)
    else:
        interval, reason = _by_rhythm(history, now)
        interval, reason = _as_told(history, interval, reason)
    if history.moved_to:
        reason += "; it has moved for good"
    due_at = max(now, history.asked_at + interval)
    return PollPlan(due_at=due_at, interval=interval, reason=reason, url=history.moved_to)


def _after_failure(history: PollHistory) -> tuple[timedelta, str]:
    interval = min(LONGEST, FIRST_RETRY * 2 ** min(history.failures - 1, 12))
    times = "once" if history.failures == 1 else f"{history.failures} times in a row"
    reason = f"failed {times}"
    if history.retry_after and history.retry_after > interval:
        return min(
            history.retry_after, LONGEST_WAIT_ASKED
        ), f"{reason}; the server asks for this wait (Retry-After)"
    return interval, reason


def _by_rhythm(history: PollHistory, now: datetime) -> tuple[timedelta, str]:
    """Twice in the usual time between two entries; less often the longer it has been silent, soon after news."""
    moments = sorted((moment for moment in history.published if moment <= now), reverse=True)
    if not moments:
        return UNKNOWN, "it has published nothing with a date yet"
    silence = now - moments[0]
    gaps = [later - earlier for later, earlier in pairwise(moments[:11])]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else silence
    interval, reason = usual / 2, f"an entry every {_spoken(usual)}"
    if silence > 4 * max(usual, SHORTEST):
        interval, reason = max(interval, silence / 8), f"silent for {_spoken(silence)}"
    elif history.outcome == "new":
        interval, reason = interval / 2, f"{reason}, and it has just moved"
    return min(LONGEST, max(SHORTEST, interval)), reason


def _as_told(history: PollHistory, interval: timedelta, reason: str) -> tuple[timedelta, str]:
    """Never before the server's copy can change; the feed's own ttl counts up to an hour, for many are careless."""
    ttl = min(timedelta(minutes=min(history.ttl_minutes or 0, 10_000)), MOST_TTL)
    if ttl > interval:
        interval, reason = ttl, f"{reason}; the feed asks for {_spoken(ttl)} (ttl)"
    fresh = min(history.fresh_for or timedelta(0), LONGEST)
    if fresh > interval:
        interval, reason = fresh, f"{reason}; the answer stays fresh for {_spoken(fresh)}"
    wait = min(history.retry_after or timedelta(0), LONGEST_WAIT_ASKED)
    if wait > interval:
        interval, reason = wait, f"{reason}; the server asks for this wait (Retry-After)"
    return interval, reason


def _spoken(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 90:
        return f"{max(1, minutes)} min"
    return f"{round(minutes / 60)} h" if minutes < 60 * 48 else f"{round(minutes / 1440)} days"
