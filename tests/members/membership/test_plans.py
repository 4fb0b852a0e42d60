"""Plans as data: what is read, and what is refused with file, plan and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsstand.errors import PlansUnreadable
from newsstand.members.membership.money import as_decimal, currency_for, exponent, parse_amount
from newsstand.members.membership.plans import OWN_PLANS, plan_book, price_of, read_plans
from newsstand.members.membership.students import is_academic
from newsstand.model import Money

PLAN = """[[plan]]
slug = "monthly"
name = "Monthly"
kind = "person"
interval = "month"
months = 1
prices = { EUR = "9.99", JPY = "1500" }
"""


def test_our_own_plans_are_of_every_kind_in_three_currencies() -> None:
    book = read_plans(OWN_PLANS.read_bytes(), "plans.toml")
    assert {plan.kind for plan in book.plans} == {"person", "student", "group", "gift"}
    assert book.currencies == ("EUR", "USD", "GBP")
    assert all(price_of(plan, currency) for plan in book.plans for currency in book.currencies)
    monthly, group = book.of("monthly"), book.of("group")
    assert monthly
    assert group
    assert price_of(monthly, "EUR").amount == Money(minor=999, currency="EUR")  # type: ignore[union-attr]
    assert group.seats == (3, 500)
    assert [plan.months for plan in book.offered("gift")] == [3, 6, 12]


def test_amounts_are_counted_in_the_currencys_own_units() -> None:
    book = read_plans(PLAN.encode(), "mine.toml")
    assert [p.amount.minor for p in book.plans[0].prices] == [999, 1500]
    assert parse_amount("1.234", "KWD").minor == 1234
    assert parse_amount("99", "EUR").minor == 9900
    assert parse_amount("0.5", "EUR").minor == 50
    assert str(as_decimal(Money(minor=1500, currency="JPY"))) == "1500"
    assert str(as_decimal(Money(minor=5, currency="EUR"))) == "0.05"


@pytest.mark.parametrize(
    ("text", "currency"),
    [("9.999", "EUR"), ("1.5", "JPY"), ("-1", "EUR"), ("9,99", "EUR"), ("", "EUR"), ("1e3", "EUR"), ("٩", "EUR"), ("9.99", "EUX")],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"amount|digits|currency"):
        parse_amount(text, currency)


def test_digits_of_currencies() -> None:
    assert [exponent(c) for c in ("EUR", "JPY", "BHD")] == [2, 0, 3]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"9.99"', "9.99", "plan “monthly”, prices, EUR"),
        ('"9.99"', '"9.999"', "plan “monthly”, prices, EUR"),
        ('"9.99"', '"0"', "plan “monthly”, prices, EUR"),
        ("EUR", "EURO", "plan “monthly”, prices, EURO"),
        ("months = 1", "months = 0", "plan “monthly”, months"),
        ("months = 1", "months = true", "plan “monthly”, months"),
        ('"month"', '"week"', "plan “monthly”, interval"),
        ('"person"', '"club"', "plan “monthly”, kind"),
        ('"person"', '"group"', "plan “monthly”, seats"),
        ("months = 1", "months = 1\nseats = [3, 5]", "plan “monthly”, seats"),
        ("months = 1", "months = 1\ncolour = 1", "plan “monthly”, colour"),
        ("months = 1", "months = 1\noffered = 1", "plan “monthly”, offered"),
        ("months = 1", 'months = 1\nprovider = { GBP = "price_1" }', "plan “monthly”, provider"),
        ('slug = "monthly"', 'slug = "Monthly plan"', "plan 1, slug"),
        ('name = "Monthly"', 'name = " "', "plan “monthly”, name"),
        ("[[plan]]", "[plan]", r"\[\[plan\]\]"),
        ("[[plan]]", "[[plan]", "no TOML"),
        ("[[plan]]", 'student_domains = ".edu"\n[[plan]]', "student_domains"),
    ],
)
def test_a_fault_names_file_plan_and_field(was: str, becomes: str, said: str) -> None:
    with pytest.raises(PlansUnreadable, match=said) as caught:
        read_plans(PLAN.replace(was, becomes, 1).encode(), "mine.toml")
    assert "mine.toml" in str(caught.value)


def test_two_plans_of_one_name_are_refused() -> None:
    with pytest.raises(PlansUnreadable, match="two of this name"):
        read_plans((PLAN + PLAN).encode(), "mine.toml")


def test_the_house_can_name_its_own_file(settings: object, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(PLAN, "utf-8")
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_PLANS": str(mine)}  # type: ignore[attr-defined]
    assert [plan.slug for plan in plan_book().plans] == ["monthly"]
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_PLANS": str(tmp_path / "none")}  # type: ignore[attr-defined]
    with pytest.raises(PlansUnreadable, match="cannot be read"):
        plan_book()


def test_the_currency_follows_the_country_where_it_is_offered() -> None:
    offered = ("EUR", "USD", "GBP")
    assert [currency_for(c, offered) for c in ("DE", "GB", "US", "BR", "")] == [
        "EUR",
        "GBP",
        "USD",
        "EUR",
        "EUR",
    ]
    assert currency_for("GB", ("USD",)) == "USD"


@pytest.mark.parametrize(
    ("email", "yes"),
    [
        ("a@mit.edu", True), ("a@cs.ox.ac.uk", True), ("a@EVIL.EDU", True), ("a@uni.example", True), ("a@x.uni.example", True),
        ("a@edu", True), ("a@edu.example", False), ("a@notuni.example", False), ("a@mit.edu.example", False), ("", False),
    ],
)  # fmt: skip
def test_academic_addresses(email: str, yes: bool) -> None:
    assert is_academic(email, (".edu", ".ac.uk", "uni.example")) is yes
