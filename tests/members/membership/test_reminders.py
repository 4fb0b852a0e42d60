"""Letters of a membership: each when its time has come, and once."""

from __future__ import annotations

import re

import pytest

from newsstand.members.membership.turning import remind_members, turn_memberships
from newsstand.members.models import Letter, Reader
from tests.members.membership.lives import contract, day, event
from tests.members.membership.telling import make_group, make_reader, sign_up, tell

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def ada() -> Reader:
    return make_reader("ada")


def written() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("kind", flat=True))


def pass_days(start: float, end: float) -> None:
    """Both chores, twice a day and again each time: nothing may be written twice."""
    for half in range(int(start * 2), int(end * 2) + 1):
        for _ in range(2):
            turn_memberships(day(half / 2))
            remind_members(day(half / 2))


def test_a_trial_has_a_welcome_a_reminder_three_days_before_and_an_end(ada: Reader) -> None:
    sign_up(ada)
    assert written() == ["welcome"]
    pass_days(0, 10.5)
    assert written() == ["welcome"]
    pass_days(11, 11)
    assert written() == ["welcome", "trial_ending"]
    pass_days(11.5, 60)
    assert written() == ["welcome", "trial_ending", "trial_ended"]
    assert "15 Mar 2026" in Letter.objects.get(kind="trial_ending").text


def test_who_has_paid_already_is_not_reminded(ada: Reader) -> None:
    sign_up(ada)
    tell(ada, contract(5))
    pass_days(5, 20)
    assert written() == ["welcome"]


def test_whose_gift_waits_is_not_reminded(ada: Reader) -> None:
    sign_up(ada)
    tell(ada, event("gift_redeemed", 5, gift=1, months=1, plan="gift-3"))
    pass_days(5, 30)
    assert written() == ["welcome"]


def test_a_failing_payment_is_told_at_once_on_days_three_and_seven_and_the_day_before_the_end(
    ada: Reader,
) -> None:
    tell(ada, contract(0), contract(30, "past_due"))
    assert written() == ["payment_failed"]
    counts = {}
    for number in range(30, 60):
        pass_days(number, number)
        counts[number - 30] = written().count("payment_failed")
    steps = [number for number in counts if counts[number] > counts.get(number - 1, 0)]
    assert steps == [0, 3, 7, 13]
    assert written()[4:] == ["membership_ended"]
    last = Letter.objects.filter(kind="payment_failed").latest("pk")
    assert last.subject == "Tomorrow whole articles close: the payment failed"


def test_a_payment_that_is_made_good_is_told_to_who_was_told_of_its_failure(ada: Reader) -> None:
    bob = make_reader("bob")
    tell(ada, contract(0), contract(30, "past_due"), contract(32, period_start=30, period_end=60))
    assert written() == ["payment_failed", "payment_recovered"]
    for late in (
        contract(0, name="sub_b"),
        contract(32, name="sub_b", period_start=30),
        contract(30, "past_due", name="sub_b"),
    ):
        tell(bob, late)
    assert not Letter.objects.filter(reader=bob, kind="payment_recovered").exists()


def test_who_cancels_is_told_what_stays_open_and_later_that_it_has_ended(ada: Reader) -> None:
    tell(ada, contract(0), contract(3, cancels=True, period_start=0, period_end=30))
    pass_days(3, 50)
    assert written() == ["cancelled", "membership_ended"]
    assert "31 Mar 2026" in Letter.objects.get(kind="cancelled").subject


def test_only_who_agreed_is_asked_back_and_once(ada: Reader) -> None:
    bob = make_reader("bob", wants_offers=True)
    for reader in (ada, bob):
        tell(reader, contract(0, cancels=True, name=f"sub_{reader.pk}"))
    pass_days(30, 120)
    asked = Letter.objects.filter(kind="win_back")
    assert [letter.reader for letter in asked] == [bob]
    assert asked[0].made_at == day(60)


def test_a_chore_that_slept_for_months_writes_no_stale_letters(ada: Reader) -> None:
    ada.wants_offers = True
    ada.save()
    sign_up(ada)
    Letter.objects.all().delete()
    turn_memberships(day(100))
    remind_members(day(100))
    assert written() == []


def test_who_sits_in_a_group_is_not_asked_to_pay(ada: Reader) -> None:
    bob = make_reader("bob")
    make_group(ada)
    from newsstand.members.membership.groups import group_of

    group = group_of(ada)
    assert group
    tell(bob, event("seat_taken", 1, group=group.pk, seat=2))
    tell(ada, contract(30, "past_due", name=f"sub_g{ada.pk}", plan="group", seats=3))
    pass_days(30, 50)
    assert set(Letter.objects.filter(reader=bob).values_list("kind", flat=True)) == {"membership_ended"}


def test_a_closed_account_gets_no_letters(ada: Reader) -> None:
    tell(ada, contract(0), event("account_closed", 1))
    pass_days(1, 60)
    assert written() == []


def test_letters_lead_to_the_paper_and_name_no_plan_that_is_not_there(ada: Reader) -> None:
    sign_up(ada)
    pass_days(0, 20)
    for letter in Letter.objects.all():
        assert re.search(r"https://news\.example/(join|my/membership)/", letter.text)
        assert "{" not in letter.text + letter.subject
