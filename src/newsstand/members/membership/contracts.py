"""What a contract with the payment provider gives its reader, from all that was told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from newsstand.members.membership.facts import Event
from newsstand.members.membership.spans import Span, cut_off
from newsstand.model import MemberState

WORD_LATE = timedelta(days=1)  # that word of a renewal may need before anybody worries
FAILING = frozenset({"past_due", "unpaid"})
GOOD = frozenset({"active"})


@dataclass(frozen=True, slots=True)
class _Contract:
    """All that was told of one contract, each in order."""

    snapshots: tuple[Event, ...]
    failed: tuple[Event, ...]
    paid: tuple[Event, ...]
    refunded: tuple[Event, ...]

    @property
    def newest(self) -> Event:
        """The snapshot that counts."""
        return self.snapshots[-1]


def contract_spans(events: Iterable[Event], grace: timedelta) -> tuple[Span, ...]:
    """The spans of every contract among a reader's events, which are in order."""
    return tuple(span for contract in _contracts(tuple(events)) for span in _spans(contract, grace))


def newest_contract(events: Iterable[Event]) -> Event | None:
    """The last snapshot of the contract that was spoken of last, leaving out those that never began."""
    told = [e for e in events if e.kind == "contract" and e.text("status") != "incomplete"]
    running = [c.newest for c in _contracts(tuple(told)) if c.newest.text("status") != "canceled"]
    return max(running or told, key=lambda e: (e.at, e.number("rank", 0), e.key), default=None)


def failed_since(events: Iterable[Event], contract: str) -> datetime | None:
    """Since when a contract's payment fails; None where it does not."""
    for one in _contracts(tuple(events)):
        if one.newest.text("contract") == contract:
            return _failing_since(one)
    return None


def last_recovery(events: Iterable[Event]) -> tuple[datetime, datetime] | None:
    """When a payment failed that was made good later, and when that was; the last of them. None where there is none."""
    found: list[tuple[datetime, datetime]] = []
    for contract in _contracts(tuple(events)):
        failed_at: datetime | None = None
        told = sorted((*contract.snapshots, *contract.failed, *contract.paid), key=_order)
        for event in told:
            fails = event.kind == "payment_failed" or event.text("status") in FAILING
            good = event.kind == "payment_succeeded" or event.text("status") in GOOD
            if fails and failed_at is None:
                failed_at = event.at
            elif good and failed_at is not None:
                found.append((failed_at, event.at))
                failed_at = None
    return max(found, key=lambda one: one[1], default=None)


def _order(event: Event) -> tuple[datetime, int, str]:
    return (event.at, event.number("rank", 0), event.key)


def _contracts(events: tuple[Event, ...]) -> Iterator[_Contract]:
    names = dict.fromkeys(e.text("contract") for e in events if e.kind == "contract")
    for name in names:
        own = [e for e in events if e.text("contract") == name]
        snapshots = tuple(e for e in own if e.kind == "contract" and e.text("status") != "incomplete")
        if snapshots:
            yield _Contract(
                snapshots=snapshots,
                failed=tuple(e for e in own if e.kind == "payment_failed"),
                paid=tuple(e for e in own if e.kind == "payment_succeeded"),
                refunded=tuple(e for e in own if e.kind == "refunded" and e.facts.get("whole")),
            )


def _spans(contract: _Contract, grace: timedelta) -> tuple[Span, ...]:
    newest, status = contract.newest, contract.newest.text("status")
    start = min(e.moment("period_start") or e.at for e in contract.snapshots)
    period_end = _paid_until(contract)
    failing = _failing_since(contract)
    if status == "canceled":
        spans = _after_the_end(contract, start)
    elif status == "paused":
        spans = _while_paused(contract, start, grace)
    elif failing is not None:
        spans = [
            _span(newest, start, failing, MemberState.ACTIVE, until=failing),
            _span(newest, failing, failing + grace, MemberState.GRACE, until=failing + grace),
        ]
    elif newest.facts.get("cancels"):
        spans = [_span(newest, start, period_end, MemberState.CANCELLING, until=period_end)]
    else:
        spans = _while_it_runs(newest, start, period_end, grace)
    kept = tuple(span for span in spans if span.end is None or span.start < span.end)
    back_at = _given_back_at(contract)
    return kept if back_at is None else cut_off(kept, back_at)


def _span(
    snapshot: Event,
    start: datetime,
    end: datetime | None,
    state: MemberState,
    *,
    until: datetime | None,
) -> Span:
    return Span(
        start=start,
        end=end,
        state=state,
        source="card",
        plan=snapshot.text("plan"),
        until=until,
        contract=snapshot.text("contract"),
        seats=snapshot.number("seats", 1),
    )


