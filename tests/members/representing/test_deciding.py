"""What looks make of claims, without a store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsstand.members.representing.deciding import (
    LOOKS_FOR,
    LOST_AT,
    PROOF_HOLDS,
    WARNED_AT,
    Standing,
    judge_claim,
    lost_on,
    next_look,
)
from newsstand.members.representing.proving import Found

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
OPEN = Standing(state="open", made_at=NOW)
HELD = Standing(state="granted", made_at=NOW, way="dns", proved_at=NOW)
PROVED, MISSING = Found(way="dns"), Found(fault="too_slow", where="_newsstand.herald.example")


def test_what_is_proved_holds_ninety_days() -> None:
    verdict = judge_claim(OPEN, PROVED, NOW, is_round=True)
    assert (verdict.state, verdict.way, verdict.deed) == ("granted", "dns", "granted")
    assert verdict.due_at == NOW + PROOF_HOLDS


def test_what_is_proved_again_is_no_news() -> None:
    verdict = judge_claim(HELD, PROVED, NOW, is_round=True)
    assert (verdict.state, verdict.deed, verdict.misses) == ("granted", "", 0)


def test_a_part_of_a_site_is_proved_by_its_name_but_a_file_needs_a_word() -> None:
    part = Standing(state="open", made_at=NOW, is_path=True)
    assert judge_claim(part, PROVED, NOW, is_round=True).state == "granted"
    verdict = judge_claim(part, Found(way="file"), NOW, is_round=True)
    assert (verdict.state, verdict.deed, verdict.due_at) == ("open", "needs_word", None)
    seen = Standing(state="open", made_at=NOW, is_path=True, way="file", proved_at=NOW)
    assert judge_claim(seen, Found(way="file"), NOW, is_round=False).deed == ""


def test_we_look_for_seven_days_ever_more_rarely() -> None:
    at, looks = NOW, []
    while (following := next_look(NOW, at)) is not None:
        looks.append(following - at)
        at = following
    assert looks == sorted(looks)
    assert LOOKS_FOR - timedelta(hours=4) < at - NOW <= LOOKS_FOR
    assert 40 < len(looks) < 100
    assert judge_claim(OPEN, MISSING, NOW + LOOKS_FOR, is_round=True).due_at is None


def test_a_proof_that_stays_away_is_warned_of_and_then_lost() -> None:
    standing, told, at = HELD, [], NOW + PROOF_HOLDS
    for _ in range(LOST_AT):
        verdict = judge_claim(standing, MISSING, at, is_round=True)
        if verdict.deed == "warned":
            told.append((verdict.misses, lost_on(verdict.misses, at)))
        standing = Standing(
            state=verdict.state, made_at=NOW, way=verdict.way, proved_at=NOW, misses=verdict.misses
        )
        last, at = at, verdict.due_at or at
    assert [misses for misses, _ in told] == list(WARNED_AT)
    assert {day for _, day in told} == {last + timedelta(days=1)} or {day for _, day in told} == {last}
    assert verdict.deed == "lost"
    assert verdict.due_at is None


def test_a_pressed_button_never_counts_as_a_miss() -> None:
    verdict = judge_claim(HELD, MISSING, NOW, is_round=False)
    assert (verdict.state, verdict.misses, verdict.deed) == ("granted", 0, "")
    assert verdict.problem == "too_slow _newsstand.herald.example"
