from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.feeds.schedule import LONGEST, SHORTEST, PollHistory, next_poll, remember
from tests.feeds.feeds_for_tests import NOW

HOUR = timedelta(hours=1)


def every(span: timedelta, *, last: timedelta = timedelta(0)) -> tuple[datetime, ...]:
    """Twelve entries, one each `span`, the last of them `last` ago."""
    return tuple(NOW - last - n * span for n in range(12))


def test_a_feed_never_asked_is_due_now() -> None:
    plan = next_poll(PollHistory(), now=NOW)
    assert (plan.due_at, plan.reason) == (NOW, "never asked yet")


@pytest.mark.parametrize(
    ("history", "interval", "reason"),
    [
        (PollHistory(published=every(HOUR), outcome="nothing_new"), HOUR / 2, "an entry every 60 min"),
        (PollHistory(published=every(HOUR), outcome="new"), HOUR / 4, "just moved"),
        (PollHistory(published=every(HOUR / 60), outcome="new"), SHORTEST, "an entry every 1 min"),
        (PollHistory(published=every(72 * HOUR), outcome="not_modified"), LONGEST, "every 3 days"),
        (
            PollHistory(published=every(HOUR, last=16 * HOUR), outcome="not_modified"),
            2 * HOUR,
            "silent for 16 h",
        ),
        (PollHistory(outcome="nothing_new"), HOUR, "nothing with a date"),
        (PollHistory(published=every(HOUR / 6), outcome="nothing_new", ttl_minutes=45), HOUR * 3 / 4, "ttl"),
        (PollHistory(published=every(HOUR / 6), outcome="nothing_new", ttl_minutes=1440), HOUR, "ttl"),
        (
            PollHistory(published=every(HOUR), outcome="new", fresh_for=2 * HOUR),
            2 * HOUR,
            "stays fresh for 2 h",
        ),
        (PollHistory(published=every(HOUR), outcome="new", fresh_for=900 * HOUR), LONGEST, "stays fresh"),
        (PollHistory(outcome="failed", failures=1), HOUR / 6, "failed once"),
        (PollHistory(outcome="failed", failures=4), HOUR * 8 / 6, "failed 4 times in a row"),
        (PollHistory(outcome="failed", failures=4000), LONGEST, "failed 4000 times"),
        (PollHistory(outcome="refused", failures=1, retry_after=3 * HOUR), 3 * HOUR, "Retry-After"),
        (PollHistory(outcome="refused", failures=1, retry_after=9000 * HOUR), 168 * HOUR, "Retry-After"),
        (
            PollHistory(published=every(HOUR), outcome="not_modified", retry_after=5 * HOUR),
            5 * HOUR,
            "Retry-After",
        ),
    ],
)
def test_intervals_have_reasons(history: PollHistory, interval: timedelta, reason: str) -> None:
    asked = PollHistory(
        **{**{name: getattr(history, name) for name in PollHistory.__slots__}, "asked_at": NOW}
    )
    plan = next_poll(asked, now=NOW)
    assert plan.interval == interval
    assert plan.due_at == NOW + interval
    assert reason in plan.reason


def test_gone_is_retired_and_moved_is_followed() -> None:
    gone = next_poll(PollHistory(asked_at=NOW, outcome="gone"), now=NOW)
    assert (gone.retired, gone.due_at) == (True, None)
    moved = next_poll(PollHistory(asked_at=NOW, outcome="new", moved_to="https://bell.example/new"), now=NOW)
    assert moved.url == "https://bell.example/new"
    assert "moved for good" in moved.reason


def test_what_is_overdue_is_due_now() -> None:
    assert next_poll(PollHistory(asked_at=NOW - 100 * HOUR, outcome="new"), now=NOW).due_at == NOW


def test_history_is_folded_and_bounded() -> None:
    history = remember(
        PollHistory(), "new", now=NOW, published=[None, NOW - HOUR, NOW + HOUR], ttl_minutes=15
    )
    assert history.published == (NOW, NOW - HOUR)
    assert (history.changed_at, history.ttl_minutes, history.failures) == (NOW, 15, 0)
    later = NOW + HOUR
    failed = remember(remember(history, "failed", now=later), "refused", now=later, retry_after=HOUR)
    assert (failed.failures, failed.retry_after, failed.changed_at) == (2, HOUR, NOW)
    well = remember(failed, "not_modified", now=later)
    assert (well.failures, well.retry_after, well.ttl_minutes) == (0, None, 15)
    many = remember(well, "new", now=later, published=[NOW - n * HOUR for n in range(100)])
    assert len(many.published) == 20


@given(
    st.lists(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900)), max_size=20),
    st.sampled_from(["new", "nothing_new", "not_modified", "failed", "refused"]),
    st.integers(0, 50),
    st.none() | st.integers(0, 10**9),
    st.none() | st.timedeltas(min_value=timedelta(0)),
)
def test_every_plan_is_between_the_bounds(
    ages: list[timedelta], outcome: str, failures: int, ttl: int | None, wait: timedelta | None
) -> None:
    history = PollHistory(
        published=tuple(sorted((NOW - age for age in ages), reverse=True)),
        asked_at=NOW,
        outcome=outcome,  # type: ignore[arg-type]
        failures=failures if outcome in {"failed", "refused"} else 0,
        ttl_minutes=ttl,
        fresh_for=wait,
    )
    plan = next_poll(history, now=NOW)
    assert SHORTEST <= plan.interval <= LONGEST
    assert plan.due_at == NOW + plan.interval
    assert plan.reason
