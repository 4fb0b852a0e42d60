"""The fold over what happened to a membership."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.members.membership.facts import Event
from newsstand.members.membership.machine import (
    BEST_STATE,
    Rules,
    holding_from,
    holding_within,
    spans_from,
)
from newsstand.model import Holding, MemberState
from tests.members.membership.lives import RULES, contract, day, event, lives

PAYERS = {
    1: (contract(10, plan="group", seats=3), contract(41, "past_due", plan="group", seats=3, period_start=40))
}


def at(number: float, *events: Event, rules: Rules = RULES) -> Holding:
    return holding_from(events, day(number), rules, PAYERS)


def said(number: float, *events: Event) -> tuple[str, str]:
    held = at(number, *events)
    return held.state.value, held.source


SIGNED_UP = event("signed_up", 0, trial_days=14)


@settings(max_examples=150, deadline=None)
@given(life=lives(), moment=st.integers(-10, 150), dice=st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(life: list[Event], moment: int, dice: random.Random) -> None:
    told = holding_from(life, day(moment), RULES, PAYERS)
    mixed = life + dice.choices(life, k=3) if life else life
    dice.shuffle(mixed)
    assert holding_from(mixed, day(moment), RULES, PAYERS) == told


@settings(max_examples=100, deadline=None)
@given(life=lives(), moment=st.integers(0, 140))
def test_nothing_changes_before_it_is_said_to(life: list[Event], moment: int) -> None:
    spans = spans_from(life, RULES, PAYERS)
    held = holding_within(spans, day(moment))
    last = held.next_at or day(moment + 400)
    between = day(moment) + (last - day(moment)) / 2
    assert holding_within(spans, between) == held
    assert holding_within(spans, last - timedelta(seconds=1)) == held
    if held.next_at is not None:
        assert holding_within(spans, held.next_at) != held


@settings(max_examples=100, deadline=None)
@given(one=lives(), moment=st.integers(0, 140))
def test_who_holds_several_things_stands_as_the_best_of_them(one: list[Event], moment: int) -> None:
    firm = [
        e
        for e in one
        if e.kind not in ("gift_redeemed", "coupon_used", "paused", "resumed", "account_closed")
    ]
    parts = [
        [e for e in firm if e.kind in ("granted", "grant_ended")],
        [e for e in firm if e.kind in ("seat_taken", "seat_left")],
        [e for e in firm if e.kind == "signed_up"],
        [e for e in firm if "contract" in e.facts],
    ]
    order = [*BEST_STATE, MemberState.ENDED]
    states = [holding_from(part, day(moment), RULES, PAYERS).state for part in parts]
    assert holding_from(firm, day(moment), RULES, PAYERS).state == min(states, key=order.index)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 90)), min_size=1, max_size=4), st.integers(0, 90))
def test_time_that_was_given_is_never_lost(gifts: list[tuple[int, int]], bought_at: int) -> None:
    told = [
        event("gift_redeemed", when, f"gift:{n}", gift=n, months=months, plan="gift-3")
        for n, (months, when) in enumerate(gifts)
    ]
    card = contract(bought_at, cancels=True)
    alone = spans_from(told, RULES)
    beside = [span for span in spans_from([*told, card], RULES) if span.source == "gift"]

    def lasting(spans: list) -> timedelta:
        return sum((span.end - span.start for span in spans), timedelta())

    # A month is as long as the calendar says, so a gift that begins later may be some days longer or shorter.
    assert abs(lasting(list(alone)) - lasting(beside)) <= timedelta(days=3 * len(gifts))
    assert all(not (s.start < day(bought_at + 30) and s.end > day(bought_at)) for s in beside if s.end)


def test_a_trial_is_fourteen_days_to_the_second() -> None:
    held = at(0, SIGNED_UP)
    assert (held.state, held.source, held.until, held.next_at) == (
        MemberState.TRIAL,
        "trial",
        day(14),
        day(14),
    )
    assert holding_from([SIGNED_UP], day(14) - timedelta(seconds=1), RULES).state is MemberState.TRIAL
    assert said(14, SIGNED_UP) == ("ended", "trial")
    assert at(14, SIGNED_UP).since == day(14)


def test_who_never_came_has_no_membership() -> None:
    assert at(0) == Holding(state=MemberState.ENDED)


def test_the_length_of_a_trial_is_what_it_was_at_sign_up() -> None:
    assert at(0, SIGNED_UP, rules=Rules(trial_days=3)).until == day(14)


def test_of_two_snapshots_of_one_second_the_higher_rank_counts() -> None:
    created, updated = contract(5, "past_due", rank=0), contract(5, "active", rank=1)
    assert said(6, updated, created) == ("active", "card")
    assert said(6, contract(5, rank=0), contract(5, "past_due", rank=1)) == ("grace", "card")


def test_a_renewal_that_nobody_heard_of_is_waited_for_then_grace_then_the_end() -> None:
    paid = contract(5)
    assert said(35.5, paid) == ("active", "card")
    assert said(36.5, paid) == ("grace", "card")
    assert at(36.5, paid).until == day(49)
    assert said(49, paid) == ("ended", "card")
    assert said(49, paid, contract(35, period_start=35)) == ("active", "card")


def test_a_failing_payment_is_grace_from_the_first_failure_on() -> None:
    story = [contract(0), contract(30, "past_due"), contract(33, "past_due"), contract(36, "unpaid")]
    assert (at(40, *story).since, at(40, *story).until) == (day(30), day(44))
    assert said(44, *story) == ("ended", "card")
    assert said(44, *story, contract(40)) == ("active", "card")


def test_a_failed_payment_counts_before_the_contract_says_so_and_a_good_one_mends_it() -> None:
    failed = event("payment_failed", 30.1, contract="sub_1", invoice="in_2")
    paid = event("payment_succeeded", 32, contract="sub_1", invoice="in_2", period_end=60)
    renewed = contract(30, period_start=30)
    assert said(31, renewed, failed) == ("grace", "card")
    assert said(33, renewed, failed, paid) == ("active", "card")
    assert said(33, renewed, failed, contract(31, "past_due", period_start=30), paid) == ("active", "card")


def test_who_cancels_reads_what_was_paid() -> None:
    cancelled = contract(10, cancels=True, period_start=0, period_end=30)
    assert at(11, contract(0), cancelled).until == day(30)
    assert said(11, contract(0), cancelled) == ("cancelling", "card")
    assert said(30, contract(0), cancelled) == ("ended", "card")
    assert said(12, contract(0), cancelled, contract(11.5, period_start=0, period_end=30)) == (
        "active",
        "card",
    )


@pytest.mark.parametrize(
    ("before", "state"), [("active", "cancelling"), ("past_due", "ended"), ("incomplete", "ended")]
)
def test_what_is_over_is_read_to_the_end_where_it_was_paid(before: str, state: str) -> None:
    over = contract(10, "canceled", period_start=0, period_end=30, ended_at=10)
    assert at(11, contract(0, before), over).state == state


def test_a_refund_in_whole_ends_it_and_one_in_part_does_not() -> None:
    whole = event("refunded", 10, contract="sub_1", invoice="in_1", whole=True)
    part = event("refunded", 10, contract="sub_1", invoice="in_1", whole=False)
    assert said(11, contract(0), part) == ("active", "card")
    assert said(11, contract(0), whole) == ("ended", "card")
    assert said(41, contract(0), whole, contract(30, period_start=30)) == ("active", "card")


def test_a_paused_contract_is_read_to_the_end_of_what_was_paid_and_goes_on_by_itself() -> None:
    story = [contract(0), contract(10, "paused", period_start=0, period_end=30, paused_until=70)]
    assert said(20, *story) == ("active", "card")
    assert said(40, *story) == ("paused", "card")
    assert at(40, *story).until == day(70)
    assert said(70, *story) == ("active", "card")


def test_a_gift_waits_behind_the_card_and_the_trial() -> None:
    gift = event("gift_redeemed", 5, gift=1, months=3, plan="gift-3")
    assert said(6, SIGNED_UP, gift) == ("trial", "trial")
    assert said(14, SIGNED_UP, gift) == ("active", "gift")
    cancelled = contract(3, cancels=True)
    assert said(20, SIGNED_UP, gift, cancelled) == ("cancelling", "card")
    held = at(33, SIGNED_UP, gift, cancelled)
    assert (held.source, held.since) == ("gift", day(33))
    assert held.until == day(33).replace(month=7)


def test_a_gift_that_a_card_interrupts_goes_on_behind_it() -> None:
    gift = event("gift_redeemed", 0, gift=1, months=1, plan="gift-3")
    card = contract(11, cancels=True)
    assert said(12, gift, card) == ("cancelling", "card")
    assert said(41, gift, card) == ("active", "gift")
    assert at(41, gift, card).until == day(61)


def test_a_coupon_makes_a_trial_longer_and_is_days_of_its_own_afterwards() -> None:
    early, late = event("coupon_used", 5, coupon=1, days=10), event("coupon_used", 30, coupon=2, days=5)
    assert at(6, SIGNED_UP, early).until == day(24)
    assert said(31, SIGNED_UP, early, late) == ("active", "coupon")
    assert said(35, SIGNED_UP, early, late) == ("ended", "coupon")


def test_the_operators_newest_word_counts() -> None:
    given_, shorter = event("granted", 1, until=None, plan=""), event("granted", 5, until=9, plan="")
    assert said(400, given_) == ("active", "hand")
    assert said(8, given_, shorter) == ("active", "hand")
    assert said(9, given_, shorter) == ("ended", "hand")
    assert said(6, given_, event("grant_ended", 5)) == ("ended", "hand")


def test_what_was_given_is_not_used_up_while_it_rests() -> None:
    gift = event("gift_redeemed", 0, gift=1, months=1, plan="gift-3")
    rest, on = event("paused", 10, until=70), event("resumed", 20)
    assert said(15, gift, rest) == ("paused", "gift")
    assert at(15, gift, rest).until == day(70)
    assert said(70, gift, rest) == ("active", "gift")
    assert at(20, gift, rest, on).until == day(41)


def test_a_seat_holds_while_it_is_taken_and_paid_for() -> None:
    seat, left = event("seat_taken", 12, group=1, seat=3), event("seat_left", 20, group=1, seat=3)
    assert said(11, seat) == ("ended", "")
    assert said(13, seat) == ("active", "seat")
    assert said(42, seat) == ("grace", "seat")
    assert said(60, seat) == ("ended", "seat")
    assert said(21, seat, left) == ("ended", "seat")
    assert said(13, event("seat_taken", 12, group=1, seat=4)) == ("ended", "")


def test_what_begins_and_ends_in_one_moment_is_over() -> None:
    taken, left = event("seat_taken", 12, "b", group=1, seat=2), event("seat_left", 12, "a", group=1, seat=2)
    assert said(12, taken, left)[0] == "ended"
    assert (
        said(12, event("granted", 12, "b", until=None, plan=""), event("grant_ended", 12, "a"))[0] == "ended"
    )


def test_a_seat_that_is_left_does_not_end_the_one_that_is_taken_in_the_same_moment() -> None:
    turns = [
        event("seat_taken", 11, "1t", group=1, seat=2, turn=1),
        event("seat_left", 12, "1l", group=1, seat=2, turn=1),
        event("seat_taken", 12, "2t", group=1, seat=3, turn=2),
    ]
    assert said(12, *turns) == ("active", "seat")


def test_a_closed_account_holds_nothing() -> None:
    assert said(6, SIGNED_UP, contract(1), event("account_closed", 5)) == ("ended", "card")


@pytest.mark.parametrize("days", [0, 1, 14])
def test_the_house_says_how_long_grace_is(days: int) -> None:
    story = [contract(0), contract(30, "past_due")]
    rules = Rules(grace_days=days)
    assert holding_from(story, day(30 + days), rules).state is MemberState.ENDED
    if days:
        assert holding_from(story, day(29.9 + days), rules).state is MemberState.GRACE
