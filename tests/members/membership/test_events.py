"""What happened, in the store, and where a reader stands by it."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsstand.errors import EventUnusable
from newsstand.members.membership.events import note_event
from newsstand.members.membership.holding import holding_in, holding_of
from newsstand.members.membership.turning import turn_memberships
from newsstand.members.models import Group, Reader, Subscription, SubscriptionEvent
from newsstand.model import Holding, MemberState
from tests.members.membership.lives import contract, day, event
from tests.members.membership.telling import make_group, make_reader, sign_up, tell

pytestmark = [pytest.mark.django_db, pytest.mark.store]

STORY = (
    event("signed_up", 0, trial_days=14),
    contract(10),
    event("gift_redeemed", 12, gift=1, months=1, plan="gift-3"),
    contract(40, "past_due", period_start=40),
    event("payment_failed", 40.1, contract="sub_1", invoice="in_2"),
    contract(43, period_start=40, period_end=70),
    contract(50, cancels=True, period_start=40, period_end=70),
)


def row(reader: Reader) -> tuple[object, ...]:
    found = Subscription.objects.get(reader=reader)
    return (holding_in(found), found.customer, found.contract)


def test_the_row_says_what_the_fold_says() -> None:
    ada = make_reader()
    tell(ada, *STORY)
    held = holding_of(ada, day(51))
    assert held == Holding(
        state=MemberState.CANCELLING,
        source="card",
        plan="monthly",
        since=day(10),
        until=day(70),
        next_at=day(70),
    )
    assert row(ada) == (held, "cus_1", "sub_1")


@pytest.mark.parametrize("seed", range(4))
def test_in_whatever_order_and_however_often_the_row_is_the_same(seed: int) -> None:
    ada, bob = make_reader("ada"), make_reader("bob")
    tell(ada, *STORY)
    mixed = [*STORY, *random.Random(seed).choices(STORY, k=4)]
    random.Random(seed).shuffle(mixed)
    for one in mixed:
        note_event(bob, one.kind, key=f"bob:{one.key}", at=one.at, now=day(50), **one.facts)
    assert row(bob) == row(ada)
    assert SubscriptionEvent.objects.filter(reader=bob).count() == len(STORY)


def test_what_is_told_again_changes_nothing_and_says_so() -> None:
    ada = make_reader()
    assert note_event(ada, "signed_up", key="one", at=day(0), now=day(0), trial_days=14)
    assert not note_event(ada, "signed_up", key="one", at=day(9), now=day(9), trial_days=90)
    assert holding_of(ada, day(1)).until == day(14)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("promoted", {}),
        ("granted", {"plan": ""}),
        ("granted", {"plan": "", "until": "soon"}),
        ("granted", {"plan": "", "until": "2026-03-01T09:00:00"}),
        ("contract", {"contract": "s", "status": "trialing", "period_end": day(1).isoformat()}),
    ],
)
def test_what_cannot_be_understood_is_refused_and_not_stored(kind: str, facts: dict[str, str]) -> None:
    with pytest.raises(EventUnusable):
        note_event(make_reader(), kind, key="k", at=day(0), now=day(0), **facts)
    assert not SubscriptionEvent.objects.exists()


def test_a_page_asks_once_and_is_right_though_no_chore_has_run() -> None:
    ada = make_reader()
    sign_up(ada)
    with CaptureQueriesContext(connection) as asked:
        assert holding_of(ada, day(13)).state is MemberState.TRIAL
    assert len(asked) == 1
    assert holding_of(ada, day(14)).state is MemberState.ENDED
    assert Subscription.objects.get(reader=ada).state == "trial"


def test_the_chore_turns_rows_once_and_finds_nothing_more() -> None:
    ada = make_reader()
    sign_up(ada)
    assert turn_memberships(day(13.9)) == 0
    assert turn_memberships(day(14)) == 1
    assert Subscription.objects.get(reader=ada).state == "ended"
    assert turn_memberships(day(15)) == 0


def test_a_clock_that_jumped_leaves_the_same_row_once_it_is_right_again() -> None:
    ada, bob = make_reader("ada"), make_reader("bob")
    for reader in (ada, bob):
        tell(reader, *STORY[:3])
    before = row(ada)
    turn_memberships(day(4000))
    assert row(ada) != before
    assert holding_of(ada, day(20)) == before[0]
    turn_memberships(day(20))
    assert row(ada) == row(bob) == before


def test_who_owns_the_paper_or_works_for_it_reads_without_a_membership(settings) -> None:
    editor = make_reader("ed", role="editor")
    assert holding_of(editor, day(0)).source == "staff"
    assert holding_of(None, day(0)).state is MemberState.VISITOR
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
    assert holding_of(make_reader("ada"), day(0)).source == "alone"


def test_who_pays_for_a_group_has_one_of_that_size() -> None:
    ada = make_reader()
    make_group(ada, seats=5)
    group = Group.objects.get(administrator=ada)
    assert (group.seats, group.ended_at) == (5, None)
    tell(ada, contract(3, plan="group", seats=8, name=f"sub_g{ada.pk}", period_start=0, period_end=30))
    group.refresh_from_db()
    assert group.seats == 8
    turn_memberships(day(100))
    group.refresh_from_db()
    assert group.ended_at == day(100)
    tell(ada, contract(101, plan="group", seats=8, name="sub_2"))
    group.refresh_from_db()
    assert group.ended_at is None
    assert Group.objects.count() == 1
