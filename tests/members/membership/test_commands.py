"""What operators say about memberships."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from newsstand.members.membership.groups import group_of
from newsstand.members.membership.holding import holding_of
from newsstand.members.models import Coupon, Gift, Letter, Reader
from tests.members.membership.lives import day
from tests.members.membership.telling import make_reader, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def ada() -> Reader:
    return make_reader("ada")


def say(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_a_membership_is_given_by_hand_shortened_and_taken_back(ada: Reader) -> None:
    assert (
        say("grant", "ADA@reader.example", "--until", "2026-05-31")
        == "active by hand until 2026-06-01 00:00\n"
    )
    assert holding_of(ada, day(91)).state == "active"
    assert holding_of(ada, day(92)).state == "ended"
    say("grant", "ada@reader.example")
    assert holding_of(ada, day(999)).state == "active"
    assert say("revoke", "ada@reader.example") == "ended\n"


def test_a_group_is_given_by_hand(ada: Reader) -> None:
    say("grant", "ada@reader.example", "--plan", "group", "--seats", "5")
    group = group_of(ada)
    assert group
    assert group.seats == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grant", "nobody@reader.example"], "no reader with this address"),
        (["grant", "ada@reader.example", "--until", "soon"], "is no day"),
        (["grant", "ada@reader.example", "--until", "2020-01-01"], "is over"),
        (["grant", "ada@reader.example", "--plan", "gold"], "no plan “gold”: say one of monthly"),
        (["grant", "ada@reader.example", "--seats", "5"], "Only a group has seats"),
        (["grant", "ada@reader.example", "--plan", "group"], "say --seats"),
        (["coupon", "abc", "--days", "3"], "4 to 40 letters"),
        (["coupon", "///////", "--days", "3"], "4 to 40 letters"),
        (["coupon", "SPRING", "--days", "0"], "1 to 3660 days"),
        (["gift", "0"], "1 to 120 months"),
        (["gift", "3", "--on", "soon"], "Say the day"),
        (["gift", "3", "--to", "nobody"], "Say the day"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(words: list[str], said: str, ada: Reader) -> None:
    with pytest.raises(CommandError, match=said):
        say(*words)


def test_a_coupon_is_made_and_changed() -> None:
    assert (
        say("coupon", "spring", "--days", "30", "--uses", "5") == "SPRING gives 30 days, used 0 of 5 times\n"
    )
    say("coupon", "SPRING", "--days", "10", "--uses", "6", "--until", "2026-12-31")
    coupon = Coupon.objects.get()
    assert (coupon.days, coupon.most_uses) == (10, 6)


def test_a_gift_is_given_by_hand() -> None:
    code = say("gift", "3", "--to", "bob@reader.example").strip()
    assert code in Letter.objects.get(kind="gift", to="bob@reader.example").text
    assert Gift.objects.get().months == 3


def test_a_membership_is_shown_with_its_reasons_and_what_follows(ada: Reader) -> None:
    sign_up(ada)
    shown = say("show_member", "ada@reader.example")
    assert "signed_up: trial_days 14" in shown
    assert "* 2026-03-01 09:00 to 2026-03-15 09:00: trial by trial" in shown
    assert "Now, 2026-03-01 09:00: trial by trial until 2026-03-15 09:00" in shown
    assert "From 2026-03-15 09:00, if nothing happens: ended by trial" in shown
    assert "ada@" not in shown
