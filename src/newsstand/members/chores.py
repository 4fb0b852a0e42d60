"""What has to be done for members while the house runs: each chore finds its own work in rows, and is idempotent."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from newsstand.members.accounts.chores import look_after_accounts
from newsstand.members.billing import apply_provider_events, enter_costs, reconcile_daily
from newsstand.members.letters import deliver_letters
from newsstand.members.membership.gifts import send_gifts
from newsstand.members.membership.turning import remind_members, turn_memberships
from newsstand.members.paying.closing import close_months, drop_counted_reads
from newsstand.members.privacy.ending import end_contracts
from newsstand.members.privacy.retention import OBEYED_EVERY, obey_retention
from newsstand.members.representing.claiming import look_at_claims

log = logging.getLogger(__name__)
AFTER_A_FAULT = 60.0  # seconds that a chore rests when it broke


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something done every `seconds`; `do` takes the moment and returns how much it did."""

    name: str
    seconds: float
    do: Callable[[datetime], int]


CHORES: tuple[Chore, ...] = (
    Chore(name="endings", seconds=60, do=end_contracts),
    Chore(name="retention", seconds=OBEYED_EVERY, do=obey_retention),
    Chore(name="memberships", seconds=30, do=turn_memberships),
    Chore(name="reminders", seconds=900, do=remind_members),
    Chore(name="gifts", seconds=300, do=send_gifts),
    Chore(name="letters", seconds=1, do=deliver_letters),
    Chore(name="claims", seconds=60, do=look_at_claims),
    Chore(name="accounts", seconds=3600, do=look_after_accounts),
    Chore(name="provider events", seconds=30, do=apply_provider_events),
    Chore(name="payment costs", seconds=600, do=enter_costs),
    Chore(name="reconciling", seconds=3600, do=reconcile_daily),
    Chore(name="closes", seconds=3600, do=close_months),
    Chore(name="counted reads", seconds=86_400, do=drop_counted_reads),
)


class Round:
    """Goes round the chores, each when it is due; one that breaks is told in the log and tried again later."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        chores: Iterable[Chore] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._clock = clock
        self._chores = CHORES if chores is None else tuple(chores)
        self._due: dict[str, float] = {}

    def go(self) -> dict[str, int]:
        """Do what is due; how much each chore did."""
        done: dict[str, int] = {}
        for chore in self._chores:
            if self._clock() < self._due.get(chore.name, 0):
                continue
            rest = chore.seconds
            try:
                done[chore.name] = chore.do(self._now())
            except Exception:  # one chore's fault must not cost the others, nor the paper
                log.exception("the chore “%s” broke off; it is tried again in a minute", chore.name)
                rest = max(rest, AFTER_A_FAULT)
            self._due[chore.name] = self._clock() + rest
        return done
