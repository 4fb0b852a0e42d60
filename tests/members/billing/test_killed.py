"""Nothing is lost and nothing is double: whoever takes payments is killed at random statements, and started again."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from newsstand.members.billing import enter_costs, reconcile
from newsstand.members.models import Checkout, LedgerLine, ProviderEvent, Reader, Subscription
from tests.killing import is_killed
from tests.members.billing.conftest import START, Till, sums, tell

pytestmark = [pytest.mark.store, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SEED = 20260105
TRIES = 9


class Fate:
    """Kills what is done, again and again, and lets it come to its end at last."""

    def __init__(self) -> None:
        self.dice = random.Random(SEED)
        self.kills = 0

    def do(self, what: Callable[[], Any], statements: int) -> None:
        for _ in range(TRIES):
            if not is_killed(what, self.dice.randint(1, statements)):
                break
            self.kills += 1
        assert not is_killed(what, 10**9)


def test_killed_anywhere_it_comes_to_the_same(till: Till) -> None:
    ada = Reader.objects.make(email="ada@reader.example", name="Ada", now=START)
    fate = Fate()
    fate.do(lambda: till.send(ada), 14)
    assert till.pay(Checkout.objects.get().url)
    fate.do(lambda: till.send(ada, "yearly"), 25)  # another tab, before any webhook
    events = till.events()
    fate.do(lambda: [tell(event, till.now) for event in events], 60)
    till.pass_time(days=32)
    later = till.events()
    fate.do(lambda: [tell(event, till.now) for event in later[::2]], 30)  # half of them never come
    fate.do(lambda: reconcile(till.now), 40)
    fate.do(lambda: enter_costs(till.now), 6)
    things = list(till.fake.look("state").values())
    assert len([one for one in things if one["object"] == "subscription"]) == 1
    assert len([one for one in things if one["object"] == "customer"]) == 1
    assert sums() == {"fee": 1998, "cost": -80}
    assert LedgerLine.objects.filter(kind="fee").count() == 2
    assert not ProviderEvent.objects.filter(applied_at=None).exists()
    assert not Checkout.objects.filter(done_at=None).exists()
    row = Subscription.objects.get()
    assert (row.state, row.plan, str(row.until)[:10]) == ("active", "monthly", "2026-03-05")
    assert fate.kills >= 20
