"""Two who do the same thing at the same time: one of them has done it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from newsstand.members.membership.coupons import make_coupon, use_coupon
from newsstand.members.membership.events import note_event
from newsstand.members.membership.gifts import redeem_gift
from newsstand.members.membership.groups import group_of, offer_seat, seats_of, take_seat
from newsstand.members.membership.holding import holding_of
from newsstand.members.models import CouponUse, Subscription, SubscriptionEvent
from tests.members.membership.lives import contract, day
from tests.members.membership.telling import make_group, make_reader, sign_up
from tests.members.membership.test_giving import link_in_letter, make_paid_gift

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do all of them in threads of their own that begin together; what came of each."""
    start = threading.Barrier(len(deeds))
    came: list[object] = [None] * len(deeds)

    def do(number: int) -> None:
        try:
            start.wait(60)
            came[number] = deeds[number]()
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(number,)) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def names(came: Sequence[object]) -> list[str]:
    return sorted(str(one) for one in came)


def test_a_gift_is_redeemed_by_one_of_those_who_send_its_code_together() -> None:
    _, code = make_paid_gift()
    readers = [make_reader(f"r{n}") for n in range(4)]
    came = at_once(*(lambda r=reader: redeem_gift(r, code, day(1)) for reader in readers))
    assert names(came) == ["redeemed", "used", "used", "used"]
    assert SubscriptionEvent.objects.filter(kind="gift_redeemed").count() == 1
    assert sum(holding_of(reader, day(2)).state.may_read for reader in readers) == 1


def test_a_coupon_is_never_used_once_too_often() -> None:
    make_coupon("SPRING", days=10, uses=2, now=day(0))
    readers = [make_reader(f"r{n}") for n in range(5)]
    came = at_once(*(lambda r=reader: use_coupon(r, "SPRING", day(1)) for reader in readers))
    assert names(came) == ["spent", "spent", "spent", "used", "used"]
    assert CouponUse.objects.count() == 2


def test_one_reader_in_two_tabs_uses_a_coupon_once() -> None:
    make_coupon("SPRING", days=10, uses=5, now=day(0))
    ada = make_reader()
    came = at_once(*[lambda: use_coupon(ada, "SPRING", day(1))] * 3)
    assert names(came) == ["mine", "mine", "used"]
    assert holding_of(ada, day(2)).until == day(11)


def test_a_seat_is_taken_by_one_and_paid_for_at_the_same_moment() -> None:
    ada, bob, eve = make_reader("ada"), make_reader("bob"), make_reader("eve")
    make_group(ada)
    group = group_of(ada)
    assert group
    offer_seat(group, "bob@reader.example", day(1))
    code = link_in_letter("bob@reader.example")
    failing = contract(30, "past_due", name=f"sub_g{ada.pk}", plan="group", seats=3)
    came = at_once(
        lambda: take_seat(code, bob, day(2)),
        lambda: take_seat(code, eve, day(2)),
        lambda: note_event(ada, "contract", key="late", at=failing.at, now=day(2), **failing.facts),
    )
    assert names(came[:2]) == ["taken", "used"]
    seat = seats_of(group)[0]
    assert Subscription.objects.get(reader_id=seat.reader_id).until == day(30)


def test_no_event_is_lost_that_comes_beside_others() -> None:
    ada = make_reader()
    sign_up(ada)
    events = [contract(n, period_start=n) for n in range(1, 6)]
    at_once(
        *(
            lambda e=one: note_event(ada, e.kind, key=e.key, at=e.at, now=day(6), **e.facts)
            for one in [*events, events[0]]
        )
    )
    assert SubscriptionEvent.objects.count() == 6
    row = Subscription.objects.get(reader=ada)
    assert (row.state, row.until) == ("active", day(35))
