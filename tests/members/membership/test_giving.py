"""Groups, gifts and coupons."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from newsstand.members.membership.codes import as_typed
from newsstand.members.membership.coupons import TRIES, make_coupon, redeem, use_coupon
from newsstand.members.membership.gifts import code_of, gift_paid, make_gift, redeem_gift, send_gifts
from newsstand.members.membership.groups import (
    find_offer,
    free_seat,
    group_of,
    offer_seat,
    seats_of,
    take_seat,
)
from newsstand.members.membership.holding import holding_of
from newsstand.members.membership.plans import plan_book
from newsstand.members.membership.turning import turn_memberships
from newsstand.members.models import Gift, Group, Letter, Reader, Subscription
from tests.members.membership.lives import contract, day
from tests.members.membership.telling import make_group, make_reader, tell

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def link_in_letter(email: str) -> str:
    """The code of the newest letter that offers a seat to an address."""
    letter = Letter.objects.filter(kind="seat_offered", to=email).latest("pk")
    found = re.search(r"/seat/(\S+)/", letter.text)
    assert found
    return found[1]


def seated(group: Group, reader: Reader, at: float) -> str:
    assert offer_seat(group, reader.email or "", day(at)) == "offered"
    code = link_in_letter(reader.email or "")
    assert take_seat(code, reader, day(at)) == "taken"
    return code


@pytest.fixture
def ada(db: None) -> Reader:
    return make_reader("ada")


@pytest.fixture
def bob(db: None) -> Reader:
    return make_reader("bob")


@pytest.fixture
def group(ada: Reader) -> Group:
    make_group(ada)
    found = group_of(ada)
    assert found
    return found


def test_a_seat_is_offered_by_letter_taken_and_left(group: Group, bob: Reader) -> None:
    seated(group, bob, 1)
    held = holding_of(bob, day(2))
    assert (held.state, held.source) == ("active", "seat")
    (seat,) = seats_of(group)
    assert free_seat(seat, day(3))
    assert not free_seat(seat, day(3))
    assert holding_of(bob, day(4)).state == "ended"


def test_a_link_seats_one_reader_once(group: Group, bob: Reader) -> None:
    code, eve = seated(group, bob, 1), make_reader("eve")
    assert take_seat(code, eve, day(2)) == "used"
    assert take_seat(code, bob, day(2)) == "seated"
    assert take_seat(code[:-1] + ("A" if code[-1] != "A" else "B"), eve, day(2)) == "unknown"
    assert find_offer("x" * 40) is None


def test_a_link_runs_out_after_thirty_days_and_a_new_one_replaces_it(group: Group, bob: Reader) -> None:
    offer_seat(group, "bob@reader.example", day(0))
    old = link_in_letter("bob@reader.example")
    assert take_seat(old, bob, day(30)) == "expired"
    assert offer_seat(group, "BOB@reader.example", day(30)) == "offered_anew"
    new = link_in_letter("bob@reader.example")
    assert take_seat(old, bob, day(30)) == "unknown"
    assert take_seat(new, bob, day(30)) == "taken"
    assert len(seats_of(group)) == 1


def test_no_more_seats_are_offered_than_are_paid_and_one_is_the_administrators(group: Group) -> None:
    outcomes = [offer_seat(group, f"r{n}@reader.example", day(1)) for n in range(3)]
    assert outcomes == ["offered", "offered", "full"]
    assert offer_seat(group, "ada@reader.example", day(1)) == "own"
    assert take_seat(link_in_letter("r0@reader.example"), group.administrator, day(1)) == "own"


def test_a_code_is_not_in_the_store(group: Group) -> None:
    offer_seat(group, "bob@reader.example", day(1))
    (seat,) = seats_of(group)
    assert seat.code_hash not in link_in_letter("bob@reader.example")
    assert len(seat.code_hash) == 64


def test_seats_follow_whoever_pays(group: Group, ada: Reader, bob: Reader) -> None:
    seated(group, bob, 1)
    name = f"sub_g{ada.pk}"
    tell(ada, contract(30, "past_due", name=name, plan="group", seats=3))
    assert Subscription.objects.get(reader=bob).state == "grace"
    tell(ada, contract(31, name=name, plan="group", seats=3, period_start=30, period_end=60))
    assert Subscription.objects.get(reader=bob).state == "active"
    tell(ada, contract(32, name=name, plan="group", seats=1, period_start=30, period_end=60))
    assert Subscription.objects.get(reader=bob).state == "ended"
    tell(ada, contract(33, name=name, plan="group", seats=3, cancels=True, period_start=30, period_end=60))
    assert Subscription.objects.get(reader=bob).state == "cancelling"
    turn_memberships(day(60))
    assert Subscription.objects.get(reader=bob).state == "ended"
    assert offer_seat(group, "eve@reader.example", day(61)) == "ended"


def make_paid_gift(giver: Reader | None = None, **fields: object) -> tuple[Gift, str]:
    plan = plan_book().of("gift-3")
    assert plan
    gift = make_gift(plan, giver=giver, now=day(0), **fields)  # type: ignore[arg-type]
    gift_paid(gift, now=day(0))
    return gift, code_of(gift)


def test_a_gift_is_redeemed_once_however_it_is_typed(ada: Reader, bob: Reader) -> None:
    _, code = make_paid_gift()
    assert redeem_gift(bob, f" {code.lower().replace('-', ' ')} ", day(1)) == "redeemed"
    assert redeem_gift(bob, code, day(1)) == "mine"
    assert redeem_gift(ada, code, day(1)) == "used"
    held = holding_of(bob, day(2))
    assert (held.source, held.until) == ("gift", day(1).replace(month=6))


def test_codes_are_told_apart_and_letters_that_look_alike_are_one() -> None:
    codes = {make_paid_gift()[1] for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)
    assert as_typed("oIl0-1111-2222-3333") == "0110-1111-2222-3333"


def test_a_gift_that_nobody_paid_opens_nothing(bob: Reader) -> None:
    plan = plan_book().of("gift-3")
    assert plan
    assert redeem_gift(bob, code_of(make_gift(plan, giver=None, now=day(0))), day(1)) == "unknown"


def test_a_gift_is_sent_on_its_day_once(ada: Reader, bob: Reader) -> None:
    on = day(10).date()
    _, code = make_paid_gift(ada, to_name="Bob", to_email="bob@reader.example", message="Read!", starts_on=on)
    assert send_gifts(day(9)) == 0
    assert redeem_gift(bob, code, day(9)) == "early"
    assert send_gifts(day(10)) == 1
    assert send_gifts(day(10)) == send_gifts(day(11)) == 0
    letter = Letter.objects.get(kind="gift")
    assert (letter.to, code in letter.text, "Read!" in letter.text) == ("bob@reader.example", True, True)
    assert redeem_gift(bob, code, day(10)) == "redeemed"


def test_without_an_address_the_code_goes_to_the_giver(ada: Reader) -> None:
    make_paid_gift(ada)
    assert Letter.objects.get(kind="gift").to == "ada@reader.example"


def test_a_gift_whose_house_has_a_new_key_is_sent_with_a_new_code(ada: Reader, bob: Reader, settings) -> None:
    gift, code = make_paid_gift(ada, starts_on=day(5).date())
    settings.SECRET_KEY = "another"
    send_gifts(day(5))
    gift.refresh_from_db()
    assert code_of(gift) != code
    assert redeem_gift(bob, code_of(gift), day(6)) == "redeemed"


def test_a_coupon_is_used_so_often_and_once_by_each(ada: Reader, bob: Reader) -> None:
    make_coupon("Spring", days=10, uses=1, now=day(0), until=day(20))
    assert use_coupon(ada, " spring ", day(1)) == "used"
    assert use_coupon(ada, "SPRING", day(1)) == "mine"
    assert use_coupon(bob, "SPRING", day(1)) == "spent"
    make_coupon("Spring", days=10, uses=2, now=day(0), until=day(20))
    assert use_coupon(bob, "SPRING", day(20)) == "over"
    assert use_coupon(bob, "SUMMER", day(1)) == "unknown"
    assert holding_of(ada, day(2)).until == day(11)


def test_who_guesses_codes_is_stopped(ada: Reader) -> None:
    make_coupon("SPRING", days=10, uses=1, now=day(0))
    tries = [redeem(ada, f"GUESS{n}", day(1)) for n in range(TRIES + 1)]
    assert tries == ["unknown"] * TRIES + ["too_often"]
    assert redeem(ada, "SPRING", day(1)) == "too_often"
    assert redeem(ada, "SPRING", day(1) + timedelta(hours=2)) == "coupon"
