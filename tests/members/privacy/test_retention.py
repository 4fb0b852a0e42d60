"""What is past its time goes, what is not stays; on both stores."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from newsstand.members.models import (
    Deed,
    Gift,
    Group,
    Learning,
    Letter,
    ProviderEvent,
    Reader,
    Reading,
    Seat,
    Tally,
)
from newsstand.members.privacy.belongings import table_called
from newsstand.members.privacy.retention import BATCH, RULES, obey_retention
from newsstand.newsroom.desk.log import write_line
from newsstand.newsroom.models import Inaccuracy, LogLine
from newsstand.site.environment import SETTINGS
from tests.web.newsroom import NOW, make_article, make_story, make_title

pytestmark = pytest.mark.django_db
OLD = timedelta(days=4000)


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> None:
    settings.NEWSSTAND = {
        **settings.NEWSSTAND, "NEWSSTAND_KEEP_DEEDS": 90, "NEWSSTAND_KEEP_READINGS": 0, "NEWSSTAND_KEEP_LETTERS": 30,
        "NEWSSTAND_KEEP_ADDRESSES": 90, "NEWSSTAND_KEEP_PROVIDER_EVENTS": 400,
        "NEWSSTAND_KEEP_LOG": 0,
    }  # fmt: skip


@pytest.fixture
def reader() -> Reader:
    return Reader.objects.make(email="ada@reader.example", name="Ada", now=NOW)


def days(number: float) -> Any:
    return NOW - timedelta(days=number)


def letter(key: str, **fields: Any) -> Letter:
    made = {"to": "x@y.example", "kind": "welcome", "subject": "", "text": "", "made_at": NOW, "due_at": NOW}
    return Letter.objects.create(key=key, **(made | fields))


@pytest.mark.store
def test_what_is_past_its_time_goes_and_the_rest_stays(reader: Reader) -> None:
    story = make_story([make_article(make_title("Ledger"), "A ferry")])
    group = Group.objects.create(name="Quills", administrator=reader, seats=3, made_at=NOW)
    for age in (1, 89, 91, 500):
        Deed.objects.create(reader=reader, key=f"d{age}", verb="save", kind="story", target="1", at=days(age))
        letter(f"sent{age}", state="sent", made_at=days(age), sent_at=days(age))
        letter(f"link{age}", kind="account.reset", state="failed", made_at=days(age))
        letter(f"waits{age}", made_at=days(age))
        ProviderEvent.objects.create(
            event=f"e{age}", kind="k", created_at=days(age), heard_at=days(age), applied_at=days(age), body={}
        )
        Gift.objects.create(
            code_hash=f"g{age}", plan="gift", months=1, to_email="c@d.example", made_at=days(age), redeemed_at=days(age)
        )  # fmt: skip
        Seat.objects.create(
            group=group, number=age, email="c@d.example", code_hash=f"s{age}", offered_at=days(age)
        )
        Inaccuracy.objects.create(
            story=story, words="no", address="c@d.example", at=days(age), settled_at=days(age), state="dismissed"
        )  # fmt: skip
    ProviderEvent.objects.create(event="waits", kind="k", created_at=NOW, heard_at=days(900), body={})
    Tally.objects.create(key="past", began_at=days(2), until=days(1), count=3)
    Tally.objects.create(key="runs", began_at=days(1), until=days(-1), count=3)
    Session.objects.create(session_key="past", session_data="", expire_date=days(1))
    Session.objects.create(session_key="runs", session_data="", expire_date=days(-1))

    assert obey_retention(NOW) == 2 + 3 + 3 + 1 + 2 + 2 + 2 + 1 + 1
    assert sorted(Deed.objects.values_list("key", flat=True)) == ["d1", "d89"]
    kept = ["link1", "sent1", "waits1", "waits500", "waits89", "waits91"]
    assert sorted(Letter.objects.exclude(to="").values_list("key", flat=True)) == kept
    emptied = ["sent500", "sent89", "sent91"]  # which says that they must not be written again
    assert sorted(Letter.objects.filter(to="", text="").values_list("key", flat=True)) == emptied
    assert sorted(ProviderEvent.objects.values_list("event", flat=True)) == ["e1", "e89", "e91", "waits"]
    assert Gift.objects.count() == 4
    assert sorted(Gift.objects.exclude(to_email="").values_list("code_hash", flat=True)) == ["g1", "g89"]
    assert sorted(Seat.objects.values_list("number", flat=True)) == [1, 89]
    assert (Inaccuracy.objects.count(), Inaccuracy.objects.exclude(address="").count()) == (4, 2)
    assert list(Tally.objects.values_list("key", flat=True)) == ["runs"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["runs"]
    assert obey_retention(NOW) == 0


@pytest.mark.store
def test_the_goodbye_goes_as_soon_as_it_is_sent() -> None:
    goodbye = letter("goodbye:1", kind="goodbye", made_at=days(0.01))
    assert obey_retention(NOW) == 0
    Letter.objects.filter(pk=goodbye.pk).update(state="sent", sent_at=days(0.005))
    assert obey_retention(NOW) == 1


@pytest.mark.store
def test_histories_and_the_log_stay_unless_a_time_is_set(reader: Reader, settings: Any) -> None:
    article = make_article(make_title("Ledger"), "A ferry")
    Reading.objects.create(reader=reader, article=article, first_at=NOW - OLD, last_at=NOW - OLD)
    write_line(reader, "spike", now=NOW - OLD)
    assert obey_retention(NOW) == 0
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_KEEP_READINGS": 365, "NEWSSTAND_KEEP_LOG": 365}
    assert obey_retention(NOW) == 2
    assert (Reading.objects.count(), LogLine.objects.count()) == (0, 0)


@pytest.mark.store
def test_for_you_does_not_take_removed_deeds_for_undone_ones(reader: Reader) -> None:
    for number in range(3):
        Deed.objects.create(
            reader=reader, key=str(number), verb="save", kind="story", target="1", at=days(100), undone_at=days(99)
        )  # fmt: skip
    Deed.objects.create(
        reader=reader, key="new", verb="save", kind="story", target="1", at=NOW, undone_at=NOW
    )
    Learning.objects.create(reader=reader, undone=4)
    obey_retention(NOW)
    assert Learning.objects.get(reader=reader).undone == 1 == Deed.objects.filter(reader=reader).count()


@pytest.mark.store
def test_many_rows_go_in_batches(reader: Reader) -> None:
    Deed.objects.bulk_create(
        Deed(reader=reader, key=str(n), verb="save", kind="story", target="1", at=days(100))
        for n in range(BATCH + 7)
    )
    assert obey_retention(NOW) == BATCH + 7


def test_rules_name_tables_fields_and_settings_that_are_there() -> None:
    known = {setting.name for setting in SETTINGS}
    for rule in RULES:
        table = table_called(rule.model)
        assert not rule.setting or rule.setting in known
        if table is not None:
            fields = {f.name for f in table._meta.concrete_fields}
            assert {rule.moment, *rule.empties} <= fields, rule.name
    assert len({rule.name for rule in RULES}) == len(RULES)
