"""Notes how contracts stand, from snapshots that come in any order and in any number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from newsstand.members.billing.answers import Answers
from newsstand.members.billing.payers import payer_of
from newsstand.members.billing.provider import Answer
from newsstand.members.billing.snapshots import ContractSnapshot, contract_of
from newsstand.members.membership.events import lock_reader, note_event
from newsstand.members.membership.plans import plan_book
from newsstand.members.models import Reader, SubscriptionEvent

READ = 8  # the rank of what we read ourselves, which came after most that happened in its second
DECIDED = 10  # and that of the snapshot that was found to be the later of two


def note_snapshot(
    body: dict[str, Any], *, at: datetime, rank: int, key: str, answers: Answers, now: datetime
) -> bool:
    """Note how a contract stood at a moment, in the caller's transaction; False where nothing new was said."""
    snapshot = contract_of(body, plan_book())
    payer = payer_of(snapshot.customer, snapshot.member, answers, now)
    if payer.reader is None:
        return False
    lock_reader(payer.reader)
    before = _of_second(payer.reader, snapshot.contract, at)
    is_new = note_event(payer.reader, "contract", key=key, at=at, now=now, **snapshot.facts, rank=rank)
    if is_new and _is_open(before, snapshot, rank) and answers.can_ask:
        _decide(payer.reader, snapshot, at, [*before, {**snapshot.facts, "rank": rank}], answers, now)
    return is_new


def note_answer(answer: Answer, answers: Answers, now: datetime) -> bool:
    """Note how a contract stands by the provider's own answer, where we did not know it so."""
    snapshot = contract_of(answer.body, plan_book())
    payer = payer_of(snapshot.customer, snapshot.member, answers, now)
    if payer.reader is None:
        return False
    lock_reader(payer.reader)
    newest = _newest(payer.reader, snapshot.contract)
    if newest is not None and _facts(newest.facts) == snapshot.facts and newest.at <= answer.at:
        return False
    told = _of_second(payer.reader, snapshot.contract, answer.at)
    rank = max([READ, *(facts.get("rank", 0) + 1 for facts in told)])
    at = int(answer.at.timestamp())
    key = f"contract:{snapshot.contract}:{at}:{rank}"
    return note_event(payer.reader, "contract", key=key, at=answer.at, now=now, **snapshot.facts, rank=rank)


def stands_as(body: dict[str, Any]) -> bool:
    """Whether the newest that we know of a contract is what the provider says of it."""
    facts = contract_of(body, plan_book()).facts
    rows = SubscriptionEvent.objects.filter(kind="contract", facts__contract=facts["contract"])
    newest = max(rows, key=lambda row: (row.at, row.facts.get("rank", 0), row.key), default=None)
    return newest is not None and _facts(newest.facts) == facts


def _of_second(reader: Reader, contract: str, at: datetime) -> list[dict[str, Any]]:
    """What was told of a contract of one moment."""
    rows = SubscriptionEvent.objects.filter(reader=reader, kind="contract", at=at, facts__contract=contract)
    return list(rows.order_by("pk").values_list("facts", flat=True))


def _newest(reader: Reader, contract: str) -> SubscriptionEvent | None:
    rows = SubscriptionEvent.objects.filter(reader=reader, kind="contract", facts__contract=contract)
    return max(rows, key=lambda row: (row.at, row.facts.get("rank", 0), row.key), default=None)


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != "rank"}


def _is_open(before: list[dict[str, Any]], snapshot: ContractSnapshot, rank: int) -> bool:
    """Whether nobody can say which of two snapshots of one second is the later one."""
    if not before:
        return False
    winner = max(before, key=lambda facts: facts.get("rank", 0))
    is_certain = winner.get("rank", 0) != rank and max(winner.get("rank", 0), rank) < READ
    return _facts(winner) != snapshot.facts and not is_certain


def _decide(
    reader: Reader,
    snapshot: ContractSnapshot,
    at: datetime,
    told: list[dict[str, Any]],
    answers: Answers,
    now: datetime,
) -> None:
    """Ask the provider how the contract stands: if that is how one of them said, it was the later one."""
    asked = answers.to(f"subscriptions/{snapshot.contract}")
    if asked is None:
        return
    stands = contract_of(asked.body, plan_book())
    when = at if stands.facts in [_facts(one) for one in told] else max(asked.at, at)
    rank = DECIDED + len(_of_second(reader, snapshot.contract, when))
    key = f"contract:{snapshot.contract}:{int(when.timestamp())}:{rank}"
    note_event(reader, "contract", key=key, at=when, now=now, **stands.facts, rank=rank)
