"""What a look at a title's site makes of a claim: pure, on the row's own facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from newsstand.members.representing.proving import Found, Way

LOOKS_FOR = timedelta(days=7)  # how long we look of ourselves for what was never seen yet
PROOF_HOLDS = timedelta(days=90)
AGAIN = timedelta(days=1)  # after a miss of what was proved once
WARNED_AT = (2, 9, 16)  # misses in a row, a day apart: one alone is an outage, no news
LOST_AT = 23

Deed = Literal["", "granted", "needs_word", "warned", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a claim stands before a look."""

    state: str
    made_at: datetime
    way: str = ""
    proved_at: datetime | None = None
    misses: int = 0
    is_path: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How it stands afterwards, and what is to be told to whom."""

    state: str
    way: str
    proved_at: datetime | None
    due_at: datetime | None
    misses: int = 0
    problem: str = ""
    deed: Deed = ""


def judge_claim(standing: Standing, found: Found, now: datetime, *, is_round: bool) -> Verdict:
    """What a look changes; only our own rounds count a proof as missing, not a press of a button."""
    if found.way:
        return _proved(standing, found.way, now)
    problem = f"{found.fault} {found.where}".strip()[:300]
    if standing.state != "granted":
        return Verdict(
            state=standing.state,
            way="",
            proved_at=None,
            due_at=next_look(standing.made_at, now),
            problem=problem,
        )
    return _missed(standing, problem, now, is_round=is_round)


def _proved(standing: Standing, way: Way, now: datetime) -> Verdict:
    if standing.state != "granted" and standing.is_path and way == "file":
        deed: Deed = "" if standing.proved_at else "needs_word"
        return Verdict(state="open", way="file", proved_at=now, due_at=None, deed=deed, problem="needs_word")
    return Verdict(
        state="granted",
        way=way,
        proved_at=now,
        due_at=now + PROOF_HOLDS,
        deed="" if standing.state == "granted" else "granted",
    )


def _missed(standing: Standing, problem: str, now: datetime, *, is_round: bool) -> Verdict:
    misses = standing.misses + is_round
    kept = {"way": standing.way, "proved_at": standing.proved_at, "misses": misses, "problem": problem}
    if misses >= LOST_AT:
        return Verdict(state="lost", due_at=None, deed="lost", **kept)  # type: ignore[arg-type]
    deed: Deed = "warned" if is_round and misses in WARNED_AT else ""
    return Verdict(state="granted", due_at=now + AGAIN, deed=deed, **kept)  # type: ignore[arg-type]


def next_look(made_at: datetime, now: datetime) -> datetime | None:
    """When we look next for what was never seen: soon at first, then ever more rarely; None after seven days."""
    age = now - made_at
    if age < timedelta(hours=1):
        pause = timedelta(minutes=10)
    elif age < timedelta(days=1):
        pause = timedelta(hours=1)
    else:
        pause = timedelta(hours=4)
    return now + pause if age + pause <= LOOKS_FOR else None


def lost_on(misses: int, now: datetime) -> datetime:
    """The day on which a proof that stays away is lost."""
    return now + (LOST_AT - misses) * AGAIN
