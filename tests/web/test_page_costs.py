"""What each page asks of the store: fewer than 60 queries, and no more of them where there are more stories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsstand.members.models import Reader, Saved
from newsstand.newsroom.models import Edition, Story
from tests.web.hostile.site import patterns
from tests.web.newsroom import NOW, fill
from tests.web.topics import fill_topics

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST = 60
SLACK = 6  # what a page asks once more where its lists are fuller: another kind of find, a page to turn to
FILLED = {"pk": "1", "slug": "-", "kind": "picks", "deed": "pin", "day": "2026-03-12", "name": "0" * 32, "width": "480", "ending": "webp"}  # fmt: skip
BY_PATTERN = {"title/": "northern-ledger", "section/": "politics", "topic/": "skerry-point"}
QUERIES = {"search": "q=matter", "desk/search": "q=matter", "local/": "place=skerry-point"}


def addresses() -> Iterator[str]:
    """Every address that a GET can ask for, filled in."""
    for text, names in patterns():
        values = {name: FILLED.get(name, "1") for name in names}
        for beginning, slug in BY_PATTERN.items():
            if text.startswith(beginning):
                values["slug"] = slug
        if "kind" in values and text.startswith("edition/"):
            values["kind"] = "morning"
        address = "/" + (text % values if values else text)
        yield address + (f"?{QUERIES[text]}" if text in QUERIES else "")


def costs(client: Client) -> dict[str, int]:
    """How many queries each page takes with nothing kept from before."""
    found = {}
    for address in sorted(set(addresses())):
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        if response.status_code == 200:
            found[address] = len(asked)
    return found


def owner() -> Client:
    client = Client()
    client.force_login(Reader.objects.make(name="Ada", role="owner", now=NOW))
    return client


@pytest.mark.parametrize("who", ["nobody", "owner"])
def test_no_page_asks_much_nor_more_where_there_is_more(who: str) -> None:
    fill(12)
    fill_topics()
    client = owner() if who == "owner" else Client()
    few = costs(client)
    assert len(few) > 15
    Edition.objects.all().delete()
    more = fill(80)
    if who == "owner":
        reader = Reader.objects.get(role="owner")
        Saved.objects.bulk_create(Saved(reader=reader, story=s, made_at=NOW) for s in more)
    many = costs(client)
    assert Story.objects.count() > 80
    assert {address: n for address, n in many.items() if n >= MOST} == {}
    grown = {address: (few[address], n) for address, n in many.items() if n > few.get(address, n) + SLACK}
    assert grown == {}


@pytest.mark.parametrize("address", ["/", "/titles/", "/story/1/ferry", "/edition.json"])
def test_who_has_a_page_is_told_so(address: str, client: Client) -> None:
    fill(12)
    first = client.get(address, follow=True)
    again = client.get(address, follow=True, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_readers_front_page_is_sent_once() -> None:
    fill(12)
    client = owner()
    first = client.get("/")
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get("/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("who", ["nobody", "owner"])
def test_every_page_says_how_long_it_may_be_kept(who: str) -> None:
    fill(12)
    fill_topics()
    client = owner() if who == "owner" else Client()
    for address in sorted(set(addresses())):
        response = client.get(address)
        if response.status_code != 200:
            continue
        rules = response.get("Cache-Control", "")
        assert rules, address
        is_personal = address.startswith(("/my/", "/desk/", "/for-you/"))
        if who == "owner" and response["Content-Type"].startswith("text/html"):
            assert re.search(r"private|no-store", rules), (address, rules)
        if is_personal:
            assert "public" not in rules, (address, rules)
        if "public" in rules and response["Content-Type"].startswith("text/html"):
            assert "Cookie" in response["Vary"], address


def test_styles_and_scripts_of_every_page_weigh_little() -> None:
    import gzip

    fill(12)
    client = owner()
    for address in ("/", "/story/1/ferry", "/article/1/ferry", "/search?q=matter", "/my/settings/"):
        page = client.get(address, follow=True).content.decode()
        names = set(re.findall(r"/static/(newsstand/[\w./-]+\.(?:css|js))", page))
        weight = sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in names)
        assert len(gzip.compress(page.encode())) + weight < 50_000, (address, weight)
