from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from stripe import WebhookSignature

from newsstand.errors import ProviderObjectUnreadable, SignatureInvalid
from newsstand.members.billing import apply_provider_events, enter_costs, hear, reconcile
from newsstand.members.billing.applying import KINDS
from newsstand.members.billing.reconciling import ASKED_FOR
from newsstand.members.models import LedgerLine, ProviderEvent, Reader
from tests.members.billing.conftest import START, Till, ledger, sums, tell
from tests.stripe_server.running import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def signed(body: str, at: int | None = None, secret: str = SECRET) -> str:
    header: str = WebhookSignature.generate_signature_header(body, secret, timestamp=at)
    return header


def an_event(kind: str = "plan.created", thing: Any = None, **over: Any) -> dict[str, Any]:
    created = int(START.timestamp())
    return {"id": "evt_1", "type": kind, "created": created, "data": {"object": thing or {}}, **over}


@pytest.mark.parametrize("header", ["", "t=1", "t=x,v1=y", "nonsense", "t=1,v1=" + "0" * 64])
def test_what_nobody_signed_is_refused(till: Till, header: str) -> None:
    with pytest.raises(SignatureInvalid):
        hear(json.dumps(an_event()).encode(), header, START)
    assert not ProviderEvent.objects.exists()


def test_another_secret_another_body_and_an_old_signature_are_refused(till: Till) -> None:
    body = json.dumps(an_event())
    for header in (signed(body, secret="whsec_other"), signed(body + " "), signed(body, at=1_000_000)):
        with pytest.raises(SignatureInvalid):
            hear(body.encode(), header, START)


def test_what_is_no_text_or_no_json_is_refused(till: Till) -> None:
    with pytest.raises(SignatureInvalid):
        hear(b"\xff\xfe", "t=1,v1=0", START)
    for body in ("", "{", "[" * 100_000):
        with pytest.raises(ProviderObjectUnreadable):
            hear(body.encode(), signed(body), START)


def test_an_unknown_kind_is_kept_and_done_with(till: Till) -> None:
    assert tell(an_event(), START) == "new"
    assert tell(an_event(), START) == "known"
    row = ProviderEvent.objects.get()
    assert (row.applied_at, row.problem) == (START, "")


def test_an_event_told_twice_changes_nothing(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    before = ledger()
    till.hear(till.fake.look("events"))
    assert ledger() == before


def test_a_customer_whom_nobody_knows_is_waited_for_and_given_up(till: Till) -> None:
    made = till.fake.api("POST", "customers", email="who@else.example")
    thing = {"id": "sub_1", "customer": made["id"], "status": "active", "items": {"data": []}}
    tell(an_event("customer.subscription.updated", thing), START)
    row = ProviderEvent.objects.get()
    assert (row.applied_at, row.attempts) == (None, 1)
    assert "nobody here knows" in row.problem
    assert apply_provider_events(START + timedelta(seconds=10)) == 0
    row.refresh_from_db()
    assert row.attempts == 1  # it rests
    apply_provider_events(START + timedelta(hours=1))
    row.refresh_from_db()
    assert row.attempts == 2
    apply_provider_events(START + timedelta(days=3, hours=1))
    row.refresh_from_db()
    assert row.applied_at is not None
    assert row.problem.startswith("given up after three days")


def test_while_the_provider_does_not_answer_nothing_is_lost(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    charge = next(v for v in till.fake.look("state").values() if v["object"] == "charge")
    till.fake.api("POST", "refunds", charge=charge["id"])
    events = till.events()
    till.fake.switch("api", down=True)
    till.hear([e for e in events if e["type"] == "charge.refunded"])
    assert sums() == {"fee": 999}
    till.fake.switch("api", down=False)
    assert apply_provider_events(till.now + timedelta(hours=1)) == 1
    assert sums() == {"fee": 999, "refund": -999}
    assert till.stand(ada) == "ended"


def test_tax_costs_refunds_and_disputes_add_up(till: Till, ada: Reader) -> None:
    till.fake.switch("tax", percent=19)
    till.subscribe(ada)
    enter_costs(till.now)
    assert sums() == {"fee": 999, "tax": -160, "cost": -40}
    charge = next(v for v in till.fake.look("state").values() if v["object"] == "charge")
    for amount in (333, 333, 333):
        till.fake.api("POST", "refunds", charge=charge["id"], amount=amount)
    till.hear()
    assert sums() == {"fee": 999, "refund": -999, "tax": 0, "cost": -40}
    assert {line.ref for line in LedgerLine.objects.all()} == {LedgerLine.objects.get(kind="fee").ref}


def test_a_dispute_takes_and_gives_back(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    charge = next(v for v in till.fake.look("state").values() if v["object"] == "charge")
    made = till.fake.switch("dispute", charge=charge["id"])
    till.hear()
    assert sums() == {"fee": 999, "dispute": -999, "cost": -2000}
    till.fake.switch("close_dispute", dispute=made["id"], status="won")
    till.hear()
    assert sums() == {"fee": 999, "dispute": 0, "cost": -2000}


def test_a_cost_in_another_currency_is_told_in_the_fees(till: Till, ada: Reader) -> None:
    till.fake.switch("settle", currency="usd", num=108, den=100)
    till.subscribe(ada)
    enter_costs(till.now)
    cost = LedgerLine.objects.get(kind="cost")
    assert (cost.currency, cost.minor) == ("EUR", -38)  # 41 cents of 1078, for 999


def test_reconciling_finds_what_no_webhook_told(till: Till, ada: Reader) -> None:
    assert till.pay(till.send(ada).url)
    assert reconcile(till.now) > 0
    assert till.stand(ada) == "active"
    assert sums() == {"fee": 999, "cost": -40}
    assert reconcile(till.now + timedelta(hours=1)) == 0
    till.pass_time(days=32)
    assert reconcile(till.now) > 0
    assert sums() == {"fee": 1998, "cost": -80}
    till.hear()
    assert sums() == {"fee": 1998, "cost": -80}


def test_the_provider_lists_no_more_than_twenty_kinds() -> None:
    assert len(ASKED_FOR) <= 20


ABSURD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NAMES = ("id", "customer", "status", "items", "lines", "metadata", "amount", "currency", "created",
         "amount_paid", "parent", "payment_intent", "charge", "mode", "status_transitions")  # fmt: skip
THINGS = st.dictionaries(st.sampled_from(NAMES), ABSURD, max_size=8) | ABSURD
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "id": ABSURD | st.uuids().map(str),
        "type": st.sampled_from(sorted(KINDS)) | ABSURD,
        "created": ABSURD | st.integers(0, 2**31),
        "data": st.fixed_dictionaries({"object": THINGS}) | ABSURD,
    },
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(said=EVENTS | ABSURD)
def test_absurd_events_are_kept_with_a_problem(till: Till, said: Any) -> None:
    body = json.dumps(said)
    assert hear(body.encode(), signed(body), START) in ("new", "known")
    for row in ProviderEvent.objects.filter(kind__in=KINDS):
        assert row.problem or row.kind == "customer.deleted" or row.body.get("data")
