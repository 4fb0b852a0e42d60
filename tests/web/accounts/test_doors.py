from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.accounts.conftest import PASSWORD

if TYPE_CHECKING:
    from django.test import Client

    from newsstand.members.models import Reader

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
PATHS = (
    "/account/",
    "/account/login/",
    "/account/signup/",
    "/account/2fa/",
    "/account/sessions/",
    "/account/nothing/",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_paper_for_one_reader_has_no_accounts(client: Client, settings: Any, path: str) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert "/account/" not in client.get("/").content.decode()
    assert "/account/" not in client.get("/my/settings/").content.decode()


def test_who_is_not_signed_in_is_shown_the_way_in_and_back(client: Client) -> None:
    assert "/account/signup/" in client.get("/").content.decode()
    response = client.get("/my/saved/?page=2", headers=BROWSER)
    assert (response.status_code, response["Location"]) == (
        302,
        "/account/login/?next=%2Fmy%2Fsaved%2F%3Fpage%3D2",
    )
    assert response["Cache-Control"] == "no-store"
    sent = client.post(
        "/my/act", {"verb": "save"}, headers=BROWSER | {"Referer": "http://testserver/story/1/x?a=b"}
    )
    assert (sent.status_code, sent["Location"]) == (303, "/account/login/?next=%2Fstory%2F1%2Fx%3Fa%3Db")
    elsewhere = client.post(
        "/my/act", {"verb": "save"}, headers=BROWSER | {"Referer": "https://evil.example/x"}
    )
    assert elsewhere["Location"] == "/account/login/?next=%2F"
    assert client.get("/my/saved/", headers={"Accept": "application/json"}).status_code == 404


def test_the_desk_and_the_house_do_not_say_that_they_are_there(client: Client) -> None:
    assert client.get("/desk/", headers=BROWSER).status_code == 404


def test_pages_of_accounts_are_kept_by_nobody(client: Client, reader: Reader) -> None:
    for path in ("/account/", "/account/email/", "/account/2fa/", "/account/sessions/"):
        response = client.get(path)
        assert response.status_code == 200, path
        assert response["Cache-Control"] == "no-store"
        assert "style=" not in response.content.decode(), "the policy lets no style in a page take hold"


def test_signing_out_empties_the_browser(client: Client, reader: Reader) -> None:
    assert "Clear-Site-Data" not in client.get("/account/logout/")
    response = client.post("/account/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/my/saved/").status_code == 404


def test_sessions_are_listed_and_ended_one_by_one_and_all_others(client: Client, settings: Any) -> None:
    from allauth.account.models import EmailAddress
    from allauth.usersessions.models import UserSession
    from django.test import Client as Browser

    from newsstand.members.models import Reader
    from tests.web.newsroom import NOW

    def reader_with_browsers(name: str, count: int) -> list[Any]:
        made = Reader.objects.make(email=f"{name}@x.example", password=PASSWORD, now=NOW)
        EmailAddress.objects.create(user=made, email=made.email or "", verified=True, primary=True)
        browsers = [Browser(headers={"User-Agent": f"{name}’s browser {n}"}) for n in range(count)]
        for browser in browsers:
            browser.post("/account/login/", {"login": made.email or "", "password": PASSWORD})
        return browsers

    mine, second, third = reader_with_browsers("ada", 3)
    [others] = reader_with_browsers("bob", 1)
    page = mine.get("/account/sessions/").content.decode()
    assert page.count('/end"') == 2
    assert "bob" not in page
    numbers = {s.user_agent: s.pk for s in UserSession.objects.all()}
    assert mine.post(f"/account/sessions/{numbers['bob’s browser 0']}/end").status_code == 404
    assert mine.post(f"/account/sessions/{numbers['ada’s browser 0']}/end").status_code == 404, (
        "that is signing out"
    )
    assert mine.get(f"/account/sessions/{numbers['ada’s browser 1']}/end").status_code == 405
    assert mine.post(f"/account/sessions/{numbers['ada’s browser 1']}/end").status_code == 302
    assert [b.get("/my/saved/").status_code for b in (mine, second, third, others)] == [200, 404, 200, 200]
    mine.post("/account/sessions/")
    assert [b.get("/my/saved/").status_code for b in (mine, third, others)] == [200, 404, 200]


def test_signing_in_makes_a_session_anew(client: Client) -> None:
    from allauth.account.models import EmailAddress

    from newsstand.members.models import Reader
    from tests.web.newsroom import NOW

    made = Reader.objects.make(email="ada@x.example", password=PASSWORD, now=NOW)
    EmailAddress.objects.create(user=made, email="ada@x.example", verified=True, primary=True)
    session = client.session
    session["planted"] = "by another"
    session.save()
    planted = client.cookies["sessionid"].value
    client.post("/account/login/", {"login": "ada@x.example", "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted
    client.cookies["sessionid"] = planted
    assert client.get("/my/saved/").status_code == 404


@pytest.mark.parametrize("way", ["changed", "forgotten"])
def test_a_new_password_ends_the_sessions_of_other_browsers(way: str) -> None:
    from allauth.account.models import EmailAddress
    from django.test import Client as Browser

    from newsstand.members.models import Reader
    from tests.web.accounts.conftest import letters, path_in
    from tests.web.newsroom import NOW

    made = Reader.objects.make(email="ada@x.example", password=PASSWORD, now=NOW)
    EmailAddress.objects.create(user=made, email="ada@x.example", verified=True, primary=True)
    mine, other = Browser(), Browser()
    for browser in (mine, other):
        browser.post("/account/login/", {"login": "ada@x.example", "password": PASSWORD})
        assert browser.get("/my/saved/").status_code == 200
    new = {"password1": "another evening by the sea", "password2": "another evening by the sea"}
    if way == "changed":
        mine.post("/account/password/change/", {"oldpassword": PASSWORD, **new})
        assert mine.get("/my/saved/").status_code == 200
    else:
        third = Browser()
        third.post("/account/password/reset/", {"email": "ada@x.example"})
        form = third.get(path_in(letters()[-1]), follow=True)
        third.post(form.redirect_chain[-1][0], new)
        assert mine.get("/my/saved/").status_code == 404
    assert other.get("/my/saved/").status_code == 404


def test_tries_are_throttled_for_all_workers_together(client: Client, settings: Any) -> None:
    from django.core.cache import cache

    sent = {"login": "ada@reader.example", "password": "wrong"}
    said = []
    for _ in range(6):
        said.append(client.post("/account/login/", sent).content.decode())
        cache.clear()  # another worker, whose memory is empty
    assert "Too many failed" not in said[4]
    assert "Too many failed" in said[5]
    answers = [client.post("/account/signup/", {"email": "x"}).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert "Too often" in client.post("/account/signup/", {"email": "x"}).content.decode()
    assert client.post("/account/signup/", {"email": "x"}, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_no_forwarded_address_gets_around_the_throttle(client: Client) -> None:
    for n in range(20):
        client.post("/account/signup/", {"email": "x"}, headers={"X-Forwarded-For": f"203.0.113.{n}"})
    assert (
        client.post(
            "/account/signup/", {"email": "x"}, headers={"X-Forwarded-For": "203.0.113.99"}
        ).status_code
        == 429
    )
