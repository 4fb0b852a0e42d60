from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsstand.members.accounts.chores import forget_accounts, forget_unconfirmed
from newsstand.members.accounts.trials import begin_trial, normal_address

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize("written", ["Ada@Reader.example", " ada+news@reader.EXAMPLE ", "ada@reader.example"])
def test_one_mailbox_however_it_is_spelt(written: str) -> None:
    assert normal_address(written) == "ada@reader.example"


@pytest.mark.django_db
@pytest.mark.store
def test_one_trial_for_an_address_however_often_it_signs_up(settings: Any) -> None:
    from newsstand.members.models import Reader, SubscriptionEvent, TrialTaken

    first = Reader.objects.make(email="ada@reader.example", now=NOW)
    assert begin_trial(first, NOW)
    assert not begin_trial(first, NOW)
    event = SubscriptionEvent.objects.get()
    assert (event.kind, event.key, event.at) == ("signed_up", f"signed-up:{first.pk}", NOW)
    assert event.facts == {"trial_days": settings.NEWSSTAND["NEWSSTAND_TRIAL_DAYS"]}
    first.delete()
    again = Reader.objects.make(email="Ada+again@reader.example", now=NOW)
    assert not begin_trial(again, NOW + timedelta(days=1))
    assert begin_trial(Reader.objects.make(email="bob@reader.example", now=NOW), NOW)
    assert not TrialTaken.objects.filter(address_hash__contains="ada@").exists()
    later = NOW + timedelta(days=settings.NEWSSTAND["NEWSSTAND_TRIAL_MEMORY_DAYS"], seconds=1)
    assert forget_accounts(later) >= 2
    assert begin_trial(again, later)


@pytest.mark.django_db
@pytest.mark.store
def test_who_has_no_address_or_the_house_has_no_trial() -> None:
    from newsstand.members.models import Reader

    assert not begin_trial(Reader.objects.make(now=NOW), NOW)
    assert not begin_trial(Reader.objects.make(email="o@x.example", role="owner", now=NOW), NOW)


@pytest.mark.django_db
@pytest.mark.store
def test_accounts_that_nobody_confirmed_go_after_thirty_days() -> None:
    from allauth.account.models import EmailAddress

    from newsstand.members.models import Reader

    def sign_up(name: str, *, verified: bool, **fields: Any) -> Reader:
        made = Reader.objects.make(email=f"{name}@x.example", now=NOW, **fields)
        EmailAddress.objects.create(user=made, email=made.email or "", primary=True, verified=verified)
        return made

    gone = sign_up("gone", verified=False)
    for kept in (sign_up("ada", verified=True), sign_up("ed", verified=False, role="editor")):
        assert forget_unconfirmed(NOW + timedelta(days=29)) == 0
        assert Reader.objects.filter(pk=kept.pk).exists()
    Reader.objects.make(email="made-by-hand@x.example", now=NOW)
    assert forget_unconfirmed(NOW + timedelta(days=31)) == 1
    assert not Reader.objects.filter(pk=gone.pk).exists()
    assert Reader.objects.count() == 3
