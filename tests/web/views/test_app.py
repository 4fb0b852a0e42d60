from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from newsstand.members.models import Reader, Saved
from newsstand.newsroom.models import Article, Story
from newsstand.web.views.app import LETTERS, shell_files, worker_source
from tests.web.newsroom import NOW, fill, make_article, make_edition, make_story

pytestmark = pytest.mark.django_db


def pages(client: Client) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = client.get("/my/bundle.json").json()["pages"]
    return rows


def addresses(client: Client, shelf: str) -> list[str]:
    return [page["address"] for page in pages(client) if page["shelf"] == shelf]


def test_the_worker_is_of_the_whole_house_and_always_asked_for_anew(client: Client) -> None:
    response = client.get("/service-worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert "Cookie" not in response.get("Vary", "")
    told = re.match(r"const SHELL = (\{.*\});\n", response.content.decode())
    assert told
    shell = json.loads(told[1])
    assert re.fullmatch(r"[0-9a-f]{12}", shell["version"])
    assert client.post("/service-worker.js").status_code == 405


def test_the_workers_version_follows_the_files() -> None:
    def version(*more: str) -> str:
        found = re.search(r'"version": "([0-9a-f]+)"', worker_source((*shell_files(), *more)))
        assert found
        return found[1]

    assert version() == version()
    assert version() != version("/static/new.css?v=1")


def test_every_file_of_the_shell_is_there() -> None:
    files = shell_files()
    assert [f for f in files if not finders.find(f.partition("?")[0].removeprefix("/static/"))] == []
    assert f"/static/{LETTERS}" in files
    assert any(f.startswith("/static/newsstand/paper.css?v=") for f in files)
    assert not [f for f in files if "service-worker" in f]


def test_the_pages_scripts_are_small() -> None:
    folder = Path(str(finders.find("newsstand/paper.js"))).parent
    sizes = {name: (folder / name).stat().st_size for name in ("paper.js", "queue.js", "keys.js")}
    assert max(sizes.values()) <= 12_000, sizes


def test_the_manifest_says_what_an_installation_needs(client: Client) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert (manifest["id"], manifest["scope"], manifest["start_url"]) == ("/", "/", "/")
    assert {(i["sizes"], i["purpose"]) for i in manifest["icons"]} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("192x192", "maskable"),
        ("512x512", "maskable"),
    }
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].partition("?")[0].removeprefix("/static/"))
    assert [s["url"] for s in manifest["shortcuts"]] == ["/for-you/", "/my/saved/", "/search"]


def test_a_page_names_its_reader_by_a_mark_that_tells_nothing(client: Client, editor: Reader) -> None:
    assert 'data-reader=""' in client.get("/keys").content.decode()
    marks = []
    for reader in (Reader.objects.make(name="Ada", now=NOW), editor):
        client.force_login(reader)
        found = re.search(r'data-reader="([0-9a-f]{16})"', client.get("/keys").content.decode())
        assert found
        assert client.get("/my/bundle.json").json()["reader"] == found[1]
        assert client.get("/my/token").json()["reader"] == found[1]
        marks.append(found[1])
    assert len(set(marks)) == 2


