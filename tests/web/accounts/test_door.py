"""What happened at an account's door: in the log by its number, on its page for its owner, and by letter where a browser is new."""

from __future__ import annotations

import json
import logging
import re
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from newsstand.members.accounts.door import MOST_REFUSED
from tests.web.accounts.conftest import PASSWORD, letters, path_in
from tests.web.newsroom import NOW

if TYPE_CHECKING:
    from newsstand.members.models import Reader

pytestmark = pytest.mark.django_db
ADA = "ada@reader.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
LOG = "newsstand.members.accounts.door"


@pytest.fixture
def ada() -> Reader:
    """A reader who has signed in before, though by none of the browsers here."""
    from allauth.account.models import EmailAddress

    from newsstand.members.models import Reader

    made = Reader.objects.make(email=ADA, password=PASSWORD, language="de", last_login=NOW, now=NOW)
    EmailAddress.objects.create(user=made, email=ADA, verified=True, primary=True)
    return made


def browser(said: str = FIREFOX) -> Client:
    return Client(headers={"User-Agent": said})


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": ADA, "password": password})


def lines() -> list[tuple[str, str, str]]:
    from newsstand.members.models import DoorLine

    return [(line.what, line.way, line.browser) for line in DoorLine.objects.order_by("pk")]


def kinds() -> list[str]:
    return [letter.kind for letter in letters()]


