from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from newsstand.members.models import Reader
from tests.web.newsroom import NOW, fill, make_article, make_feed, make_title

pytestmark = pytest.mark.django_db


def test_the_house_says_which_feeds_are_in_trouble(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    fill(12)
    title = make_title("Broken Bugle")
    make_feed(
        title,
        "server_error",
        detail="503 <b>Service</b> Unavailable",
        since=NOW - timedelta(hours=3),
        failures=4,
    )
    make_feed(title, "not_modified", changed_at=NOW - timedelta(hours=1))
    with django_assert_max_num_queries(12):
        html = client.get("/status").content.decode()
    assert "1 of 2 feeds does not answer as it should." in html
    assert "503 &lt;b&gt;Service&lt;/b&gt; Unavailable" in html
    assert "in 5 minutes" in html
    assert "4 times" in html
    assert "<svg" in html
    assert "style=" not in html


def test_hours_are_counted_by_the_papers_clock(client: Client) -> None:
    fill(3)
    html = client.get("/status").content.decode()
    assert "Articles that came in, by hour: 15: 0" in html
    assert "13: 1" in html


def test_an_empty_house_has_its_status(client: Client) -> None:
    assert "No feeds have been taken in yet." in client.get("/status").content.decode()


def test_health_touches_the_store(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_crawlers_are_turned_away(client: Client) -> None:
    assert b"Disallow: /\n" in client.get("/robots.txt").content


def test_the_manifest_names_the_paper(client: Client) -> None:
    response = client.get("/manifest.webmanifest")
    assert json.loads(response.content)["name"] == "Newsstand"
    assert client.get("/favicon.ico")["Location"] == "/static/newsstand/mark.svg"


def test_every_page_forbids_scripts_and_styles_from_elsewhere(client: Client) -> None:
    fill(3)
    for path in ("/", "/status", "/titles/", "/search?q=ferry", "/nowhere"):
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        html = response.content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " on" + "click" not in html


def test_stop_press_needs_nothing_of_the_house() -> None:
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert b"Stop press" in response.content


@pytest.mark.parametrize(
    ("said", "shown"),
    [({"NEWSSTAND_NAME": "Pins & Needles"}, "Pins &amp; Needles"), ({}, "Newsstand"), (None, "Newsstand")],
)
def test_stop_press_stands_under_the_papers_own_name(settings: Any, said: Any, shown: str) -> None:
    if said is None:
        del settings.NEWSSTAND
    else:
        settings.NEWSSTAND = said
    html = server_error(RequestFactory().get("/")).content.decode()
    assert f'<p class="name"><a href="/">{shown}</a></p>' in html
    assert f"<title>Stop press · {shown}</title>" in html


def test_a_form_from_before_signing_in_is_told_what_to_do_in_the_readers_language(reader: Reader) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reader)
    for language, words in (("en", "This page was too old"), ("de", "Diese Seite war zu alt")):
        sent = browser.post(
            "/my/act",
            {"verb": "save", "csrfmiddlewaretoken": "x" * 64},
            headers={"Accept-Language": language},
        )
        html = sent.content.decode()
        assert sent.status_code == 403
        assert f"<h1>{words}</h1>" in html
        assert 'href="/"' in html
        assert "<style" not in html  # none would be let through


def test_a_form_of_another_site_is_refused_on_a_page_of_the_paper(client: Client) -> None:
    article = make_article(make_title("The Ledger"), "Zebra")
    sent = client.post(f"/article/{article.pk}/free", headers={"Origin": "https://evil.example"})
    assert sent.status_code == 403
    assert "<h1>Not from here</h1>" in sent.content.decode()
