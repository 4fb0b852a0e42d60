"""Who runs the house, or speaks for a title, comes to their pages by a second step."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client

from newsstand.members.accounts.second_step import is_demanded
from newsstand.members.models import Reader
from newsstand.site.environment import read_environment
from tests.web.access_rows import DESKS, ROLES, TITLES, Row
from tests.web.accounts.conftest import PASSWORD
from tests.web.newsroom import NOW
from tests.web.test_access import PROVED, World, make_credential

GUARDED: tuple[Row, ...] = (
    *DESKS,
    *(row for row in TITLES if row.may["visitor"] == "door" and row.may["member"] == "404"),
)
STAFF = ("speaker", "editor", "owner")
SEED = "JBSWY3DPEHPK3PXP" * 2


@pytest.fixture(autouse=True)
def _demanded(settings: Any) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_STAFF_SECOND_STEP": True}


def give_step(reader: Reader, kind: str = "totp") -> None:
    from allauth.mfa.models import Authenticator

    data: dict[str, Any] = {"secret": SEED}
    if kind == "webauthn":
        data = {"name": "Key", "passwordless": True, "credential": make_credential()}
    Authenticator.objects.create(user=reader, type=kind, data=data)


def prove(client: Client, **record: Any) -> None:
    """Have a session say how its reader signed in, as allauth writes it."""
    session = client.session
    session[PROVED] = [{"at": time.time(), "reauthenticated": True, **record}]
    session.save()


def code() -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(SEED, int(time.time()) // 30))


@pytest.mark.parametrize(
    ("said", "address", "is_single", "asked"),
    [
        ("", "https://news.example", "no", True),
        ("", "http://news.example", "no", False),
        ("", "", "no", False),
        ("no", "https://news.example", "no", False),
        ("yes", "", "no", True),
        ("", "https://news.example", "yes", False),
        ("yes", "https://news.example", "yes", False),
    ],
)
def test_when_it_is_asked(settings: Any, said: str, address: str, is_single: str, asked: bool) -> None:
    settings.NEWSSTAND = read_environment(
        {
            "NEWSSTAND_STAFF_SECOND_STEP": said, "NEWSSTAND_ADDRESS": address, "NEWSSTAND_SINGLE_READER": is_single,
            "NEWSSTAND_DATA": str(settings.DATA_FOLDER),
        }
    )  # fmt: skip
    assert is_demanded() is asked


@pytest.mark.django_db
def test_without_one_no_page_of_the_desk_the_house_or_a_title_is_reached_by_anybody() -> None:
    """By every role: who may come in is shown the way to a second step; who may not learns no more than before."""
    world, wrong = World(), []
    assert len(GUARDED) > 15
    for row in GUARDED:
        for method in row.methods:
            for role in ROLES:
                wanted = "403" if row.may[role] == "in" else row.may[role]
                came = world.ask(role, row, method)
                if came != wanted:
                    wrong.append(f"{method} {row.route}: {role} is {came}, not {wanted}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("totp", {"method": "mfa", "type": "totp"}),
        ("totp", {"method": "mfa", "type": "recovery_codes"}),
        ("webauthn", {"method": "mfa", "type": "webauthn", "passwordless": True}),
        ("webauthn", {"method": "mfa", "type": "webauthn"}),
    ],
)
def test_with_one_everything_is_as_before(kind: str, record: dict[str, Any]) -> None:
    world, wrong = World(), []
    for role in STAFF:
        reader = world.people[role]
        assert reader
        give_step(reader, kind)
        prove(world.clients[role], **record)
        for row in GUARDED:
            for method in row.methods:
                came = world.ask(role, row, method)
                if came != row.may[role]:
                    wrong.append(f"{method} {row.route}: {role} is {came}, not {row.may[role]}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("role", STAFF)
def test_what_they_read_stays_open(role: str) -> None:
    world = World()
    client = world.clients[role]
    for path in (
        "/",
        "/for-you/",
        "/my/saved/",
        "/account/",
        "/account/2fa/",
        "/publisher/",
        "/story/{story}/ferry",
    ):
        assert client.get(path.format(**world.named), headers={"Accept": "text/html"}).status_code == 200, (
            path
        )


@pytest.mark.django_db
def test_the_page_says_what_to_do_and_a_form_does_nothing(client: Client) -> None:
    editor = Reader.objects.make(email="ed@x.example", role="editor", now=NOW)
    client.force_login(editor)
    answer = client.get("/desk/")
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")
    assert 'href="/account/2fa/webauthn/add/"' in page
    assert 'href="/account/2fa/totp/activate/"' in page
    give_step(editor)
    assert 'href="/account/2fa/reauthenticate/?next=%2Fdesk%2F"' in client.get("/desk/").content.decode()


@pytest.mark.django_db
def test_a_key_without_an_app_is_asked_for_by_itself(client: Client) -> None:
    editor = Reader.objects.make(email="ed@x.example", role="editor", now=NOW)
    client.force_login(editor)
    give_step(editor, "webauthn")
    page = client.get("/desk/").content.decode()
    assert 'href="/account/2fa/webauthn/reauthenticate/?next=%2Fdesk%2F"' in page


def make_editor() -> Reader:
    from allauth.account.models import EmailAddress

    made = Reader.objects.make(email="ed@x.example", role="editor", password=PASSWORD, now=NOW)
    EmailAddress.objects.create(user=made, email="ed@x.example", verified=True, primary=True)
    return made


def sign_in(client: Client) -> None:
    client.post("/account/login/", {"login": "ed@x.example", "password": PASSWORD})


@pytest.mark.django_db(transaction=True)  # allauth tells of what was added once that is committed
def test_an_editor_signs_in_sets_it_up_and_is_at_the_desk(client: Client) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    make_editor()
    sign_in(client)
    assert client.get("/desk/").status_code == 403
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.get("/desk/").status_code == 403, "a password once more is no second step"
    seed = client.get("/account/2fa/totp/activate/").context["form"].secret
    made = format_hotp_value(hotp_value(seed, int(time.time()) // 30))
    client.post("/account/2fa/totp/activate/", {"code": made})
    assert client.get("/desk/").status_code == 200
    client.post("/account/2fa/totp/deactivate/", {})
    assert client.get("/desk/").status_code == 403, "it is there no more"


@pytest.mark.django_db
def test_a_session_of_before_has_to_take_the_step_as_well(client: Client) -> None:
    editor = make_editor()
    sign_in(client)
    give_step(editor)
    assert client.get("/desk/").status_code == 403
    came = client.post("/account/2fa/reauthenticate/?next=/desk/", {"code": code(), "next": "/desk/"})
    assert came["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_a_code_by_mail_is_no_way_around_it(client: Client) -> None:
    """Neither for staff nor for any reader who has a second step: the code by mail asks for it as a password does."""
    import re

    from tests.web.accounts.conftest import letters

    editor = make_editor()
    give_step(editor)
    client.post("/account/login/code/", {"email": "ed@x.example"})
    sent = re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$", letters()[-1].text, re.MULTILINE)
    assert sent is not None
    answer = client.post("/account/login/code/confirm/", {"code": sent[0]})
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert client.get("/my/saved/").status_code == 404
    client.post("/account/2fa/authenticate/", {"code": code()})
    assert client.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_for_one_reader_nothing_is_asked(client: Client, settings: Any) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
    assert client.get("/desk/").status_code == 200
