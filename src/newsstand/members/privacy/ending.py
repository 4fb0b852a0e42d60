"""Contracts that outlived their accounts: ended at the payment provider, now or as soon as it can be reached."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from newsstand.errors import NewsstandError
from newsstand.members.models import Checkout, Ending, Reader, SubscriptionEvent

log = logging.getLogger(__name__)
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=12)
AT_ONCE = 20


def leave_provider(reader: Reader) -> bool:
    """Before an account is deleted, end what runs at the provider and close what was begun; False where it cannot be
    reached, and then only the contracts that we know of are ended later.
    """
    begun = Checkout.objects.filter(reader=reader, done_at=None).exists()
    if not begun and not SubscriptionEvent.objects.filter(reader=reader, kind="contract").exists():
        return True
    from newsstand.members.billing import end_now

    try:
        return bool(end_now(reader))
    except NewsstandError as error:
        log.warning("what reader %d has at the payment provider is ended later: %s", reader.pk, error)
        return False


def end_contracts(now: datetime, end: Callable[[str], None] | None = None) -> int:
    """End what is due; how many contracts were. One that cannot be ended now is tried again, ever more rarely.

    `end` ends the contract of a number, and does nothing where it is over; the provider's own, where none is given.
    """
    done = 0
    for row in Ending.objects.filter(due_at__lte=now).order_by("due_at", "pk")[:AT_ONCE]:
        try:
            (end or _at_the_provider)(row.contract)
        except NewsstandError as error:
            _try_later(row, str(error), now)
        else:
            row.delete()
            done += 1
    return done


def _try_later(row: Ending, problem: str, now: datetime) -> None:
    row.attempts += 1
    row.due_at = now + min(FIRST_WAIT * 2 ** min(row.attempts - 1, 12), LONGEST_WAIT)
    row.problem = problem[:300]
    row.save(update_fields=["attempts", "due_at", "problem"])
    log.warning("ending %s could not be done (attempt %d): %s", row.pk, row.attempts, row.problem)


def _at_the_provider(contract: str) -> None:
    from newsstand.members.billing import end_contract

    end_contract(contract)
