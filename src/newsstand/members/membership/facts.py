"""What happened to a membership, as data: each event once, in the order of the world and not of the post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# What each kind of event must say; it may say more.
KINDS: Mapping[str, frozenset[str]] = {
    "signed_up": frozenset(),
    "granted": frozenset({"until", "plan"}),
    "grant_ended": frozenset(),
    "gift_redeemed": frozenset({"gift", "months"}),
    "coupon_used": frozenset({"coupon", "days"}),
    "seat_taken": frozenset({"group", "seat"}),
    "seat_left": frozenset({"group", "seat"}),
    "contract": frozenset({"contract", "status", "period_end"}),
    "payment_failed": frozenset({"contract"}),
    "payment_succeeded": frozenset({"contract"}),
    "refunded": frozenset({"contract", "whole"}),
    "paused": frozenset({"until"}),
    "resumed": frozenset(),
    "account_closed": frozenset(),
}
STATUSES = frozenset({"incomplete", "active", "past_due", "unpaid", "canceled", "paused"})
ENDING = frozenset({"grant_ended", "seat_left", "resumed", "account_closed"})
_MOMENTS = frozenset({"until", "period_start", "period_end", "paused_until", "ended_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened; two with one key are the same."""

    key: str
    kind: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)

    def moment(self, name: str) -> datetime | None:
        """A fact that is a moment; None where it is not said."""
        said = self.facts.get(name)
        return datetime.fromisoformat(said) if said else None

    def text(self, name: str) -> str:
        """A fact that is a word; "" where it is not said."""
        return str(self.facts.get(name) or "")

    def number(self, name: str, default: int) -> int:
        """A fact that is a whole number."""
        said = self.facts.get(name)
        return default if said is None else int(said)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Each event once, by when it happened; of one moment the provider's rank decides, what ends comes last, then the key."""
    once = {event.key: event for event in events}
    return tuple(sorted(once.values(), key=lambda e: (e.at, e.number("rank", 0), e.kind in ENDING, e.key)))


def fault_of(kind: str, facts: Mapping[str, Any]) -> str:
    """What is wrong with an event that somebody tells us; "" for nothing."""
    needed = KINDS.get(kind)
    if needed is None:
        return f"there is no event “{kind}”"
    missing = sorted(needed - facts.keys())
    if missing:
        return f"the event “{kind}” does not say {', '.join(missing)}"
    if kind == "contract" and facts["status"] not in STATUSES:
        return f"a contract is not “{facts['status']}”"
    for name in sorted(_MOMENTS & facts.keys()):
        if facts[name] and not _is_moment(facts[name]):
            return f"“{name}” of the event “{kind}” is no moment with its zone"
    return ""


def _is_moment(said: Any) -> bool:
    try:
        return datetime.fromisoformat(said).tzinfo is not None
    except (TypeError, ValueError):
        return False
