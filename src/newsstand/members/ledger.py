"""The ledger: every movement of money, entered once and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from newsstand.members.models import LedgerLine


def enter(
    *,
    key: str,
    kind: str,
    currency: str,
    minor: int,
    at: datetime,
    member: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
    seats: int = 1,
    ref: str = "",
    facts: Mapping[str, Any] | None = None,
) -> bool:
    """Enter a line, once for every key, in the caller's transaction; False where it stood there before.

    kind:  fee (with its tax, positive); tax, cost, refund, dispute (negative); payout (not shared among titles)
    days:  what a fee pays for; lines of the same `ref` that name none (its tax, cost, refund) go with the fee's
    facts: of a group's fee {"group": its id}: it goes with the readers in its seats, not with who pays; of a gift's fee
           {"gift": its id}: it rests until somebody redeems the gift, and goes with them from then on, `months` long
    """
    _, is_new = LedgerLine.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "member": member,
            "currency": currency,
            "minor": minor,
            "at": at,
            "first_day": first_day,
            "last_day": last_day,
            "seats": seats,
            "ref": ref,
            "facts": dict(facts or {}),
        },
    )
    return is_new
