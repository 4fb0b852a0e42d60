from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.accounts.conftest import PASSWORD, letters, path_in
from tests.web.newsroom import NOW

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
ADA = {"email": "Ada@Reader.example", "password1": PASSWORD}


def sign_up(client: Client, **more: str) -> Any:
    return client.post("/account/signup/", {**ADA, **more}, headers={"Accept-Language": "de"})


@pytest.mark.store
def test_sign_up_confirm_read(client: Client) -> None:
    from newsstand.members.models import Reader, SubscriptionEvent

    response = sign_up(client)
    assert response["Location"] == "/account/confirm-email/"
    reader = Reader.objects.get()
    assert (reader.email, reader.role, reader.joined_at, reader.language) == (
        "ada@reader.example", "member", NOW, "de",
    )  # fmt: skip
    assert not SubscriptionEvent.objects.exists(), "who does not confirm has no trial"
    assert client.get("/my/saved/").status_code == 404
    [letter] = letters()
    assert letter.kind == "account.email_confirmation_signup"
    path = path_in(letter)
    assert client.get(path).status_code == 200
    assert not SubscriptionEvent.objects.exists(), "mail programs look at links"
    assert client.post(path)["Location"] == "/"
    assert client.get("/my/saved/").status_code == 200
    assert [event.kind for event in SubscriptionEvent.objects.all()] == ["signed_up"]


def test_a_link_followed_in_another_browser_confirms_and_signs_nobody_in(client: Client) -> None:
    from django.test import Client as Browser

    from newsstand.members.models import SubscriptionEvent

    sign_up(client)
    other, path = Browser(), path_in(letters()[0])
    assert other.post(path)["Location"] == "/account/login/"
    assert SubscriptionEvent.objects.count() == 1
    assert other.get("/my/saved/").status_code == 404
    again = Browser().get(path)
    assert again.status_code == 200
    assert '<form class="account-form"' not in again.content.decode(), "a link is good for once"


def test_one_trial_for_an_address_that_comes_back(client: Client) -> None:
    from newsstand.members.models import Letter, Reader, SubscriptionEvent

    for _ in range(2):
        sign_up(client)
        client.post(path_in(letters()[-1]))
        assert client.get("/my/saved/").status_code == 200
        count = SubscriptionEvent.objects.count()
        Reader.objects.all().delete()
        Letter.objects.all().delete()
        client.cookies.clear()
        from django.core.cache import cache

        cache.clear()
        from newsstand.members.models import Try

        Try.objects.all().delete()
    assert count == 0


@pytest.mark.parametrize(
    "password",
    ["short", "eleven-9ths", "1234567890123", "password123", "ada@reader.example", "quay" * 32 + "s"],
)
def test_passwords_that_others_guess_are_refused(client: Client, password: str) -> None:
    from newsstand.members.models import Reader

    response = sign_up(client, password1=password)
    assert response.status_code == 200
    assert "error" in response.content.decode()
    assert not Reader.objects.exists()


def test_a_password_of_twelve_or_of_128_characters_will_do(client: Client) -> None:
    from newsstand.members.models import Reader

    assert sign_up(client, password1="twelve-9ths!").status_code == 302
    assert sign_up(client, email="bo@reader.example", password1="quay" * 32).status_code == 302
    assert Reader.objects.count() == 2


def test_a_shorter_password_of_before_still_opens_its_account(client: Client) -> None:
    from allauth.account.models import EmailAddress

    from newsstand.members.models import Reader

    reader = Reader.objects.make(email="ada@reader.example", password="ten-chars!", now=NOW)
    EmailAddress.objects.create(user=reader, email="ada@reader.example", verified=True, primary=True)
    client.post("/account/login/", {"login": "ada@reader.example", "password": "ten-chars!"})
    assert client.get("/my/saved/").status_code == 200
    changed = client.post(
        "/account/password/change/",
        {"oldpassword": "ten-chars!", "password1": "ten-chars?", "password2": "ten-chars?"},
    )
    assert changed.status_code == 200, "a new one has to be longer"
    reader.refresh_from_db()
    assert reader.check_password("ten-chars!")