@pytest.mark.parametrize("path", ["/my/bundle.json", "/my/token"])
def test_what_is_a_readers_own_is_kept_by_nobody(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404
    client.force_login(Reader.objects.make(name="Ada", now=NOW))
    assert client.get(path)["Cache-Control"] == "no-store"
    assert client.post(path).status_code == 405


def test_a_kept_deed_is_sent_with_a_fresh_token(reader: Reader) -> None:
    fill(2)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    token = strict.get("/my/token").json()["token"]
    sent = {"verb": "save", "kind": "story", "target": str(Story.objects.earliest("pk").pk), "key": "k1"}
    for _ in range(2):
        response = strict.post("/my/act", sent, headers={"Accept": "application/json", "X-CSRFToken": token})
        assert response.status_code == 200
    assert Saved.objects.count() == 1


def test_the_bundle_holds_the_edition_best_first_and_what_was_saved(client: Client, reader: Reader) -> None:
    stories = fill(60)
    lone = make_article(stories[0].opened_by.publisher, "A thing apart", hours=90)
    Saved.objects.create(reader=reader, article=lone, made_at=NOW - timedelta(hours=1))
    Saved.objects.create(reader=reader, story=stories[55], made_at=NOW)
    edition = addresses(client, "edition")
    assert edition[0] == "/"
    assert next(a for a in edition if a.startswith("/story/")).startswith(f"/story/{stories[0].pk}/")
    assert 40 <= len(edition) <= 43
    saved = addresses(client, "saved")
    assert str(stories[55].opened_by_id) in saved[0] or str(stories[55].pk) in saved[0]
    assert saved[1].startswith(f"/article/{lone.pk}/")
    for address in (*edition[:5], *saved):
        assert client.get(address).status_code == 200, address  # no redirect: a worker could not keep it


def test_nobody_elses_things_are_in_a_bundle(client: Client, reader: Reader, editor: Reader) -> None:
    stories = fill(3)
    Saved.objects.create(reader=editor, story=stories[1], made_at=NOW)
    assert addresses(client, "saved") == []


def test_a_spiked_story_is_in_no_bundle(client: Client, reader: Reader) -> None:
    stories = fill(4)
    Saved.objects.create(reader=reader, story=stories[0], made_at=NOW)
    Story.objects.filter(pk=stories[0].pk).update(spiked_at=NOW)
    assert not [page for page in pages(client) if page["address"].startswith(f"/story/{stories[0].pk}/")]


def test_a_stamp_changes_with_its_page_and_with_no_other(client: Client, reader: Reader) -> None:
    stories = fill(6)
    lone = make_article(stories[0].opened_by.publisher, "A thing apart", hours=90)
    Saved.objects.create(reader=reader, article=lone, made_at=NOW)
    before = {page["address"]: page["stamp"] for page in pages(client)}
    assert before == {page["address"]: page["stamp"] for page in pages(client)}
    Story.objects.filter(pk=stories[0].pk).update(moved_at=NOW)
    Article.objects.filter(pk=lone.pk).update(version=2)
    changed = {
        page["address"].split("/")[1] for page in pages(client) if before[page["address"]] != page["stamp"]
    }
    assert changed == {"story", "article"}
    make_edition(stories, minutes=1)
    assert before["/"] != {page["address"]: page["stamp"] for page in pages(client)}["/"]


def test_a_bundle_of_nothing(client: Client, reader: Reader) -> None:
    assert client.get("/my/bundle.json").json()["edition"] is None


@pytest.mark.parametrize("size", [3, 60])
def test_a_bundle_costs_the_same_whatever_it_holds(
    size: int, client: Client, reader: Reader, django_assert_max_num_queries: Any
) -> None:
    stories = fill(size)
    for story in stories[1:40]:
        Saved.objects.create(reader=reader, story=make_story_saved(story), made_at=NOW)
    with django_assert_max_num_queries(12):
        client.get("/my/bundle.json")


def make_story_saved(story: Story) -> Story:
    """A story like another, outside the edition."""
    return make_story([make_article(story.opened_by.publisher, f"After {story.headline}")])


def test_the_offline_page_says_what_happened_and_needs_no_script_to_say_it(client: Client) -> None:
    html = client.get("/offline").content.decode()
    assert "This page cannot be had now" in html
    assert 'data-shelf="saved" hidden' in html
    assert client.get("/offline")["Cache-Control"] == "no-cache"


def test_every_key_is_told(client: Client) -> None:
    html = client.get("/keys").content.decode()
    told = set(re.findall(r"<kbd>([^<]+)</kbd>", html))
    script = Path(str(finders.find("newsstand/keys.js"))).read_text()
    done = set(re.findall(r'^    "?([a-z./?])"?: ', script, re.MULTILINE))
    assert done | {"g", "e", "y", "h", "Enter"} == told
