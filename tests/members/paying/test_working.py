"""Sums that hold whatever is paid and read, in whatever order it is told."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.members.paying.caps import Rules, is_read_to_the_end, points_of_article, points_of_brief
from newsstand.members.paying.points import (
    ArticleFact,
    Basis,
    ReadFact,
    basis_of,
    count_points,
    find_original,
)
from newsstand.members.paying.portions import (
    Held,
    Line,
    days_within,
    due_through,
    funds_of,
    last_day_of,
    month_after,
    months_on,
    parts_of_month,
)
from newsstand.members.paying.sharing import part_of, share_out, take_back
from newsstand.members.paying.working import Worked, Working

MARCH = date(2026, 3, 1)
amounts = st.integers(-10_000_000, 10_000_000)
weights = st.dictionaries(st.integers(1, 50), st.integers(0, 10**9), max_size=12)


@given(amounts, weights)
def test_shares_make_the_sum(amount: int, given_weights: dict[int, int]) -> None:
    parts = share_out(amount, given_weights)
    whole = sum(given_weights.values())
    assert parts == {} if not whole else sum(parts.values()) == amount
    for key, part in parts.items():
        assert abs(part * whole - amount * given_weights[key]) < whole
    assert parts == share_out(amount, dict(sorted(given_weights.items(), reverse=True)))


def test_ties_go_to_the_smaller_key() -> None:
    assert share_out(2, {3: 1, 1: 1, 2: 1}) == {3: 0, 1: 1, 2: 1}
    assert share_out(-2, {3: 1, 1: 1, 2: 1}) == {3: 0, 1: -1, 2: -1}
    assert (part_of(999, 70), part_of(-999, 70)) == (699, -699)


@given(st.integers(0, 10_000), st.dictionaries(st.integers(1, 9), amounts))
def test_nobody_gives_back_more_than_they_got(amount: int, got: dict[int, int]) -> None:
    back = take_back(amount, got)
    assert all(0 <= -part <= got[key] for key, part in back.items())
    assert -sum(back.values()) == min(amount, sum(part for part in got.values() if part > 0))


@given(amounts, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_what_is_spread_over_months_is_the_whole(minor: int, first: date, more: int) -> None:
    last = first + timedelta(days=more)
    taken, month = 0, first.replace(day=1)
    while month <= last:
        line = Line(
            pk=1, kind="fee", member="m", currency="EUR", minor=minor, first=first, last=last, taken=taken
        )
        parts = list(parts_of_month([line], month, {}))
        for part in parts:
            days = part.days.bit_count()
            assert abs(part.minor * (more + 1) - minor * days) <= (more + 1) or minor < 0
            taken += part.minor
        month = month_after(month)
    assert taken == minor


def test_days_and_months() -> None:
    assert due_through(-31, MARCH, date(2026, 3, 31), date(2026, 3, 10)) == -10
    assert days_within(date(2026, 2, 20), date(2026, 3, 3), MARCH) == 0b111
    assert days_within(date(2026, 3, 30), None, MARCH) == 0b11 << 29
    assert days_within(date(2026, 4, 1), None, MARCH) == 0
    assert last_day_of(date(2028, 2, 1)) == date(2028, 2, 29)
    assert months_on(date(2026, 1, 31), 1) == date(2026, 2, 27)
    assert months_on(date(2026, 11, 15), 3) == date(2027, 2, 14)


def test_what_no_reading_can_give() -> None:
    rules = Rules()
    assert points_of_article(4, True, 100, rules) == 0
    assert points_of_article(60, True, 230, rules) == 120
    assert points_of_article(3600, True, 230, rules) == 180
    assert points_of_article(100_000, False, 10_000, rules) == 1200
    assert points_of_article(10, True, 1000, rules) == 10
    assert not is_read_to_the_end(3, True, 1000, rules)
    assert is_read_to_the_end(67, True, 1000, rules)
    assert points_of_brief(9999, True, rules) == 300
    assert points_of_brief(2, True, rules) == 0


def test_of_a_days_reads_the_best_count() -> None:
    rules = Rules(reads_a_day=2)
    basis = Basis({n: ArticleFact(230, n) for n in range(1, 5)})
    reads = [ReadFact(n, 0, n, 10 * n, False, 3) for n in range(1, 5)]
    counted = count_points(reads, basis, 0b100, rules)
    assert sorted(c.publisher for c in counted.credits) == [3, 4]
    assert counted.crowded_days == 1
    assert count_points(reads, basis, 0b011, rules).credits == []


def test_chains_of_copies() -> None:
    assert find_original(3, {3: 2, 2: 1}) == 1
    assert find_original(1, {3: 2, 2: 1}) == 0
    assert find_original(1, {1: 2, 2: 1}) == 0


members = st.sampled_from(["ada", "ben", "cleo", "dan", ""])
lines = st.builds(
    lambda kind, member, currency, minor, first, days, group: Line(
        pk=0, kind=kind, member=member, currency=currency, group=group, first=first, last=first + timedelta(days=days),
        minor=minor if kind == "fee" else -minor,
    ),
    st.sampled_from(["fee", "fee", "fee", "tax", "cost", "refund", "dispute"]), members, st.sampled_from(["EUR", "JPY"]),
    st.integers(0, 20_000), st.dates(date(2026, 1, 1), date(2026, 4, 30)), st.integers(0, 400), st.sampled_from([0, 0, 7]),
)  # fmt: skip
reads = st.builds(
    lambda member, thing, seconds, ended, day: (
        member,
        ReadFact(0 if thing > 20 else thing, thing if thing > 20 else 0, 1 + thing % 6, seconds, ended, day),
    ),
    members, st.integers(1, 25), st.integers(0, 4000), st.booleans(), st.integers(1, 31),
)  # fmt: skip
BASIS = Basis(
    {n: ArticleFact(50 * n, 1 + n % 6, n - 1 if n % 4 == 0 else 0, 1 + (n - 1) % 6 if n % 4 == 0 else 0) for n in range(1, 21)},
    {n: {1: 2, n % 6 + 1: 5} for n in range(21, 25)},
)  # fmt: skip
GIVEN = {"EUR": {"ada": {1: 300, 4: 7}, "ben": {2: 10_000}}}
SEATS = {
    7: [
        Held(member="ben", first=date(2026, 1, 1)),
        Held(member="dan", first=date(2026, 3, 9), last=date(2026, 3, 12)),
    ]
}


def work(found: list[Line], told: list[tuple[str, ReadFact]]) -> list[Worked]:
    by_member: dict[str, dict[tuple[int, int], ReadFact]] = {}
    for member, fact in sorted(told):
        by_member.setdefault(member, {})[fact.article, fact.story] = fact
    numbered = sorted(found, key=repr)
    funds = funds_of(parts_of_month(numbered, MARCH, SEATS))
    working = Working(funds, BASIS, Rules(), GIVEN)
    working.take_reads((member, list(held.values())) for member, held in sorted(by_member.items()))
    return working.finish()


@settings(max_examples=200, deadline=None)
@given(st.lists(lines, max_size=12), st.lists(reads, max_size=30), st.randoms(use_true_random=False))
def test_everything_adds_up_in_every_order(
    found: list[Line], told: list[tuple[str, ReadFact]], chance: Random
) -> None:
    done = work(found, told)
    for worked in done:
        of_currency = [line for line in found if line.currency == worked.currency]
        due = sum(
            due_through(line.minor, line.first, line.last, last_day_of(MARCH))
            for line in of_currency
            if line.first and line.last
        )
        assert worked.fees - worked.taxes - worked.costs == due
        assert worked.fees == worked.taxes + worked.costs + worked.kept + worked.shared
        assert sum(title.minor for title in worked.titles.values()) == worked.shared
        assert sum(minor for _, _, _, minor in worked.shares) == worked.shared
    found, told = list(found), list(told)
    chance.shuffle(found)
    chance.shuffle(told)
    again = work(found, told)
    assert [(w.currency, w.shares, w.titles, w.kept) for w in again] == [
        (w.currency, w.shares, w.titles, w.kept) for w in done
    ]


def test_a_basis_comes_back_as_it_was_kept() -> None:
    import json

    assert basis_of(json.loads(json.dumps(BASIS.plain()))) == BASIS
