"""Secrets of second steps lie locked in the store, and outlive a change of the house's key."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)

from newsstand.errors import SecretLocked
from newsstand.members.accounts.locking import lock, lock_second_steps, unlock
from newsstand.members.chores import Round
from newsstand.members.models import Reader
from newsstand.newsroom.backup import read_backup, write_backup
from tests.web.newsroom import NOW

SEED = "JBSWY3DPEHPK3PXP" * 2
KEY, NEXT = "the key of this house", "the key of next year"


@pytest.fixture(autouse=True)
def _key(settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = KEY, []


def reader() -> Reader:
    return Reader.objects.make(email="ada@reader.example", now=NOW)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def stored() -> str:
    return str(list(Authenticator.objects.order_by("pk").values_list("data", flat=True)))


def test_what_is_locked_is_not_to_be_read_and_is_read_again() -> None:
    locked = lock(SEED)
    assert SEED not in locked
    assert lock(SEED) != locked, "the same secret looks different each time"
    assert unlock(locked) == SEED


def test_what_was_stored_in_the_clear_is_read_as_it_stands() -> None:
    assert unlock(SEED) == SEED


def test_a_key_of_before_still_opens(settings: Any) -> None:
    locked = lock(SEED)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEXT, [KEY]
    assert unlock(locked) == SEED


def test_without_its_key_a_secret_is_refused_and_never_empty(settings: Any) -> None:
    locked = lock(SEED)
    settings.SECRET_KEY = NEXT
    with pytest.raises(SecretLocked, match="NEWSSTAND_OLD_SECRET_KEYS"):
        unlock(locked)
    settings.SECRET_KEY = KEY
    with pytest.raises(SecretLocked, match="changed"):
        unlock(locked[:-8] + "AAAAAAA=")


@pytest.mark.store
@pytest.mark.django_db
def test_seeds_of_apps_and_of_recovery_codes_are_stored_locked() -> None:
    ada, seed = reader(), generate_totp_secret()
    TOTP.activate(ada, seed)
    codes = RecoveryCodes.activate(ada)
    for row in Authenticator.objects.all():
        assert [text[:7] for text in row.data.values() if isinstance(text, str)] == ["locked:"]
    assert seed not in stored()
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(seed))
    first = codes.generate_codes()[0]
    assert RecoveryCodes(codes.instance).validate_code(first)
    assert not RecoveryCodes(codes.instance).validate_code(first), "each is good for once"


@pytest.mark.store
@pytest.mark.django_db
def test_what_lay_open_works_and_is_locked_by_the_next_round() -> None:
    ada = reader()
    Authenticator.objects.create(user=ada, type="totp", data={"secret": SEED})
    Authenticator.objects.create(
        user=ada, type="recovery_codes", data={"seed": "0a" * 40, "used_mask": 5, "viewed_at": 1.5}
    )
    Authenticator.objects.create(user=ada, type="webauthn", data={"credential": {}, "name": "Key"})
    before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(SEED))
    assert Round(now=lambda: NOW).go()["accounts"] == 2
    assert SEED not in stored()
    assert "0a0a" not in stored()
    after = Authenticator.objects.get(type="recovery_codes")
    assert (after.data["used_mask"], after.data["viewed_at"]) == (5, 1.5)
    assert after.wrap().get_unused_codes() == before
    assert unlock(Authenticator.objects.get(type="totp").data["secret"]) == SEED
    assert lock_second_steps() == 0, "done twice it does nothing more"


@pytest.mark.store
@pytest.mark.django_db
def test_turning_the_key_loses_nobody_and_the_old_one_can_go(settings: Any) -> None:
    TOTP.activate(reader(), SEED)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEXT, [KEY]
    assert lock_second_steps() == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert Authenticator.objects.get().wrap().validate_code(code_of(SEED))


@pytest.mark.django_db
def test_what_no_known_key_opens_is_left_as_it_is(settings: Any) -> None:
    TOTP.activate(reader(), SEED)
    before = stored()
    settings.SECRET_KEY = NEXT
    assert lock_second_steps() == 0
    assert stored() == before


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_them_locked_and_works_under_the_same_key(tmp_path: Path) -> None:
    from backports import zstd

    TOTP.activate(reader(), SEED)
    write_backup(tmp_path / "backup")
    with zstd.open(tmp_path / "backup", "rb") as lines:
        assert SEED.encode() not in lines.read()
    Authenticator.objects.all().delete()
    read_backup(tmp_path / "backup")
    assert Authenticator.objects.get().wrap().validate_code(code_of(SEED))
