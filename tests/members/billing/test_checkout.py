from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from newsstand.errors import PaymentRefused, ProviderUnreachable
from newsstand.members.billing import customer_of, open_checkout, wish_for
from newsstand.members.billing.checkout import check_currency
from newsstand.members.models import Checkout, Customer, Gift, ProviderEvent, Reader
from newsstand.model import Money, Price
from tests.members.billing.conftest import ADDRESS, START, Till, sums

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def test_who_pays_holds_a_membership(till: Till, ada: Reader) -> None:
    way = till.send(ada)
    assert way.kind == "checkout"
    assert till.pay(way.url)
    till.hear()
    assert till.stand(ada) == "active"
    assert sums() == {"fee": 999}
    assert Checkout.objects.get().done_at == till.now
    assert not ProviderEvent.objects.exclude(problem="").exists()


def test_two_tabs_get_the_same_page(till: Till, ada: Reader) -> None:
    assert till.send(ada) == till.send(ada)
    assert Checkout.objects.count() == 1
    assert len(till.fake.api("GET", "customers/" + customer_of(ada))["id"])


def test_another_wish_closes_the_first_page(till: Till, ada: Reader) -> None:
    first, second = till.send(ada), till.send(ada, "yearly")
    assert first.url != second.url
    with pytest.raises(RuntimeError, match="no longer be paid"):
        till.pay(first.url)
    assert till.pay(second.url)
    till.hear()
    assert sums() == {"fee": 9900}


def test_a_page_that_ran_out_is_replaced(till: Till, ada: Reader) -> None:
    first = till.send(ada)
    till.pass_time(days=2)
    second = till.send(ada)
    assert second.kind == "checkout"
    assert second.url != first.url


def test_who_has_a_contract_is_sent_to_it(till: Till, ada: Reader) -> None:
    till.subscribe(ada)
    assert till.send(ada, "yearly").kind == "portal"
    assert Checkout.objects.count() == 1


def test_who_paid_is_not_asked_again_before_any_webhook(till: Till, ada: Reader) -> None:
    assert till.pay(till.send(ada).url)
    assert till.send(ada).kind == "portal"
    assert till.stand(ada) == "active"
    till.hear()
    assert sums() == {"fee": 999}


def test_a_declined_card_can_be_tried_again(till: Till, ada: Reader) -> None:
    way = till.send(ada)
    assert not till.pay(way.url, "4000000000000002")
    assert till.send(ada) == way
    assert till.pay(way.url)


def test_a_page_whose_address_got_lost_is_found_again(till: Till, ada: Reader) -> None:
    """As after a crash between the provider's answer and our commit."""
    way = till.send(ada)
    Checkout.objects.update(session=None, url="")
    assert till.send(ada) == way


def test_a_customer_who_was_deleted_there_is_made_anew(till: Till, ada: Reader) -> None:
    first = till.send(ada)
    old = customer_of(ada)
    till.fake.api("DELETE", f"customers/{old}")
    Checkout.objects.update(done_at=START)
    second = till.send(ada)
    assert second.kind == "checkout"
    assert second.url != first.url
    assert customer_of(ada) not in ("", old)
    till.hear()  # the news that it was deleted comes late
    assert Customer.objects.get(customer=old).gone_at is not None


def test_a_group_pays_for_its_seats(till: Till, ada: Reader) -> None:
    till.subscribe(ada, "group", seats=4)
    group = ada.groups.get()
    assert group.seats == 4
    from newsstand.members.models import LedgerLine

    fee = LedgerLine.objects.get(kind="fee")
    assert (fee.facts, fee.seats) == ({"group": group.pk}, 4)


def test_a_gift_is_paid_and_opened(till: Till, ada: Reader) -> None:
    gift = Gift.objects.create(code_hash="x", giver=ada, plan="gift-3", months=3, made_at=START)
    wish = wish_for(_gift_plan(), "EUR", gift=gift)
    way = open_checkout(ada, wish, address=ADDRESS, language="de", now=till.now)
    assert till.pay(way.url)
    till.hear()
    gift.refresh_from_db()
    assert gift.paid_at == START
    assert gift.ref.startswith("pi_")
    assert sums() == {"fee": wish.price.amount.minor}
    assert till.stand(ada) == "ended"  # it is for somebody else
    with pytest.raises(PaymentRefused):
        wish_for(_gift_plan(), "EUR", gift=gift)


def _gift_plan() -> str:
    from newsstand.members.membership.plans import plan_book

    return plan_book().offered("gift")[0].slug


@pytest.mark.parametrize(
    ("plan", "currency", "seats", "reason"),
    [
        ("nothing", "EUR", 1, "no_plan"),
        ("monthly", "XXX", 1, "no_price"),
        ("monthly", "EUR", 2, "seats"),
        ("group", "EUR", 1, "seats"),
        ("gift-3", "EUR", 1, "no_plan"),
    ],
)
def test_what_is_not_sold_is_refused(till: Till, plan: str, currency: str, seats: int, reason: str) -> None:
    with pytest.raises(PaymentRefused) as refused:
        wish_for(plan, currency, seats)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("currency", "minor"), [("ISK", 100), ("UGX", 5), ("MGA", 500), ("KWD", 1005)])
def test_an_amount_that_the_provider_cannot_take_exactly_is_refused(currency: str, minor: int) -> None:
    with pytest.raises(PaymentRefused):
        check_currency(Price(amount=Money(minor=minor, currency=currency)))


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 1200), ("HUF", 3990), ("TWD", 30000), ("KWD", 1000)])
def test_an_amount_that_it_can_take_is_taken(currency: str, minor: int) -> None:
    check_currency(Price(amount=Money(minor=minor, currency=currency)))


def test_a_provider_that_is_down_loses_nothing(till: Till, ada: Reader) -> None:
    till.fake.switch("api", down=True)
    with pytest.raises(ProviderUnreachable):
        till.send(ada)
    till.fake.switch("api", down=False)
    assert till.send(ada).kind == "checkout"


def test_a_price_that_changed_meanwhile_opens_another_page(till: Till, ada: Reader) -> None:
    till.send(ada)
    Checkout.objects.update(session=None)
    wish = wish_for("monthly", "EUR")
    dearer = replace(wish, price=Price(amount=Money(minor=1099, currency="EUR")))
    way = open_checkout(ada, dearer, address=ADDRESS, language="en", now=till.now)
    assert till.pay(way.url)
    till.hear()
    assert sums() == {"fee": 1099}


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_one_moment_open_one_page(till: Till) -> None:
    from django.db import connections

    ada = Reader.objects.make(email="ada@reader.example", now=START)
    ways: list[str] = []

    def ask() -> None:
        try:
            ways.append(till.send(ada).url)
        finally:
            connections.close_all()

    tabs = [threading.Thread(target=ask) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(ways) == 4
    assert len(set(ways)) == 1
