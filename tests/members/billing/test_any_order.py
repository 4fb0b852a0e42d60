"""Whatever order the provider's word comes in, and however often: the same membership, the same money."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from newsstand.members.billing import apply_provider_events, customer_of, enter_costs, reconcile
from newsstand.members.models import Customer, LedgerLine, ProviderEvent, Reader, Subscription
from tests.members.billing.conftest import START, Till, ledger, tell

pytestmark = [pytest.mark.django_db, pytest.mark.store]

STEPS = ("month", "fails", "recovers", "leaves", "stays", "pauses", "refund", "dispute", "yearly", "soon")


def live(till: Till, reader: Reader, steps: list[str]) -> None:
    """A life of a subscription, at the provider alone: we hear of nothing."""
    assert till.pay(till.send(reader).url)
    customer = customer_of(reader)
    contract = next(k for k, v in till.fake.look("state").items() if v["object"] == "subscription")
    for step in steps:
        state = till.fake.look("state")
        runs = state[contract]["status"] in ("active", "past_due")
        if step == "month":
            till.pass_time(days=32)
        elif step == "soon":
            till.pass_time(hours=1)
        elif step == "fails":
            till.fake.switch("card", customer=customer, card="4000000000000341")
        elif step == "recovers":
            till.fake.switch("card", customer=customer, card="4242424242424242")
            till.pass_time(days=4)
        elif step == "refund":
            charges = [v for v in state.values() if v["object"] == "charge" and not v["refunded"]]
            if charges:
                till.fake.api(
                    "POST", "refunds", charge=charges[-1]["id"], amount=min(300, _left(charges[-1]))
                )
        elif step == "dispute":
            charges = [v for v in state.values() if v["object"] == "charge" and not v["disputed"]]
            if charges:
                made = till.fake.switch("dispute", charge=charges[0]["id"])
                till.fake.switch("close_dispute", dispute=made["id"], status="won")
        elif runs and step in ("leaves", "stays"):
            till.fake.api(
                "POST", f"subscriptions/{contract}", cancel_at_period_end=str(step == "leaves").lower()
            )
        elif runs and step == "pauses":
            until = int((till.now + timedelta(days=40)).timestamp())
            body = {"pause_collection[behavior]": "void", "pause_collection[resumes_at]": until}
            till.fake.api("POST", f"subscriptions/{contract}", **body)


def _left(charge: dict[str, Any]) -> int:
    return int(charge["amount"] - charge["amount_refunded"])


def outcome(reader: Reader) -> tuple[Any, ...]:
    """All that has to be the same."""
    row = Subscription.objects.filter(reader=reader).values().first()
    return row, ledger()


@contextmanager
def unheard() -> Iterator[None]:
    """What is done within was never done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # to shrink a life takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=7), seed=st.integers(0, 10**6))
def test_any_order_and_repetition_leaves_the_same(
    till: Till, ada: Reader, steps: list[str], seed: int
) -> None:
    till.begin_anew()
    with unheard():
        live(till, ada, steps)
        events = till.events()
        dice = random.Random(seed)
        orders = [events, events[::-1], dice.sample(events, len(events)) + dice.choices(events, k=5)]
        left = []
        for order in orders:
            with unheard():
                Customer.objects.all().delete()
                for event in order:
                    tell(event, till.now)
                apply_provider_events(till.now + timedelta(minutes=5))
                enter_costs(till.now, since=START - timedelta(days=1))
                assert not ProviderEvent.objects.exclude(problem="").exists()
                left.append(outcome(ada))
        with unheard():
            reconcile(till.now)  # nobody told anything
            enter_costs(till.now, since=START - timedelta(days=1))
            found_out = outcome(ada)
    assert left[0] == left[1]
    assert left[0] == left[2]
    assert left[0][1] == found_out[1]
    assert _in_short(left[0][0]) == _in_short(found_out[0])


def _in_short(row: dict[str, Any] | None) -> Any:
    """What the provider still knows of a contract when its events are a month old."""
    return row and {name: row[name] for name in ("plan", "customer", "contract")}


def test_word_that_comes_a_week_late_is_taken_in(till: Till, ada: Reader) -> None:
    assert till.pay(till.send(ada).url)
    till.pass_time(days=7)
    till.hear()
    assert till.stand(ada) == "active"
    fee = LedgerLine.objects.get(kind="fee")
    assert (fee.at.day, fee.first_day.day, fee.last_day.isoformat()) == (5, 5, "2026-02-04")  # type: ignore[union-attr]


def test_two_snapshots_of_one_second_that_disagree_are_asked_about(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    contract = Subscription.objects.get().contract
    till.pass_time(days=1)
    for leaves in ("true", "false", "true"):
        till.fake.api("POST", f"subscriptions/{contract}", cancel_at_period_end=leaves)
    events = till.events()
    till.hear(events[::-1])
    assert till.stand(ada) == "cancelling"