def _while_it_runs(newest: Event, start: datetime, due: datetime, grace: timedelta) -> list[Span]:
    """It renews by itself at `due`; where no word of that comes, it is taken for a payment that fails."""
    heard_by = due + min(WORD_LATE, grace)
    return [
        _span(newest, start, heard_by, MemberState.ACTIVE, until=due),
        _span(newest, heard_by, due + grace, MemberState.GRACE, until=due + grace),
    ]


def _while_paused(contract: _Contract, start: datetime, grace: timedelta) -> list[Span]:
    """What was paid is read to its end; then nothing, until the provider goes on by itself."""
    newest, until = contract.newest, contract.newest.moment("paused_until")
    paused_at = newest.at
    paid = [
        *(e.moment("period_end") or e.at for e in contract.snapshots if e.text("status") in GOOD),
        *(e.moment("period_end") or e.at for e in contract.paid),
    ]
    for snapshot in reversed(contract.snapshots):
        if snapshot.text("status") != "paused":
            break
        paused_at = snapshot.at
    stops = max(paused_at, *paid) if paid else paused_at
    if until is not None:
        stops = min(stops, until)
    spans = [
        _span(newest, start, stops, MemberState.ACTIVE, until=stops),
        _span(newest, stops, until, MemberState.PAUSED, until=until),
    ]
    if until is not None:
        spans += _while_it_runs(newest, until, until, grace)
    return spans


def _after_the_end(contract: _Contract, start: datetime) -> list[Span]:
    """It ended when the provider says, or with the period that was paid where that is later."""
    newest = contract.newest
    end = newest.moment("ended_at") or newest.at
    before = [e for e in contract.snapshots if e.text("status") != "canceled"]
    ends = [end, *(paid for e in contract.paid if (paid := e.moment("period_end")))]
    if before and before[-1].text("status") in GOOD and not _unpaid_at_last(contract, before[-1]):
        ends.append(before[-1].moment("period_end") or end)
    last = max(ends)
    if last <= newest.at:
        return [_span(newest, start, last, MemberState.ACTIVE, until=last)]
    return [_span(newest, start, last, MemberState.CANCELLING, until=last)]


def _unpaid_at_last(contract: _Contract, snapshot: Event) -> bool:
    made_good = {e.text("invoice") for e in contract.paid}
    return any(e.at > snapshot.at and e.text("invoice") not in made_good for e in contract.failed)


def _paid_until(contract: _Contract) -> datetime:
    """The end of the period that runs; a payment that was heard of before the renewal itself counts."""
    newest = contract.newest
    ends = [newest.moment("period_end") or newest.at]
    ends += [e.moment("period_end") or e.at for e in contract.paid if e.at >= newest.at]
    return max(ends)


def _failing_since(contract: _Contract) -> datetime | None:
    """Since when the payment fails: the provider says so, or a payment failed and nothing good was heard since."""
    newest = contract.newest
    good_at = max((e.at for e in contract.snapshots if e.text("status") not in FAILING), default=None)
    paid_at = max((e.at for e in contract.paid), default=None)
    made_good = {e.text("invoice") for e in contract.paid if e.text("invoice")}
    if newest.text("status") in FAILING:
        if paid_at is not None and paid_at >= newest.at:
            return None
        # By their order, not by their seconds: what is well and what fails may be told of within one second.
        failing = list(takewhile(lambda e: e.text("status") in FAILING, reversed(contract.snapshots)))
        fails = [e.at for e in failing]
        fails += [
            e.at for e in contract.failed if (good_at is None or e.at >= good_at) and _is_after(e.at, paid_at)
        ]
        return min(at for at in fails if _is_after(at, paid_at))
    if newest.text("status") != "active":
        return None
    late = [e for e in contract.failed if e.at > newest.at and e.text("invoice") not in made_good]
    return min((e.at for e in late if _is_after(e.at, paid_at)), default=None)


def _is_after(at: datetime, other: datetime | None) -> bool:
    return other is None or at > other


def _given_back_at(contract: _Contract) -> datetime | None:
    """When what runs was given back in whole; None where it was not, or was paid anew since."""
    newest = contract.newest
    began = newest.moment("period_start") or newest.at
    for refund in contract.refunded:
        if began <= refund.at and not any(paid.at > refund.at for paid in contract.paid):
            return refund.at
    return None
