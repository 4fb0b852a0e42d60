"""Signing in by way of another house: a real OpenID Connect provider on loopback."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.oidc_provider import CLIENT, SECRET, Provider
from tests.web.accounts.conftest import PASSWORD, letters, path_in

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
DOOR = "/account/oidc/house/login/"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with Provider() as made:
        app = {
            "provider_id": "house",
            "name": "The House",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": made.address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield made


def way_back(client: Client, more: str = "?process=login") -> str:
    """Press the provider's button and go where the page leads; the address of ours that the provider sends one to."""
    page = client.post(f"{DOOR}{more}")
    assert page.status_code == 200, page
    leads = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.content.decode())
    assert leads is not None
    sent = requests.get(html.unescape(leads[1]), allow_redirects=False, timeout=5)
    back = urlsplit(sent.headers["Location"])
    assert (back.netloc, back.path) == ("testserver", f"{DOOR}callback/")
    return f"{back.path}?{back.query}"


@pytest.mark.store
def test_who_comes_by_a_provider_is_a_reader_whose_trial_begins_once(
    client: Client, provider: Provider
) -> None:
    from allauth.account.models import EmailAddress
    from django.test import Client as Browser

    from newsstand.members.models import Reader, SubscriptionEvent
    from tests.web.newsroom import NOW

    for browser in (client, Browser()):
        assert f'action="{DOOR}?process=login&amp;next=%2Fmy%2Fsaved%2F"' in browser.get(
            "/account/login/?next=/my/saved/"
        ).content.decode().replace("&next=", "&amp;next=")
        came = browser.get(way_back(browser, "?process=login&next=/my/saved/"))
        assert (came.status_code, came["Location"]) == (302, "/my/saved/")
        assert browser.get("/my/saved/").status_code == 200
        reader = Reader.objects.get()
        assert (reader.email, reader.name, reader.role, reader.joined_at) == (
            "ada@reader.example", "Ada", "member", NOW,
        )  # fmt: skip
        assert EmailAddress.objects.get().verified
        assert [event.kind for event in SubscriptionEvent.objects.all()] == ["signed_up"]
    provider.person["email"] = "ada@new.example"
    assert client.get(way_back(client)).status_code == 302
    assert Reader.objects.get().email == "ada@reader.example", "it is the provider's number that counts"


@pytest.mark.parametrize("is_verified", [True, False])
def test_an_address_that_has_an_account_is_not_taken_over(
    client: Client, provider: Provider, is_verified: bool
) -> None:
    from allauth.socialaccount.models import SocialAccount
    from django.test import Client as Browser

    from newsstand.members.models import Reader, Try

    client.post("/account/signup/", {"email": "ada@reader.example", "password1": PASSWORD})
    client.post(path_in(letters()[0]))
    Try.objects.all().delete()  # three minutes later: one letter about an address at a time
    provider.person["email_verified"] = is_verified
    stranger = Browser()
    assert stranger.get(way_back(stranger))["Location"] == "/account/confirm-email/"
    assert stranger.get("/my/saved/").status_code == 404
    assert (Reader.objects.count(), SocialAccount.objects.count()) == (1, 0)
    assert (letters()[-1].kind, letters()[-1].to) == ("account.account_already_exists", "ada@reader.example")
    connected = client.get(way_back(client, "?process=connect"))
    if "reauthenticate" in connected["Location"]:
        connected = client.post(connected["Location"], {"password": PASSWORD})
    assert SocialAccount.objects.get().user == Reader.objects.get(), "the reader's own deed"
    assert stranger.get(way_back(stranger))["Location"] == "/"
    assert stranger.get("/my/saved/").status_code == 200


@pytest.mark.parametrize("said", [False, "false", None])
def test_an_address_that_the_provider_did_not_confirm_is_confirmed_here(
    client: Client, provider: Provider, said: object
) -> None:
    from newsstand.members.models import SubscriptionEvent

    provider.person["email_verified"] = said
    assert client.get(way_back(client))["Location"] == "/account/confirm-email/"
    assert client.get("/my/saved/").status_code == 404
    assert not SubscriptionEvent.objects.exists()
    client.post(path_in(letters()[0]))
    assert SubscriptionEvent.objects.count() == 1


def test_who_has_no_address_there_is_asked_for_one(client: Client, provider: Provider) -> None:
    provider.person = {"sub": "1", "name": "Ada"}
    form = client.get(way_back(client))["Location"]
    assert form == "/account/3rdparty/signup/"
    assert client.get(form).status_code == 200
    assert client.post(form, {"email": "ada@reader.example"})["Location"] == "/account/confirm-email/"
    client.post(path_in(letters()[0]))
    assert client.get("/my/saved/").status_code == 200


def test_who_says_no_there_is_told_that_nothing_changed(client: Client, provider: Provider) -> None:
    provider.refuses = "access_denied"
    page = client.get(way_back(client), follow=True)
    assert "You stopped on the way" in page.content.decode()
    provider.refuses = "server_error"
    page = client.get(way_back(client))
    assert (page.status_code, "other house did not confirm" in page.content.decode()) == (401, True)


def test_what_was_used_or_made_up_opens_nothing(client: Client, provider: Provider) -> None:
    from django.test import Client as Browser

    from newsstand.members.models import Reader

    def is_refused(browser: Client, path: str) -> bool:
        page = browser.get(path)
        return page.status_code == 401 and "other house did not confirm who you are" in page.content.decode()

    back = way_back(client)
    assert is_refused(Browser(), back), "a link that somebody else began"
    assert is_refused(client, re.sub("state=[^&]+", "state=made-up", back))
    assert is_refused(client, re.sub("code=[^&]+", "code=made-up", way_back(client)))
    assert not Reader.objects.exists()
    assert client.get(back).status_code == 302
    assert is_refused(client, back), "a state is good once"
    first = way_back(client)
    code = re.search("code=([^&]+)", first)
    assert code is not None
    assert client.get(first).status_code == 302
    other = Browser()
    assert is_refused(other, re.sub("code=[^&]+", code[0], way_back(other))), "a code is good once"


@pytest.mark.parametrize(
    "claims", [{"iss": "https://evil.example"}, {"aud": "another"}, {"exp": 1}, {"sub": "another"}]
)
def test_what_was_signed_for_others_opens_nothing(
    client: Client, provider: Provider, claims: dict[str, Any]
) -> None:
    from newsstand.members.models import Reader

    provider.claims = claims
    assert client.get(way_back(client)).status_code == 401
    assert not Reader.objects.exists()


def test_a_provider_that_does_not_answer(client: Client, provider: Provider) -> None:
    back = way_back(client)
    provider.__exit__(None, None, None)
    for page in (client.post(f"{DOOR}?process=login"), client.get(back)):
        assert page.status_code == 401
        assert "other house did not confirm who you are" in page.content.decode()
    assert client.post("/account/oidc/nobody/login/").status_code == 404


def test_a_paper_for_one_reader_knows_no_providers(client: Client, provider: Provider, settings: Any) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
    for path in (DOOR, f"{DOOR}callback/?code=a&state=b", "/account/3rdparty/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