def test_sign_in_by_password_and_by_code(client: Client) -> None:
    sign_up(client)
    client.post(path_in(letters()[0]))
    client.post("/account/logout/")
    assert client.get("/my/saved/").status_code == 404
    sent = {"login": "ADA@reader.example", "password": PASSWORD}
    assert (
        client.post("/account/login/?next=/my/saved/", {**sent, "next": "/my/saved/"})["Location"]
        == "/my/saved/"
    )
    client.post("/account/logout/")
    client.post("/account/login/code/", {"email": "ada@reader.example"})
    code = re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$", letters()[-1].text, re.MULTILINE)
    assert code is not None, letters()[-1].text
    wrong = client.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert wrong.status_code == 200
    client.post("/account/login/code/confirm/", {"code": code[0]})
    assert client.get("/my/saved/").status_code == 200


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_away_after_signing_in(client: Client, away: str) -> None:
    sign_up(client)
    client.post(path_in(letters()[0]))
    client.post("/account/logout/")
    sent = {"login": "ada@reader.example", "password": PASSWORD, "next": away}
    assert client.post("/account/login/", sent)["Location"] == "/"


def test_a_forgotten_password(client: Client, settings: Any) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_ADDRESS": "https://news.example"}
    sign_up(client)
    client.post(path_in(letters()[0]))
    client.post("/account/logout/")
    client.post("/account/password/reset/", {"email": "ada@reader.example"})
    letter = letters()[-1]
    assert "https://news.example/account/password/reset/key/" in letter.text, "whatever the request calls us"
    form = client.get(path_in(letter), follow=True)
    address = form.redirect_chain[-1][0]
    new = "another evening by the sea"
    client.post(address, {"password1": new, "password2": new})
    assert letters()[-1].kind == "account.password_reset"
    sent = {"login": "ada@reader.example", "password": new}
    client.post("/account/login/", sent)
    assert client.get("/my/saved/").status_code == 200
    from django.test import Client as Browser

    used = Browser().get(path_in(letter), follow=True)
    assert "password1" not in used.content.decode()


def test_a_changed_address_counts_once_it_is_confirmed(client: Client) -> None:
    from newsstand.members.models import Reader, SubscriptionEvent

    sign_up(client)
    client.post(path_in(letters()[0]))
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "ada@reader.example", "password": PASSWORD})
    changed = client.post("/account/email/", {"email": "ada@new.example", "action_add": ""})
    assert changed["Location"].startswith("/account/reauthenticate/"), "whoever sits down at an open browser"
    assert client.post(changed["Location"], {"password": "not it"}).status_code == 200
    assert Reader.objects.get().email == "ada@reader.example"
    client.post(changed["Location"], {"password": PASSWORD, "next": "/account/email/"})
    assert Reader.objects.get().email == "ada@reader.example"
    confirm = next(letter for letter in letters() if letter.to == "ada@new.example")
    client.post(path_in(confirm))
    assert Reader.objects.get().email == "ada@new.example"
    assert letters()[-1].to == "ada@reader.example", "the old address is told"
    assert SubscriptionEvent.objects.count() == 1, "no second trial"


def test_addresses_are_not_given_away(client: Client) -> None:
    """Whether an address has an account: the same answers, and one letter each."""
    from django.test import Client as Browser

    from newsstand.members.models import Letter, Try

    sign_up(client)
    client.post(path_in(letters()[0]))

    def answers(address: str) -> list[Any]:
        found: list[Any] = []
        for path, sent in (
            ("/account/signup/", {"email": address, "password1": PASSWORD}),
            ("/account/password/reset/", {"email": address}),
            ("/account/login/code/", {"email": address}),
            ("/account/login/", {"login": address, "password": "not the password"}),
        ):
            Letter.objects.all().delete()
            Try.objects.all().delete()
            browser = Browser()
            response = browser.post(path, sent)
            page = browser.get(response["Location"]) if response.status_code == 302 else response
            text = re.sub(r'value="[^"]*"|data-reader="[^"]*"', "", page.content.decode()).replace(
                address, "…"
            )
            found.append(
                (
                    path,
                    response.status_code,
                    response.get("Location"),
                    text,
                    [x.to for x in letters()] == [address],
                )
            )
        return found

    known, unknown = answers("ada@reader.example"), answers("eve@reader.example")
    assert known == unknown
    assert [is_told for *_, is_told in known] == [True, True, True, False]
