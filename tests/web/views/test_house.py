from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests.web.newsroom import NOW, fill, make_feed, make_title

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
