"""Where a reader stands: one pure function of what happened, of the moment, and of the house's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsstand.members.membership.contracts import contract_spans
from newsstand.members.membership.facts import Event, in_order
from newsstand.members.membership.spans import (
    Credit,
    Span,
    Stretch,
    cut,
    cut_off,
    run_credits,
)
from newsstand.model import Holding, MemberState
from newsstand.model.membership import Source

# Of several things that run at once the best counts: by state, then by source, then the one that lasts longest.
BEST_STATE = (
    MemberState.ACTIVE,
    MemberState.CANCELLING,
    MemberState.TRIAL,
    MemberState.GRACE,
    MemberState.PAUSED,
)
BEST_SOURCE: tuple[Source, ...] = ("hand", "seat", "card", "gift", "coupon", "trial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the house decided: lengths in days, and which plans pay for seats."""

    trial_days: int = 14
    grace_days: int = 14
    group_plans: frozenset[str] = frozenset({"group"})


Payers = Mapping[int, Iterable[Event]]


def holding_from(
    events: Iterable[Event], now: datetime, rules: Rules, payers: Payers | None = None
) -> Holding:
    """Where a reader stands at a moment; the order of events and their repetition do not matter.

    payers: by a group's number, the events of whoever pays for its seats
    """
    return holding_within(spans_from(events, rules, payers), now)


def holding_within(spans: tuple[Span, ...], now: datetime) -> Holding:
    """Where a reader stands at a moment of their spans, and when that changes by time alone."""
    standing = _standing(spans, now)
    edges = {edge for span in spans for edge in (span.start, span.end) if edge is not None and edge > now}
    next_at = next((edge for edge in sorted(edges) if _standing(spans, edge) != standing), None)
    return replace(standing, next_at=next_at)


def spans_from(events: Iterable[Event], rules: Rules, payers: Payers | None = None) -> tuple[Span, ...]:
    """All times in which something holds for a reader, past and to come, as far as it is known."""
    told = in_order(events)
    trial, coupons = _trial_and_coupons(told, rules)
    firm = (
        *trial,
        *contract_spans(told, timedelta(days=rules.grace_days)),
        *_seat_spans(told, rules, payers or {}),
    )
    own = _Own(
        hand=_hand_spans(told),
        credits_=(*_gifts(told), *coupons),
        taken=[(span.start, span.end) for span in firm if span.state.may_read],
    )
    spans = (*firm, *_with_pauses(own, _pauses(told)))
    closed = next((e.at for e in told if e.kind == "account_closed"), None)
    return spans if closed is None else cut_off(spans, closed)


def paying_spans(events: Iterable[Event], rules: Rules) -> tuple[Span, ...]:
    """The spans of a reader that pay for a group's seats."""
    told = in_order(events)
    spans = (
        *cut(_hand_spans(told), _pauses(told)),
        *contract_spans(told, timedelta(days=rules.grace_days)),
    )
    return tuple(span for span in spans if span.plan in rules.group_plans)


def _standing(spans: tuple[Span, ...], now: datetime) -> Holding:
    best = min((span for span in spans if span.holds_at(now)), key=_goodness, default=None)
    if best is not None:
        return Holding(
            state=best.state, source=best.source, plan=best.plan, since=best.start, until=best.until
        )
    over = [span for span in spans if span.end is not None and span.end <= now]
    last = max(over, key=lambda span: (span.end, span.start, span.source, span.plan), default=None)
    if last is None:
        return Holding(state=MemberState.ENDED)
    return Holding(state=MemberState.ENDED, source=last.source, plan=last.plan, since=last.end)


def _goodness(span: Span) -> tuple[int, int, float, float, str]:
    lasts = float("-inf") if span.until is None else -span.until.timestamp()
    return (
        BEST_STATE.index(span.state),
        BEST_SOURCE.index(span.source),
        lasts,
        span.start.timestamp(),
        span.plan,
    )


def _hand_spans(told: tuple[Event, ...]) -> tuple[Span, ...]:
    """What the operator gave: the newest decision counts from when it was made."""
    decisions = [e for e in told if e.kind in ("granted", "grant_ended")]
    spans = []
    for number, decision in enumerate(decisions):
        if decision.kind != "granted":
            continue
        until = decision.moment("until")
        ends = [until] if until else []
        ends += [later.at for later in decisions[number + 1 : number + 2]]
        end = min(ends, default=None)
        if end is not None and end <= decision.at:
            continue
        spans.append(
            Span(
                start=decision.at,
                end=end,
                state=MemberState.ACTIVE,
                source="hand",
                plan=decision.text("plan"),
                until=until,
                seats=decision.number("seats", 1),
            )
        )
    return tuple(spans)


