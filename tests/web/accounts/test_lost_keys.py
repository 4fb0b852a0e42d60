"""A second step whose key the house has lost: refused in words, logged with what would help, and never a way in."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from django.test import Client

from newsstand.members.models import Reader
from tests.web.accounts.conftest import PASSWORD
from tests.web.newsroom import NOW

pytestmark = pytest.mark.django_db
KEY, NEXT = "the key of this house", "the key of next year"
SEED = "JBSWY3DPEHPK3PXP" * 2
ACCOUNT, CODE_PAGE, STEPS = "/account/", "/account/2fa/authenticate/", "/account/2fa/"


@pytest.fixture
def ada(settings: Any) -> Reader:
    """A member with an app and recovery codes, both locked under a key that is set."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = KEY, []
    made = Reader.objects.make(email="ada@reader.example", name="Ada", now=NOW)
    made.set_password(PASSWORD)
    made.save()
    EmailAddress.objects.create(user=made, email=str(made.email), primary=True, verified=True)
    TOTP.activate(made, SEED)
    RecoveryCodes.activate(made)
    return made


def code() -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(SEED, int(time.time()) // 30))


def recovery_code(reader: Reader) -> str:
    from allauth.mfa.models import Authenticator

    return str(Authenticator.objects.get(user=reader, type="recovery_codes").wrap().get_unused_codes()[0])


def sign_in(reader: Reader) -> Client:
    """A browser that stands before the code page."""
    browser = Client()
    told = browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    assert told["Location"].startswith(CODE_PAGE)
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(ACCOUNT).status_code == 200


def test_who_is_signed_in_is_asked_again_and_refused_in_words(ada: Reader) -> None:
    from allauth.mfa.models import Authenticator

    browser = sign_in(ada)
    browser.post(CODE_PAGE, {"code": code()})
    Authenticator.objects.update(
        data={"secret": "locked:00000000:x", "seed": "locked:00000000:x", "used_mask": 0}
    )
    told = browser.post(f"{STEPS}reauthenticate/", {"code": "000000"})
    assert (told.status_code, "cannot be checked" in told.content.decode()) == (200, True)


def test_with_its_key_a_code_opens(ada: Reader) -> None:
    browser = sign_in(ada)
    browser.post(CODE_PAGE, {"code": code()})
    assert is_in(browser)


@pytest.mark.parametrize("language", ["en-gb", "de"])
def test_without_it_a_right_code_is_refused_in_words(
    ada: Reader, settings: Any, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    right, recovery = code(), recovery_code(ada)
    settings.SECRET_KEY = NEXT
    browser = sign_in(ada)
    for typed in (right, recovery, "000000"):
        with caplog.at_level(logging.ERROR):
            told = browser.post(CODE_PAGE, {"code": typed}, headers={"Accept-Language": language})
        words = {"en-gb": "Your second step cannot be checked", "de": "Ihr zweiter Schritt lässt"}[language]
        assert told.status_code == 200
        assert words in told.content.decode()
        assert not is_in(browser)
    logged = [r.getMessage() for r in caplog.records if r.name.startswith("newsstand")]
    assert any("NEWSSTAND_OLD_SECRET_KEYS" in line and f"reader={ada.pk}" in line for line in logged)
    assert not any(part in line for line in logged for part in (right, recovery, SEED))


def test_guesses_are_slowed_as_ever(ada: Reader, settings: Any) -> None:
    settings.SECRET_KEY = NEXT
    browser = sign_in(ada)
    told = [browser.post(CODE_PAGE, {"code": "000000"}).content.decode() for _ in range(7)]
    assert "cannot be checked" in told[0]
    assert "cannot be checked" not in told[-1]
    assert "Too many" in told[-1]


def test_what_can_be_read_still_opens(ada: Reader, settings: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    Authenticator.objects.filter(type="recovery_codes").delete()
    settings.SECRET_KEY = NEXT
    RecoveryCodes.activate(ada)
    browser = sign_in(ada)
    browser.post(CODE_PAGE, {"code": code()})
    assert not is_in(browser)
    browser.post(CODE_PAGE, {"code": recovery_code(ada)})
    assert is_in(browser)


@pytest.mark.parametrize(
    "page", [STEPS, f"{STEPS}recovery-codes/", f"{STEPS}recovery-codes/generate/", f"{STEPS}recovery-codes/download/"]
)  # fmt: skip
def test_who_is_signed_in_is_told_on_every_page_of_it_and_can_make_new_codes(
    ada: Reader, settings: Any, page: str
) -> None:
    from allauth.mfa.models import Authenticator

    browser = sign_in(ada)
    browser.post(CODE_PAGE, {"code": code()})
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    for held in Authenticator.objects.all():  # not by turning the key: that ends the session too
        held.data["secret" if held.type == "totp" else "seed"] = "locked:00000000:under another key"
        held.save()
    told = browser.get(page)
    words = told.content.decode()
    assert told.status_code == 503
    assert "cannot be read" in words
    assert f'action="{STEPS}recovery-codes/generate/"' in words
    browser.post(f"{STEPS}recovery-codes/generate/")
    assert browser.get(f"{STEPS}recovery-codes/").status_code == 200
