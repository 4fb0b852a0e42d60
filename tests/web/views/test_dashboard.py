"""The operator's page: for the owner alone; what waits is named, what was paid is noted."""

from __future__ import annotations

import lxml.html
import pytest
from django.test import Client

from newsstand.members.models import LedgerLine, Reader
from tests.members.house.test_figures import fill, make_statement
from tests.newsroom.making import make_publisher
from tests.web.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(Reader.objects.make(email="olive@house.example", role="owner", now=NOW))
    return client


def test_the_owner_sees_members_and_money(owner: Client) -> None:
    fill()
    make_statement(make_publisher())
    said = owner.get("/house/").content.decode()
    assert "4 readers have an account here." in said
    assert "1 statement to be paid" in said
    assert "€25.00" in said
    assert '<td class="n" data-label="Became members">2 <span>(100 %)</span></td>' in said
    assert "€18.38" in said


def test_each_table_becomes_a_list_on_a_telephone(owner: Client) -> None:
    fill()
    make_statement(make_publisher())
    page = lxml.html.fromstring(owner.get("/house/").content)
    tables = page.xpath("//div[@class='table']/table")
    assert len(tables) == 2
    for table in tables:
        assert table.get("class") == "stacks"
        for row in table.xpath(".//tbody/tr"):
            named = [cell.get("data-label") or "all" in cell.get("class").split() for cell in row]
            assert all(named), "every figure says what it is, or has the line for itself"
            assert len(row) == len(table.xpath(".//thead//th"))


def test_nobody_else_learns_that_it_is_there(client: Client, reader: Reader, editor: Reader) -> None:
    assert client.get("/house/").status_code == 404
    client.force_login(editor)
    assert client.get("/house/").status_code == 404
    assert client.post("/house/paid", {"number": "x"}).status_code == 404
    assert Client().get("/house/").status_code == 404


def test_a_payment_is_noted_once(owner: Client) -> None:
    statement = make_statement(make_publisher())
    for _ in range(2):
        answer = owner.post("/house/paid", {"number": statement.number, "reference": "bank 12"}, follow=True)
        assert answer.status_code == 200
    assert LedgerLine.objects.filter(kind="payout").count() == 1
    assert "noted as paid before" in answer.content.decode()
    assert owner.post("/house/paid", {"number": "nonsense\0"}).status_code == 302