def _trial_and_coupons(told: tuple[Event, ...], rules: Rules) -> tuple[tuple[Span, ...], list[Credit]]:
    """The trial, longer by every coupon that was used while it ran; the other coupons are time of their own."""
    first = next((e for e in told if e.kind == "signed_up"), None)
    end = first.at + timedelta(days=first.number("trial_days", rules.trial_days)) if first else None
    coupons = []
    for used in (e for e in told if e.kind == "coupon_used"):
        days = used.number("days", 0)
        if first is not None and end is not None and first.at <= used.at < end:
            end += timedelta(days=days)
        elif days > 0:
            coupons.append(Credit(at=used.at, key=used.key, source="coupon", plan="", days=days))
    if first is None or end is None or end <= first.at:
        return (), coupons
    trial = Span(start=first.at, end=end, state=MemberState.TRIAL, source="trial", until=end)
    return (trial,), coupons


def _gifts(told: tuple[Event, ...]) -> list[Credit]:
    return [
        Credit(at=e.at, key=e.key, source="gift", plan=e.text("plan"), months=e.number("months", 0))
        for e in told
        if e.kind == "gift_redeemed" and e.number("months", 0) > 0
    ]


def _seat_spans(told: tuple[Event, ...], rules: Rules, payers: Payers) -> list[Span]:
    """A seat holds while it is taken, and while somebody pays for a group that is large enough for it."""
    spans = []
    for group in dict.fromkeys(e.number("group", 0) for e in told if e.kind == "seat_taken"):
        paid = paying_spans(payers.get(group, ()), rules)
        turns = [e for e in told if e.kind in ("seat_taken", "seat_left") and e.number("group", 0) == group]
        for number, turn in enumerate(turns):
            if turn.kind != "seat_taken":
                continue
            left_at = _left_at(turn, turns[number + 1 :])
            for span in paid:
                if span.seats < turn.number("seat", 1):
                    continue
                start = max(span.start, turn.at)
                end = min((at for at in (span.end, left_at) if at is not None), default=None)
                if end is None or start < end:
                    spans.append(replace(span, start=start, end=end, source="seat", contract="", seats=1))
    return spans


def _left_at(taken: Event, later: list[Event]) -> datetime | None:
    """When a seat was left: by the word that names the same turn, else by whatever was said of the group next."""
    turn = taken.number("turn", 0)
    if turn:
        return next((e.at for e in later if e.kind == "seat_left" and e.number("turn", 0) == turn), None)
    return later[0].at if later else None


def _pauses(told: tuple[Event, ...]) -> list[Stretch]:
    """When a reader paused what no provider pauses: what was given by hand, as a gift, by a coupon."""
    words = [e for e in told if e.kind in ("paused", "resumed")]
    stretches: list[Stretch] = []
    for number, word in enumerate(words):
        if word.kind != "paused":
            continue
        ends = [e.at for e in words[number + 1 : number + 2]]
        until = word.moment("until")
        end = min([*ends, until] if until else ends, default=None)
        if end is None or word.at < end:
            stretches.append((word.at, end))
    return stretches


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """What readers pause by themselves, and the times that something better takes."""

    hand: tuple[Span, ...]
    credits_: tuple[Credit, ...]
    taken: list[Stretch]

    def without(self, pauses: list[Stretch]) -> tuple[Span, ...]:
        """When it runs, where nothing runs in the pauses."""
        hand = tuple(cut(self.hand, pauses))
        taken = [*self.taken, *pauses, *((span.start, span.end) for span in hand)]
        return hand + run_credits(self.credits_, taken)


def _with_pauses(own: _Own, pauses: list[Stretch]) -> tuple[Span, ...]:
    """What readers hold by hand, gift or coupon, and the pauses in it; there must be something to pause."""
    paused: list[Span] = []
    running = own.without([])
    for start, end in pauses:
        resting = next((span for span in running if span.holds_at(start)), None)
        if resting is None:
            continue
        paused.append(
            Span(
                start=start,
                end=end,
                state=MemberState.PAUSED,
                source=resting.source,
                plan=resting.plan,
                until=end,
            )
        )
        running = own.without([(span.start, span.end) for span in paused])
    return (*running, *paused)
