from __future__ import annotations

from datetime import timedelta

import pytest

from newsstand.errors import PaymentRefused
from newsstand.members.billing import (
    ask_cancel,
    change_plan,
    change_seats,
    end_contract,
    end_now,
    pause,
    portal_address,
    resume,
    withdraw_cancel,
)
from newsstand.members.models import Checkout, LedgerLine, Reader, Subscription
from tests.members.billing.conftest import ADDRESS, Till, sums

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def test_cancelled_and_taken_back_in_one_second(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    assert ask_cancel(ada)
    assert till.stand(ada) == "cancelling"
    assert withdraw_cancel(ada)
    assert till.stand(ada) == "active"
    till.hear()
    assert till.stand(ada) == "active"


def test_who_cancels_reads_to_the_end_of_what_was_paid(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    ask_cancel(ada)
    till.pass_time(days=30)
    assert till.stand(ada) == "cancelling"
    till.pass_time(days=2)
    till.hear()
    assert till.stand(ada) == "ended"
    assert sums() == {"fee": 999}


def test_a_pause_costs_nothing_and_ends_by_itself(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    assert pause(ada, till.now + timedelta(days=70))
    till.pass_time(days=40)
    till.hear()
    assert till.stand(ada) == "paused"
    till.pass_time(days=60)
    till.hear()
    assert till.stand(ada) == "active"
    assert sums() == {"fee": 2 * 999}


def test_a_pause_is_broken_off(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    pause(ada, till.now + timedelta(days=70))
    assert resume(ada)
    till.hear()
    assert till.stand(ada) == "active"


def test_a_card_that_fails_and_recovers(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    customer = Subscription.objects.get().customer
    till.fake.switch("card", customer=customer, card="4000000000000341")
    till.pass_time(days=32)
    till.hear()
    assert till.stand(ada) == "grace"
    till.fake.switch("card", customer=customer, card="4242424242424242")
    till.pass_time(days=3)
    till.hear()
    assert till.stand(ada) == "active"
    assert sums() == {"fee": 2 * 999}


def test_more_seats_are_paid_at_once(till: Till, ada: Reader) -> None:
    till.subscribe(ada, "group", seats=3)
    seat = sums()["fee"] // 3
    assert change_seats(ada, 5)
    till.hear()
    assert ada.groups.get().seats == 5
    assert sums()["fee"] == 5 * seat
    assert change_seats(ada, 3)
    assert ada.groups.get().seats == 3
    with pytest.raises(PaymentRefused):
        change_seats(ada, 2)


def test_from_a_month_to_a_year(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    till.pass_time(days=10)
    assert change_plan(ada, "yearly")
    till.hear()
    row = Subscription.objects.get()
    assert (row.plan, row.until) == ("yearly", till.now.replace(year=till.now.year + 1))
    line = LedgerLine.objects.filter(kind="fee").latest("at")
    assert line.first_day == till.now.date()
    assert 9900 - 999 < line.minor < 9900
    with pytest.raises(PaymentRefused):
        change_plan(ada, "group")


def test_who_has_no_contract_has_nothing_to_change(till: Till, ada: Reader) -> None:
    assert not any((ask_cancel(ada), withdraw_cancel(ada), resume(ada), change_seats(ada, 3)))
    assert not pause(ada, till.now)
    with pytest.raises(PaymentRefused):
        portal_address(ada, address=ADDRESS, language="en")


def test_all_is_ended_at_once(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    contract = Subscription.objects.get().contract
    assert end_now(ada)
    assert end_now(ada)
    assert end_contract(contract)
    assert till.fake.look("state")[contract]["status"] == "canceled"
    till.pass_time(days=40)
    till.hear()
    assert sums() == {"fee": 999}


def test_what_was_begun_is_closed_too(till: Till, ada: Reader) -> None:
    url = till.send(ada).url
    assert end_now(ada)
    with pytest.raises(RuntimeError, match="no longer be paid"):
        till.pay(url)
    assert Checkout.objects.count() == 1


def test_money_of_a_deleted_account_still_reaches_the_ledger(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    member = ada.pseudonym
    ada.delete()
    till.pass_time(days=32)
    till.hear()
    assert sums() == {"fee": 2 * 999}
    assert set(LedgerLine.objects.values_list("member", flat=True)) == {member}


def test_who_cancels_while_the_card_fails_gains_no_time(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    till.fake.switch("card", customer=Subscription.objects.get().customer, card="4000000000000341")
    till.pass_time(days=32)
    till.hear()
    grace_ends = Subscription.objects.get().until
    till.pass_time(days=1)
    ask_cancel(ada)
    withdraw_cancel(ada)
    till.hear()
    row = Subscription.objects.get()
    assert (row.state, row.until) == ("grace", grace_ends)
