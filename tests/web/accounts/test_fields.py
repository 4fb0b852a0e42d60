"""Forms of accounts as they are read: one calm line of help, no words twice, a button that shows a password."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.test import Client

from newsstand.members.models import Reader
from tests.web.accounts.conftest import PASSWORD
from tests.web.newsroom import NOW

pytestmark = pytest.mark.django_db
CALM = "At least 12 characters. A sentence of several words does well."
OUTSIDE = ("/account/login/", "/account/signup/", "/account/login/code/", "/account/password/reset/")
INSIDE = (
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/totp/activate/",
    "/account/reauthenticate/",
)


@pytest.fixture
def ada(client: Client) -> Reader:
    """A member with a password, who signed in with it just now: `client` is hers."""
    from allauth.account.models import EmailAddress

    made = Reader.objects.make(email="ada@reader.example", password=PASSWORD, now=NOW)
    EmailAddress.objects.create(user=made, email=str(made.email), primary=True, verified=True)
    client.post("/account/login/", {"login": made.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return made


def page_of(response: Any) -> Any:
    assert response.status_code == 200
    return lxml.html.fromstring(response.content)


def check_fields(page: Any) -> int:
    """Each field has a label, no placeholder, and is described by what is there; how many there are."""
    fields = page.xpath("//main//form//input[not(@type='hidden' or @type='checkbox')]")
    for field in fields:
        assert field.get("placeholder") is None
        assert page.xpath("//label[@for=$at]", at=field.get("id"))
        for name in (field.get("aria-describedby") or "").split():
            assert len(page.xpath("//*[@id=$at]", at=name)) == 1, f"nothing is called {name}"
    return len(fields)


@pytest.mark.parametrize("path", OUTSIDE)
def test_fields_outside(client: Client, path: str) -> None:
    assert check_fields(page_of(client.get(path)))


@pytest.mark.parametrize("path", INSIDE)
def test_fields_inside(client: Client, ada: Reader, path: str) -> None:
    assert check_fields(page_of(client.get(path)))


@pytest.mark.parametrize(("path", "name"), [("signup", "password1"), ("password/change", "password1")])
def test_one_line_of_help_until_a_password_is_refused(
    client: Client, request: Any, path: str, name: str
) -> None:
    if path != "signup":
        request.getfixturevalue("ada")
    page = page_of(client.get(f"/account/{path}/"))
    [help_] = page.xpath("//*[@id=$at]", at=f"id_{name}_helptext")
    assert help_.text_content().strip() == CALM
    refused = page_of(
        client.post(
            f"/account/{path}/",
            {"email": "bo@reader.example", "oldpassword": PASSWORD, name: "12345", "password2": "12345"},
        )
    )
    check_fields(refused)
    [field] = refused.xpath("//input[@name=$name]", name=name)
    assert field.get("aria-invalid") == "true"
    assert f"id_{name}_error" in field.get("aria-describedby").split()
    [errors] = refused.xpath("//*[@id=$at]", at=f"id_{name}_error")
    assert len(errors.xpath("./p")) > 1, "every reason is in what the field is described by"
    [rules] = refused.xpath("//*[@id=$at]", at=f"id_{name}_helptext")
    assert len(rules.xpath(".//li")) == 5


def test_the_line_is_in_the_readers_language(client: Client) -> None:
    html = client.get("/account/signup/", headers={"Accept-Language": "de"}).content.decode()
    assert "Mindestens 12 Zeichen." in html


def test_each_password_has_a_button_that_only_a_script_shows(client: Client, ada: Reader) -> None:
    page = page_of(client.get("/account/password/change/"))
    hidden = page.xpath("//main//input[@type='password']")
    assert len(hidden) == 3
    for field in hidden:
        [button] = page.xpath("//button[@aria-controls=$at]", at=field.get("id"))
        assert button.get("type") == "button", "it sends nothing"
        assert (button.get("aria-pressed"), "hidden" in button.attrib) == ("false", True)
        [label] = page.xpath("//label[@for=$at]", at=field.get("id"))
        assert button.text_content() == f"Show {label.text_content()}", "which one is heard, too"
        assert (field.get("spellcheck"), field.get("autocapitalize")) == ("false", "off")
    assert page.xpath("//script[contains(@src, 'newsstand/passwords.js')][@defer]")


def test_other_fields_have_none(client: Client) -> None:
    assert not page_of(client.get("/account/login/code/")).xpath("//main//button[@aria-pressed]")
