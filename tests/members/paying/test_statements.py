"""Statements as files: what they say sums up, and no cell or letter does harm."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from newsstand.members.models import Statement
from newsstand.members.paying.closing import close_month
from newsstand.members.paying.printing import settable
from newsstand.members.paying.statements import plain_cell, statement_csv, statement_pdf, statements_of
from newsstand.newsroom.models import Publisher
from tests.members.paying.making import IN_APRIL, MARCH, article_of, pay, read
from tests.web.newsroom import make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def title() -> Publisher:
    """A title of which three read one article, one read another, and some read nothing."""
    found = make_title("=Северная Łódź Ledger", slug="ledger")
    known, odd = article_of(found), article_of(found)
    known.headline = '=HYPERLINK("http://x.example")'
    known.save()
    for number in range(5):
        pay(f"m{number}", 999, tax=160, cost=33)
    for number in range(3):
        read(f"m{number}", known, seconds=50 + number)
    read("m3", odd)
    read("m3", article_of(make_title("Other")))
    close_month(MARCH, IN_APRIL)
    return found


def test_csv_sums_up_and_starts_no_formula(title: Publisher) -> None:
    (statement,) = statements_of(title)
    rows = list(csv.DictReader(io.StringIO(statement_csv(statement).decode())))
    assert [row["kind"] for row in rows] == ["article", "few", "unread", "total"]
    assert sum(Decimal(row["amount"]) for row in rows[:-1]) == Decimal(rows[-1]["amount"])
    assert rows[-1]["amount"] == f"{Decimal(statement.minor) / 100:.2f}"
    assert rows[-1]["fingerprint"] == statement.fingerprint
    assert rows[0]["headline"] == '\'=HYPERLINK("http://x.example")'
    assert all(row["title"].startswith("'=") for row in rows)


def test_an_article_with_few_readers_is_not_named(title: Publisher) -> None:
    (statement,) = statements_of(title)
    named = [line for line in statement.lines if "url" in line]
    assert [line["reads"] for line in named] == [3]
    assert "m3" not in str(statement.lines)
    assert (statement.members, statement.reads, statement.finished) == (4, 4, 4)


@pytest.mark.parametrize("language", ["en-gb", "de", "fr", "es", "ar"])
def test_pdf_is_the_same_whenever_it_is_asked_for(title: Publisher, language: str) -> None:
    statement = Statement.objects.get(publisher=title)
    first = statement_pdf(statement, language)
    assert first.startswith(b"%PDF-")
    assert first == statement_pdf(statement, language)


def test_letters_that_the_font_lacks_have_something_in_their_place() -> None:
    assert settable("Łódź – “quoted”", "x") == "Łódź – “quoted”"
    assert settable("北京", "https://x.example/1") == "https://x.example/1"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_cells_are_text(text: str) -> None:
    assert plain_cell(text).startswith("'")
    assert plain_cell("One - two") == "One - two"
