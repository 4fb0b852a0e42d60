"""The house in figures: counted from what happened and from the ledger."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsstand.errors import ActRefused
from newsstand.members.house import house_figures, note_payout, unpaid_statements
from newsstand.members.ledger import enter
from newsstand.members.models import Close, LedgerLine, Reader, Statement, Subscription, SubscriptionEvent
from newsstand.newsroom.models import Publisher
from tests.newsroom.making import make_publisher

pytestmark = [pytest.mark.store, pytest.mark.django_db]

NOW = datetime(2026, 3, 12, 14, tzinfo=UTC)


def join(name: str, at: datetime, *, state: str = "active", source: str = "card") -> Reader:
    reader = Reader.objects.make(email=f"{name}@reader.example", now=at)
    SubscriptionEvent.objects.create(reader=reader, key=f"s{reader.pk}", kind="signed_up", at=at, heard_at=at)
    Subscription.objects.update_or_create(reader=reader, defaults={"state": state, "source": source})
    return reader


def pay(reader: Reader, at: datetime, *, since: date, until: date, minor: int = 999) -> None:
    enter(
        key=f"fee:{reader.pk}:{since}", kind="fee", member=reader.pseudonym, currency="EUR", minor=minor, at=at,
        first_day=since, last_day=until,
    )  # fmt: skip


def fill() -> None:
    january = datetime(2026, 1, 5, 9, tzinfo=UTC)
    ada, bob = join("ada", january), join("bob", january, state="ended", source="")
    join("cy", datetime(2026, 3, 2, tzinfo=UTC), state="trial", source="trial")
    pay(ada, datetime(2026, 1, 19, tzinfo=UTC), since=date(2026, 1, 19), until=date(2026, 2, 18))
    pay(ada, datetime(2026, 2, 19, tzinfo=UTC), since=date(2026, 2, 19), until=date(2026, 3, 18))
    pay(bob, datetime(2026, 1, 19, tzinfo=UTC), since=date(2026, 1, 19), until=date(2026, 2, 18))
    enter(key="t", kind="tax", currency="EUR", minor=-160, at=datetime(2026, 1, 19, tzinfo=UTC))


def make_statement(publisher: Publisher, minor: int = 2500) -> Statement:
    close = Close.objects.create(
        month=date(2026, 2, 1), currency="EUR", closed_at=NOW, fees=5000, taxes=0, costs=0, kept=2500,
        shared=2500, members=1, fingerprint="f",
    )  # fmt: skip
    return Statement.objects.create(
        close=close, publisher=publisher, number="2026-02-EUR-1", minor=minor, members=1, reads=3, finished=2,
        seconds=300, fingerprint="f",
    )  # fmt: skip


def test_months_are_counted_from_events_and_ledger() -> None:
    fill()
    figures = house_figures(NOW)
    months = {month.first: month for month in figures.months}
    assert len(figures.months) == 12
    january, february, march = (months[date(2026, m, 1)] for m in (1, 2, 3))
    assert (january.trials, january.converted, january.conversion) == (2, 2, 100)
    assert january.in_minor == {"EUR": 2 * 999 - 160}
    assert (february.paying, february.left, february.churn) == (2, 1, 50)
    assert (march.trials, march.converted, march.paying, march.left) == (1, 0, 1, 0)
    assert months[date(2025, 12, 1)].churn is None
    assert figures.states == {"active": 1, "ended": 1, "trial": 1}
    assert figures.sources == {"card": 1, "trial": 1}


def test_the_queries_do_not_grow_with_the_members() -> None:
    fill()
    with CaptureQueriesContext(connection) as few:
        house_figures(NOW)
    for n in range(30):
        join(f"m{n}", NOW - timedelta(days=n))
    with CaptureQueriesContext(connection) as many:
        house_figures(NOW)
    assert len(many) == len(few) < 20


def test_a_statement_is_paid_once() -> None:
    statement = make_statement(make_publisher())
    assert unpaid_statements() == [statement]
    assert house_figures(NOW).owed[0].minor == 2500
    assert note_payout(statement.number, now=NOW, by="Olive", reference="bank 12")
    assert not note_payout(statement.number, now=NOW, by="Olive")
    line = LedgerLine.objects.get(kind="payout")
    assert (line.minor, line.currency, line.ref) == (-2500, "EUR", statement.number)
    assert unpaid_statements() == []
    assert house_figures(NOW).months[-1].in_minor == {}  # it is no cost of the month in which it was paid
    with pytest.raises(ActRefused, match="no statement"):
        note_payout("nothing", now=NOW, by="Olive")


def test_the_commands_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    fill()
    statement = make_statement(make_publisher())
    call_command("house_figures", "--json")
    said = json.loads(capsys.readouterr().out)
    assert said["states"] == {"active": 1, "ended": 1, "trial": 1}
    assert said["owed"] == {"EUR": 2500}
    call_command("note_payout", statement.number)
    call_command("house_figures")
    assert "0 statements due: nothing" in capsys.readouterr().out