@pytest.mark.store
def test_who_came_in_and_how_and_who_tried_is_written_down(
    ada: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    client = browser()
    with caplog.at_level(logging.INFO, logger=LOG):
        sign_in(client, "not the password")
        sign_in(client)
        client.post("/account/logout/")
    assert lines() == [
        ("refused", "password", "Firefox · Windows"),
        ("signed_in", "password", "Firefox · Windows"),
        ("signed_out", "", "Firefox · Windows"),
    ]
    said = [record.getMessage() for record in caplog.records if record.name == LOG]
    assert said == [
        f"refused reader={ada.pk} way=password",
        f"signed_in reader={ada.pk} way=password",
        f"signed_out reader={ada.pk} way=none",
    ]


def test_an_address_that_nobody_has_is_in_the_log_without_itself(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger=LOG):
        browser().post("/account/login/", {"login": "eve@nowhere.example", "password": "x" * 12})
    assert [r.getMessage() for r in caplog.records if r.name == LOG] == ["refused reader=none way=password"]
    assert lines() == []


def test_the_log_of_a_house_has_the_lines_of_the_door() -> None:
    from newsstand.site.logs import LOGGING

    assert LOGGING["loggers"][LOG]["level"] == "INFO"
    assert LOGGING["root"]["handlers"] == ["stderr"]


def test_tries_that_come_too_fast_are_logged_and_an_account_is_shown_so_many_a_day(
    ada: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    from newsstand.members.models import DoorLine, Try

    with caplog.at_level(logging.INFO, logger=LOG):
        for _ in range(6):
            sign_in(browser(), "wrong")
    assert caplog.messages[-1] == "held_back reader=none way=password"
    for _ in range(MOST_REFUSED):
        Try.objects.all().delete()
        sign_in(browser(), "wrong")
    assert DoorLine.objects.filter(what="refused").count() == MOST_REFUSED


def test_each_change_of_an_account_is_written_down(
    ada: Reader, django_capture_on_commit_callbacks: Any
) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    client = browser()
    sign_in(client)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    seed = client.get("/account/2fa/totp/activate/").context["form"].secret
    code = format_hotp_value(hotp_value(seed, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/totp/activate/", {"code": code})
    client.post("/account/2fa/totp/deactivate/", {})
    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "another quiet evening", "password2": "another quiet evening"},
    )
    client.post("/account/email/", {"email": "ada@new.example", "action_add": ""})
    client.post(path_in(letters()[-1]))
    assert [(what, way) for what, way, _ in lines()][1:] == [
        ("step_added", "app"),
        ("step_added", "recovery"),
        ("step_removed", "app"),
        ("step_removed", "recovery"),
        ("password", ""),
        ("address", ""),
    ]
    assert "new.example" not in str(lines())
    assert {"account.password_changed", "account.email_changed"} <= set(kinds()), "and by letter"


def test_a_second_step_and_its_refusal_are_written_down(ada: Reader) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

    seed = "JBSWY3DPEHPK3PXP" * 2
    TOTP.activate(ada, seed)
    client = browser()
    sign_in(client)
    assert client.get("/my/saved/").status_code == 404
    code = format_hotp_value(hotp_value(seed, int(time.time()) // 30))
    client.post("/account/2fa/authenticate/", {"code": "000000" if code != "000000" else "111111"})
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/my/saved/").status_code == 200
    assert lines() == [
        ("refused", "app", "Firefox · Windows"),
        ("signed_in", "password app", "Firefox · Windows"),
    ]
    other = browser()
    sign_in(other)
    other.post("/account/2fa/authenticate/", {"code": code})
    assert lines()[-1] == ("refused", "app", "Firefox · Windows"), "a code that was used"


def test_a_code_by_mail_and_its_refusal_are_written_down(ada: Reader) -> None:
    client = browser()
    client.post("/account/login/code/", {"email": ADA})
    code = re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$", letters()[-1].text, re.MULTILINE)
    assert code is not None
    client.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})
    client.post("/account/login/code/confirm/", {"code": code[0]})
    assert [(what, way) for what, way, _ in lines()] == [("refused", "code"), ("signed_in", "code")]


@pytest.mark.parametrize(
    "sent",
    [
        {"id": "x"}, [1], "x", 7, {"id": "AA", "rawId": "AA", "type": "public-key", "response": []},
        {
            "id": "AA", "rawId": "AA", "type": "public-key", "clientExtensionResults": {},
            "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "enp6enp6enp6eno"},
        },
    ],
)  # fmt: skip
def test_what_is_no_passkey_is_refused_and_logged(caplog: pytest.LogCaptureFixture, sent: Any) -> None:
    with caplog.at_level(logging.INFO, logger=LOG):
        answer = browser().post("/account/2fa/webauthn/login/", {"credential": json.dumps(sent)})
    assert answer.status_code == 302
    assert "refused reader=none way=passkey" in caplog.messages


def test_ended_sessions_are_written_down(ada: Reader) -> None:
    from allauth.usersessions.models import UserSession

    first, second, third = browser(), browser(PHONE), browser(PHONE)
    for client in (first, second, third):
        sign_in(client)
    last = UserSession.objects.order_by("pk").last()
    assert last
    first.post(f"/account/sessions/{last.pk}/end")
    assert lines()[-1] == ("sessions_ended", "", "Firefox · Windows")
    first.post("/account/sessions/")
    assert [what for what, *_ in lines()].count("sessions_ended") == 2
    assert second.get("/my/saved/").status_code == 404


def test_the_owner_of_an_account_sees_their_lines_and_nobody_elses(ada: Reader) -> None:
    from newsstand.members.models import DoorLine, Reader

    bob = Reader.objects.make(email="bob@reader.example", now=NOW)
    DoorLine.objects.create(reader=bob, at=NOW, what="address", browser="Opera · Linux")
    client = browser()
    sign_in(client, "wrong")
    sign_in(client)
    page = client.get("/account/", headers={"Accept-Language": "en"}).content.decode()
    assert "Letzte Anmeldungen" in page
    assert page.count("Firefox · Windows") == 2
    assert "Opera" not in page
    assert "127.0.0.1" not in page


def test_an_account_that_is_deleted_leaves_no_line(ada: Reader) -> None:
    from newsstand.members.models import DoorLine

    client = browser()
    sign_in(client)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.post("/my/data/delete").status_code == 200
    assert not DoorLine.objects.exists()


def test_lines_go_when_their_time_is_over(ada: Reader, settings: Any) -> None:
    from newsstand.members.models import DoorLine
    from newsstand.members.privacy.retention import obey_retention

    for days in (91, 89):
        DoorLine.objects.create(reader=ada, at=NOW - timedelta(days=days), what="signed_in")
    obey_retention(NOW)
    assert [line.at for line in DoorLine.objects.all()] == [NOW - timedelta(days=89)]


def test_a_browser_that_is_new_to_an_account_is_told_once_by_letter(ada: Reader) -> None:
    client = browser()
    sign_in(client)
    [letter] = letters()
    assert (letter.kind, letter.to) == ("account.new_browser", ADA)
    assert letter.subject == "Ein neuer Browser hat sich in Ihrem Konto angemeldet"
    assert "Firefox · Windows" in letter.text
    assert "12. März 2026" in letter.text
    assert "/account/sessions/" in letter.text
    assert "/account/password/change/" in letter.text
    assert "127.0.0.1" not in letter.text
    for _ in range(2):
        client.post("/account/logout/")
        sign_in(client)
    assert len(letters()) == 1, "it is known now"
    sign_in(browser(PHONE))
    assert kinds() == ["account.new_browser"] * 2


def test_the_first_sign_in_of_all_is_no_news() -> None:
    client = browser()
    client.post("/account/signup/", {"email": ADA, "password1": PASSWORD})
    path = path_in(letters()[0])
    browser(PHONE).post(path)
    sign_in(client)
    assert client.get("/my/saved/").status_code == 200
    assert "account.new_browser" not in kinds()
    client.post("/account/logout/")
    sign_in(client)
    assert "account.new_browser" not in kinds(), "and this browser is known"
    sign_in(browser(PHONE))
    assert kinds()[-1] == "account.new_browser"


def test_a_browser_is_known_to_those_accounts_alone_that_signed_in_by_it(ada: Reader) -> None:
    from allauth.account.models import EmailAddress

    from newsstand.members.models import Reader

    bob = Reader.objects.make(email="bob@reader.example", password=PASSWORD, last_login=NOW, now=NOW)
    EmailAddress.objects.create(user=bob, email="bob@reader.example", verified=True, primary=True)
    client = browser()
    sign_in(client)
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "bob@reader.example", "password": PASSWORD})
    assert [letter.to for letter in letters()] == [ADA, "bob@reader.example"]
    client.post("/account/logout/")
    sign_in(client)
    assert len(letters()) == 2, "it knows both"


def test_the_word_that_a_browser_keeps_is_signed_and_outlives_a_turned_key(
    ada: Reader, settings: Any
) -> None:
    client = browser()
    sign_in(client)
    cookie = client.cookies["newsstand_browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/account/", True, "Lax")
    assert int(cookie["max-age"]) == 400 * 86_400
    forged = browser()
    forged.cookies["newsstand_browser"] = cookie.value[:-2] + "AA"
    sign_in(forged)
    assert len(letters()) == 2
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    again = browser()
    again.cookies["newsstand_browser"] = cookie.value
    sign_in(again)
    assert len(letters()) == 2


def test_over_https_the_word_goes_over_nothing_else(ada: Reader, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = browser()
    client.post("/account/login/", {"login": ADA, "password": PASSWORD}, secure=True)
    assert client.cookies["__Secure-newsstand_browser"]["secure"]
