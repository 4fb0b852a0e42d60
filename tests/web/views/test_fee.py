"""What a member's own fee did, as they see it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from newsstand.members.models import Reader
from newsstand.members.paying.closing import close_month
from newsstand.members.paying.mine import fee_months
from tests.members.paying.making import article_of, give_back, pay, read
from tests.web.newsroom import NOW, make_title

pytestmark = pytest.mark.django_db
FEBRUARY = date(2026, 2, 1)


def page(client: Client) -> str:
    response = client.get("/my/fee/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_is_there_for_readers_alone(client: Client, settings: Any) -> None:
    assert client.get("/my/fee/").status_code == 404
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
    assert client.get("/my/fee/").status_code == 404


def test_without_a_fee_it_says_so(client: Client, reader: Reader) -> None:
    assert "No fee of yours has paid for a month yet." in page(client)


def test_a_closed_month_and_this_one(client: Client, reader: Reader) -> None:
    ledger, echo = make_title("Northern Ledger"), make_title("Harbour Echo")
    me = reader.pseudonym
    first = pay(me, 1190, FEBRUARY, date(2026, 2, 28), tax=190, cost=50)
    pay("somebody else", 5000, FEBRUARY, date(2026, 2, 28))
    pay(me, 1190, tax=190, cost=50)
    read(me, article_of(ledger), month=FEBRUARY)
    read(me, article_of(echo), month=FEBRUARY, seconds=30, depth=40)
    read("somebody else", article_of(echo), month=FEBRUARY)
    close_month(FEBRUARY, datetime(2026, 3, 3, 9, tzinfo=UTC))
    read(me, article_of(echo), day=4)
    said = page(client)
    assert said.index("March 2026") < said.index("An estimate") < said.index("February 2026")
    for amount in ("€11.90", "€6.65", "€5.32", "€1.33", "€1.90", "€0.50", "€2.85"):
        assert amount in said
    assert "1 read of yours is counted this month." in said
    assert "€35" not in said
    give_back(first, 1190, member=me, at=NOW)
    months = fee_months(reader, NOW)
    assert [m.fee for m in months] == [0, 1190]
    for month in months:
        parts = month.tax + month.cost + month.house + month.to_all + sum(minor for _, minor in month.titles)
        assert parts == month.fee


def test_who_read_nothing_is_told_where_it_went(client: Client, reader: Reader) -> None:
    pay(reader.pseudonym, 1000, FEBRUARY, date(2026, 2, 28))
    pay("b", 1000, FEBRUARY, date(2026, 2, 28))
    read("b", article_of(make_title("Echo")), month=FEBRUARY)
    close_month(FEBRUARY, datetime(2026, 3, 3, 9, tzinfo=UTC))
    assert "You read nothing: this went to all titles" in page(client)
