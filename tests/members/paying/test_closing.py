"""A month is closed once, whole or not at all, in order, and never changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from newsstand.errors import MonthNotClosable
from newsstand.members.ledger import enter
from newsstand.members.models import (
    Close,
    CountedRead,
    Gift,
    Group,
    LedgerLine,
    Portion,
    Reader,
    Seat,
    Share,
    Statement,
)
from newsstand.members.paying.checking import open_amount, verify_close
from newsstand.members.paying.closing import close_month, close_months, drop_counted_reads
from tests.members.paying.making import (
    APRIL,
    IN_APRIL,
    IN_MAY,
    MARCH,
    MAY,
    article_of,
    give_back,
    pay,
    read,
    titles,
)
from tests.web.newsroom import make_brief, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]
DAY = timedelta(days=1)


def given(month: date, currency: str = "EUR") -> dict[str, int]:
    """What each title was given."""
    rows = Statement.objects.filter(close__month=month, close__currency=currency)
    return {row.publisher.name: row.minor for row in rows.select_related("publisher")}


def sums(month: date, currency: str = "EUR") -> tuple[int, ...]:
    close = Close.objects.get(month=month, currency=currency)
    assert close.fees == close.taxes + close.costs + close.kept + close.shared
    return close.fees, close.taxes, close.costs, close.kept, close.shared


def test_a_fee_goes_to_what_its_member_read() -> None:
    first, second, third = titles()
    pay("ada", 1190, tax=190, cost=50)
    pay("ben", 1000)
    read("ada", article_of(first))  # 60 seconds and the end: 120
    read("ada", article_of(second), seconds=30, depth=40)  # 30
    read("ben", article_of(third))
    close_month(MARCH, IN_APRIL)
    # Ada: 70 % of 950 is 665, by 120 to 30; Ben: 700
    assert given(MARCH) == {"Title 1": 532, "Title 2": 133, "Title 3": 700}
    assert sums(MARCH) == (2190, 190, 50, 585, 1365)
    assert verify_close(MARCH) == []


def test_a_month_is_closed_once() -> None:
    (first,) = titles(1)
    pay("ada", 1000)
    read("ada", article_of(first))
    (close,) = close_month(MARCH, IN_APRIL)
    read("ada", article_of(first))
    pay("ben", 1000)
    assert close_month(MARCH, IN_MAY) == [close]
    assert given(MARCH) == {"Title 1": 700}


def test_what_came_late_goes_into_the_next_month() -> None:
    (first,) = titles(1)
    pay("ada", 1000)
    close_month(MARCH, IN_APRIL)
    pay("ben", 1000)  # a webhook a week late
    read("ben", article_of(first), month=APRIL)
    close_month(APRIL, IN_MAY)
    assert sums(APRIL) == (1000, 0, 0, 1000, 0)  # nothing was read on days that it paid for, by anybody
    assert open_amount("EUR") == 0
    assert verify_close(MARCH) == verify_close(APRIL) == []


def test_a_year_is_spread_over_its_days_to_the_cent() -> None:
    pay("ada", 10_000, date(2026, 3, 16), date(2027, 3, 15), tax=1597, cost=175)
    month, closed = MARCH, []
    for number in range(13):
        year, index = divmod(2 + number, 12)
        month = date(2026 + year, index + 1, 1)
        closed += close_month(month, datetime(2027, 5, 1, tzinfo=UTC))
    assert [c.fees for c in closed[:3]] == [438, 822, 849]
    assert sum(c.fees for c in closed) == 10_000
    assert sum(c.taxes for c in closed) == 1597
    assert sum(c.costs for c in closed) == 175
    assert all(verify_close(c.month) == [] for c in closed)


def test_reads_on_days_that_no_fee_pays_for_count_nothing() -> None:
    first, second = titles(2)
    pay("ada", 1000, date(2026, 3, 15), date(2026, 4, 14))
    read("ada", article_of(first), day=14)  # on trial
    read("ada", article_of(second), day=15)
    read("nobody", article_of(first))
    close_month(MARCH, IN_APRIL)
    assert list(given(MARCH)) == ["Title 2"]


def test_what_nobody_read_for_goes_where_the_others_reading_went() -> None:
    first, second = titles(2)
    pay("ada", 1000)
    pay("ben", 500)
    pay("cleo", 1000)  # reads nothing
    read("ada", article_of(first))
    read("ben", article_of(second))
    close_month(MARCH, IN_APRIL)
    assert given(MARCH) == {"Title 1": 700 + 467, "Title 2": 350 + 233}
    unread = Share.objects.filter(member="").values_list("publisher__name", "minor")
    assert sorted(unread) == [("Title 1", 467), ("Title 2", 233)]
    assert verify_close(MARCH) == []


def test_a_refund_after_the_close_is_taken_back_from_whom_it_was_given() -> None:
    first, second = titles(2)
    ref = pay("ada", 1000)
    pay("ben", 1000, APRIL, date(2026, 4, 30))
    read("ada", article_of(first))
    close_month(MARCH, IN_APRIL)
    before = list(Share.objects.filter(close__month=MARCH).values_list("member", "minor"))
    give_back(ref, 1000, member="ada", at=IN_APRIL)
    read("ben", article_of(second), month=APRIL)
    close_month(APRIL, IN_MAY)
    assert given(APRIL) == {"Title 1": -700, "Title 2": 700}
    assert sums(APRIL) == (0, 0, 0, 0, 0)
    assert Statement.objects.get(close__month=APRIL, minor__lt=0).lines == [
        {"kind": "back", "reads": 0, "finished": 0, "seconds": 0, "minor": -700}
    ]
    assert list(Share.objects.filter(close__month=MARCH).values_list("member", "minor")) == before
    assert verify_close(MARCH) == verify_close(APRIL) == []


def test_a_copy_pays_its_original_first() -> None:
    first, second, third = titles()
    original = article_of(first)
    copy = article_of(second, copy_of=original)
    read("ada", article_of(third, copy_of=copy))
    pay("ada", 1000)
    close_month(MARCH, IN_APRIL)
    assert given(MARCH) == {"Title 1": 490, "Title 3": 210}
    assert verify_close(MARCH) == []


def test_copies_that_go_round_in_a_circle_are_paid_as_they_are() -> None:
    first, second = titles(2)
    one = article_of(first)
    other = article_of(second, copy_of=one)
    one.copy_of = other
    one.save()
    pay("ada", 1000)
    read("ada", one)
    close_month(MARCH, IN_APRIL)
    assert given(MARCH) == {"Title 1": 700}


def test_a_brief_pays_the_titles_that_it_cites() -> None:
    first, second = titles(2)
    told = [article_of(first), article_of(second)]
    story = make_story(told)
    make_brief(story, told)
    pay("ada", 1000)
    read("ada", story)
    close_month(MARCH, IN_APRIL)
    cited = given(MARCH)
    assert set(cited) == {"Title 1", "Title 2"}
    assert cited["Title 1"] > cited["Title 2"] > 0
    assert Statement.objects.get(publisher=first).cited == 1
    assert verify_close(MARCH) == []


def test_a_brief_weighs_a_fifth_of_a_read() -> None:
    first, second = titles(2)
    told = [article_of(first)]
    story = make_story(told)
    make_brief(story, told)
    pay("ada", 1000)
    read("ada", story)
    read("ada", article_of(second))
    close_month(MARCH, IN_APRIL)
    assert given(MARCH) == {"Title 1": 117, "Title 2": 583}  # 20 to 100


def make_reader(name: str) -> Reader:
    return Reader.objects.make(name=name, now=IN_APRIL, email=f"{name}@mail.example")


def test_a_groups_fee_goes_with_who_held_its_seats() -> None:
    first, second, third = titles()
    admin, ben, cleo = (make_reader(name) for name in ("admin", "ben", "cleo"))
    group = Group.objects.create(name="Harbour", administrator=admin, seats=3, made_at=IN_APRIL)
    for number, (reader, taken, left) in enumerate(
        [(ben, date(2026, 2, 1), None), (cleo, date(2026, 3, 1), date(2026, 3, 10)), (None, None, None)]
    ):
        Seat.objects.create(
            group=group, number=number, email="x@mail.example", reader=reader, code_hash=str(number),
            offered_at=IN_APRIL, taken_at=taken and datetime(taken.year, taken.month, taken.day, tzinfo=UTC),
            left_at=left and datetime(left.year, left.month, left.day, tzinfo=UTC),
        )  # fmt: skip
    pay(admin.pseudonym, 4100, cost=0, group=group.pk)
    read(admin.pseudonym, article_of(first))
    read(ben.pseudonym, article_of(second))
    read(cleo.pseudonym, article_of(third), day=3)
    close_month(MARCH, IN_APRIL)
    assert given(MARCH) == {"Title 2": 2170, "Title 3": 700}  # 31 days to 10
    assert verify_close(MARCH) == []


def test_a_gift_rests_until_it_is_redeemed() -> None:
    (first,) = titles(1)
    giver, friend = make_reader("giver"), make_reader("friend")
    gift = Gift.objects.create(code_hash="c", giver=giver, plan="gift-3", months=3, made_at=IN_APRIL)
    pay(giver.pseudonym, 3000, tax=100, gift=gift.pk)
    assert close_month(MARCH, IN_APRIL) == []
    gift.redeemed_by, gift.redeemed_at = friend, datetime(2026, 4, 16, 12, tzinfo=UTC)
    gift.save()
    read(friend.pseudonym, article_of(first), month=APRIL, day=16)
    close_month(APRIL, IN_MAY)
    assert sums(APRIL) == (494, 16, 0, 144, 334)
    months = [close_month(date(2026, m, 1), datetime(2026, 9, 1, tzinfo=UTC))[0].fees for m in (5, 6, 7)]
    assert 494 + sum(months) == 3000
    assert all(verify_close(date(2026, m, 1)) == [] for m in (4, 5, 6, 7))


def test_currencies_do_not_mix() -> None:
    first, second = titles(2)
    pay("ada", 1000)
    pay("ada", 2000, currency="JPY")
    pay("ben", 500, currency="JPY")
    read("ada", article_of(first))
    read("ben", article_of(second))
    assert [c.currency for c in close_month(MARCH, IN_APRIL)] == ["EUR", "JPY"]
    assert given(MARCH) == {"Title 1": 700}
    assert given(MARCH, "JPY") == {"Title 1": 1400, "Title 2": 350}
    assert verify_close(MARCH) == []


def test_months_are_closed_in_order_when_they_are_over() -> None:
    pay("ada", 1000)
    pay("ada", 1000, APRIL, date(2026, 4, 30))
    with pytest.raises(MonthNotClosable, match="not over yet"):
        close_month(APRIL, datetime(2026, 4, 30, 22, tzinfo=UTC))
    with pytest.raises(MonthNotClosable, match="2026-03 is open: close it first"):
        close_month(APRIL, IN_MAY)
    assert close_months(datetime(2026, 4, 2, 12, tzinfo=UTC)) == 0
    assert close_months(datetime(2026, 4, 3, 12, tzinfo=UTC)) == 1
    assert close_months(datetime(2026, 4, 3, 13, tzinfo=UTC)) == 0
    assert close_months(datetime(2026, 8, 3, 13, tzinfo=UTC)) == 1
    with pytest.raises(MonthNotClosable, match="closed already"):
        close_month(date(2026, 2, 1), IN_MAY)


SAME_ON_EVERY_STORE = [
    "c2281beda1a52e6f6346fb8845d54ff39be4721f83cb56c50ff11fcf781f6b61",
    "b3c0080a60425e17a8002c6fe01b2880323faea47b9e0a2e6224d5858ebecdb5",
]


def test_a_close_says_the_same_on_every_store() -> None:
    chance = Random(20260303)
    found = titles(7)
    articles = []
    for number in range(60):
        article = article_of(found[chance.randrange(7)], words=chance.randint(60, 1500))
        article.url = f"https://title.example/{number}"
        article.copy_of = articles[chance.randrange(len(articles))] if number % 9 == 8 else None
        article.save()
        articles.append(article)
    for number in range(12):
        currency = "GBP" if number % 5 == 4 else "EUR"
        pay(
            f"member {number}",
            chance.randint(300, 2000),
            tax=chance.randint(0, 99),
            cost=33,
            currency=currency,
        )
        for article in chance.sample(articles, 25):
            read(
                f"member {number}", article, day=chance.randint(1, 31), seconds=chance.randint(1, 500),
                depth=chance.choice((20, 60, 100)),
            )  # fmt: skip
    closes = close_month(MARCH, IN_APRIL)
    assert verify_close(MARCH) == []
    assert [close.fingerprint for close in closes] == SAME_ON_EVERY_STORE


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["members_close", "members_statement", "members_share", "members_portion"])
def test_a_close_that_is_killed_leaves_nothing_and_the_next_run_completes(table: str) -> None:
    if connection.vendor == "postgresql" and table in ("members_share", "members_portion"):
        pytest.skip("these are copied in, which no wrapper sees")
    (first,) = titles(1)
    pay("ada", 1000)
    read("ada", article_of(first))

    def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise Killed
        return result

    with pytest.raises(Killed), connection.execute_wrapper(die):
        close_month(MARCH, IN_APRIL)
    assert not Close.objects.exists()
    assert not Share.objects.exists()
    assert not Portion.objects.exists()
    close_month(MARCH, IN_APRIL)
    assert given(MARCH) == {"Title 1": 700}


def test_reads_are_dropped_when_their_month_is_closed_and_past_appeal() -> None:
    (first,) = titles(1)
    pay("ada", 1000)
    read("ada", article_of(first))
    read("ada", article_of(first), month=APRIL)
    assert drop_counted_reads(IN_APRIL + 400 * DAY) == 0  # nothing is closed
    close_month(MARCH, IN_APRIL)
    assert drop_counted_reads(IN_APRIL + 89 * DAY) == 0
    assert drop_counted_reads(IN_APRIL + 90 * DAY) == 1
    assert CountedRead.objects.get().month == APRIL
    assert verify_close(MARCH) == []


def test_where_no_money_is_reads_are_dropped_by_their_age() -> None:
    (first,) = titles(1)
    read("ada", article_of(first))
    assert drop_counted_reads(datetime(2026, 6, 28, tzinfo=UTC)) == 0
    assert drop_counted_reads(datetime(2026, 7, 2, tzinfo=UTC)) == 1


def test_what_does_not_hold_is_said() -> None:
    first, second = titles(2)
    pay("ada", 1000)
    row = read("ada", article_of(first))
    read("ada", article_of(second))
    (close,) = close_month(MARCH, IN_APRIL)
    Share.objects.create(close=close, member="eve", publisher=first, points=1, minor=1)
    row.seconds = 1000
    row.save()
    problems = " ".join(verify_close(MARCH))
    for words in ("member eve has shares and no fund", "sum of its shares", "other points", "shared is"):
        assert words in problems
    assert "does not bear its fingerprint" in problems


def test_the_commands() -> None:
    (first,) = titles(1)
    pay("ada", 1000, date(2025, 3, 1), date(2025, 3, 31))
    read("ada", article_of(first), month=date(2025, 3, 1))
    with pytest.raises(CommandError, match="2025-03 is not closed"):
        call_command("verify_close", "2025-03")
    call_command("close_month", "2025-03", verbosity=0)
    call_command("verify_close", "2025-03", "--reads", verbosity=0)
    with pytest.raises(CommandError, match="no month"):
        call_command("close_month", "March")
    assert settings.NEWSSTAND["NEWSSTAND_CLOSE_DAY"] == 3


def test_payouts_are_no_members_money() -> None:
    enter(key="p", kind="payout", currency="EUR", minor=-700, at=IN_APRIL)
    assert close_month(MARCH, IN_APRIL) == []
    assert LedgerLine.objects.count() == 1
    assert MAY > APRIL
