from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsstand.members.acting import Act, act
from newsstand.members.models import Deed, Mute, Reader, Reading, Saved
from newsstand.members.preferences import preferences_of
from newsstand.model import Terms
from newsstand.newsroom.models import Publisher, Topic
from tests.web.newsroom import NOW, ferry_story, make_article, make_story, make_title

pytestmark = pytest.mark.django_db
PAGES = ("/my/saved/", "/my/history/", "/my/mutes/", "/my/settings/", "/my/searches/", "/my/history/remove")


def read(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def save(reader: Reader, number: int) -> None:
    title = Publisher.objects.filter(slug="ledger").first() or make_title("The Ledger", slug="ledger")
    for n in range(number):
        article = make_article(title, f"Zebra number {n}", hours=n, body="Stripes.")
        Saved.objects.create(reader=reader, article=article, made_at=NOW - timedelta(hours=n))
        Reading.objects.create(
            reader=reader, article=article, first_at=NOW, last_at=NOW - timedelta(hours=n), depth=40
        )


@pytest.mark.parametrize("path", [*PAGES, "/my/saved/export", "/my/history/export"])
def test_a_readers_pages_are_there_for_readers_alone(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    client.force_login(Reader.objects.make(name="Ada", now=NOW))
    response = client.get(path)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", PAGES[:5])
def test_pages_with_nothing_say_what_to_do(client: Client, reader: Reader, path: str) -> None:
    html = read(client, path)
    words = {
        "/my/saved/": "You have saved nothing yet.",
        "/my/history/": "Open a story, and it is listed here.",
        "/my/mutes/": "You have muted nothing.",
        "/my/settings/": "Save settings",
        "/my/searches/": "press “Save this search”",
    }
    assert words[path] in html


@pytest.mark.parametrize("path", ["/my/saved/", "/my/history/", "/my/saved/?q=zebra", "/my/history/?q=zebra"])
@pytest.mark.parametrize("number", [3, 60])
def test_lists_take_as_many_queries_however_long_they_are(
    client: Client, reader: Reader, django_assert_max_num_queries: Any, path: str, number: int
) -> None:
    save(reader, number)
    with django_assert_max_num_queries(24):
        html = read(client, path)
    assert html.count("Zebra number") >= 2 * min(number, 30)


def test_saved_articles_and_stories_newest_first(client: Client, reader: Reader) -> None:
    story = ferry_story()
    save(reader, 2)
    Saved.objects.create(reader=reader, story=story, made_at=NOW - timedelta(minutes=30))
    html = read(client, "/my/saved/")
    assert html.index("Zebra number 0") < html.index(story.headline) < html.index("Zebra number 1")
    assert Reading.objects.count() == 2
    unread = read(client, "/my/saved/?unread=1")
    assert story.headline in unread
    assert "Zebra" not in unread


def test_saved_are_found_by_words_in_their_reports_and_by_title(client: Client, reader: Reader) -> None:
    story = ferry_story()
    save(reader, 1)
    Saved.objects.create(reader=reader, story=story, made_at=NOW)
    found = read(client, "/my/saved/?q=holloway+aground")
    assert story.headline in found
    assert "Zebra number" not in found
    assert story.headline not in read(client, "/my/saved/?title=ledger")
    assert story.headline in read(client, "/my/saved/?title=harbour-echo")
    assert "Nothing that you saved is like that." in read(client, "/my/saved/?q=xylophone")


def test_what_is_removed_from_saved_is_put_back_by_undo(client: Client, reader: Reader) -> None:
    save(reader, 1)
    article = Saved.objects.get().article_id
    page = read(client, "/my/saved/")
    assert f'name="target" value="{article}"' in page
    sent = {"verb": "unsave", "kind": "article", "target": article, "next": "/my/saved/"}
    html = client.post("/my/act", sent, follow=True).content.decode()
    assert "You have saved nothing yet." in html
    client.post("/my/undo", {"deed": Deed.objects.get().pk})
    assert Saved.objects.get().article_id == article


def test_titles_that_may_not_be_shown_are_not(client: Client, reader: Reader) -> None:
    save(reader, 1)
    Publisher.objects.update(terms=Terms.NONE)
    for path in ("/my/saved/", "/my/history/", "/my/saved/export", "/my/history/export"):
        assert "Zebra" not in read(client, path)


def test_saved_is_taken_along_as_json_and_as_bookmarks(client: Client, reader: Reader) -> None:
    story = ferry_story()
    save(reader, 1)
    Saved.objects.create(reader=reader, story=story, made_at=NOW - timedelta(days=1))
    Publisher.objects.filter(slug="ledger").update(name='<b>"Ledger"</b>')
    rows = json.loads(read(client, "/my/saved/export?form=json"))["saved"]
    assert [(row["kind"], row["read"]) for row in rows] == [("article", True), ("story", False)]
    assert rows[0]["url"].startswith("https://ledger.example/")
    assert rows[1]["url"].startswith("http://testserver/story/")
    html = read(client, "/my/saved/export?form=html")
    assert html.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>")
    assert html.count("<DT>") == 2
    assert "<b>" not in html


def test_history_stands_by_day_and_says_how_far(client: Client, reader: Reader) -> None:
    title = make_title("The Ledger", slug="ledger")
    for days, fields in ((0, {"depth": 95, "finished_at": NOW, "seconds": 130}), (1, {"depth": 40})):
        article = make_article(title, f"Zebra of day {days}")
        at = NOW - timedelta(days=days)
        Reading.objects.create(reader=reader, article=article, first_at=at, last_at=at, **fields)
    html = read(client, "/my/history/")
    assert html.index("Thursday 12 March 2026") < html.index("Wednesday 11 March 2026")
    assert "read to the end" in html
    assert "40 % read" in html
    assert "2 minutes" in html


def test_a_day_and_all_of_history_are_removed_after_a_question(client: Client, reader: Reader) -> None:
    other = Reader.objects.make(name="Bo", now=NOW)
    article = make_article(make_title("The Ledger", slug="ledger"), "Zebra")
    act(reader, Act(verb="read", kind="article", target=str(article.pk)), now=NOW)
    act(other, Act(verb="read", kind="article", target=str(article.pk)), now=NOW)
    assert "Remove Wednesday 11 March 2026" in read(client, "/my/history/remove?day=2026-03-11")
    client.post("/my/history/remove", {"day": "2026-03-11"})
    assert Reading.objects.filter(reader=reader).count() == 1
    client.post("/my/history/remove", {"day": "2026-03-12"})
    assert Reading.objects.filter(reader=reader).count() == 0
    assert not Deed.objects.filter(reader=reader).exists()
    act(reader, Act(verb="read", kind="article", target=str(article.pk)), now=NOW)
    client.post("/my/history/remove")
    assert not Reading.objects.filter(reader=reader).exists()
    assert Reading.objects.filter(reader=other).count() == 1


def test_history_can_be_switched_off_and_on(client: Client, reader: Reader) -> None:
    html = client.post("/my/history/keep", {"keep": "no"}, follow=True).content.decode()
    assert "Your history is switched off" in html
    article = make_article(make_title("The Ledger", slug="ledger"), "Zebra")
    client.post("/my/act", {"verb": "read", "kind": "article", "target": article.pk})
    assert not Reading.objects.exists()
    client.post("/my/history/keep", {"keep": "yes"})
    reader.refresh_from_db()
    assert reader.keeps_history


GOOD = {
    "name": "Ada L", "language": "de", "time_zone": "Asia/Tokyo",
    "theme": "sepia", "size": "large", "width": "wide", "keeps_history": "on",
}  # fmt: skip


def test_settings_are_stored_and_hold_from_then_on(client: Client, reader: Reader) -> None:
    response = client.post("/my/settings/", GOOD, follow=True)
    html = response.content.decode()
    assert 'lang="de"' in html
    assert 'data-theme="sepia"' in html
    reader.refresh_from_db()
    assert (reader.name, reader.time_zone) == ("Ada L", "Asia/Tokyo")
    assert preferences_of(reader).size == "large"
    assert '<option value="Asia/Tokyo" selected>' in html


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"time_zone": "Mars/Base"}, "Mars/Base is not one of the available choices"),
        ({"time_zone": "../../etc/passwd"}, "is not one of the available choices"),
        ({"language": "xx"}, "is not one of the available choices"),
        ({"theme": "neon"}, "is not one of the available choices"),
        ({"name": "x" * 151}, "at most 150 characters"),
        ({"name": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, reader: Reader, wrong: dict[str, str], words: str
) -> None:
    before = Reader.objects.values().get(pk=reader.pk)
    response = client.post("/my/settings/", GOOD | {"name": "Typed Name"} | wrong)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert 'aria-invalid="true"' in html
    assert ("Typed Name" in html) is ("name" not in wrong)
    after = Reader.objects.values().get(pk=reader.pk)
    assert before | {"seen_at": 0, "away_since": 0} == after | {"seen_at": 0, "away_since": 0}


def test_settings_say_what_is_stored(client: Client, reader: Reader) -> None:
    save(reader, 3)
    html = read(client, "/my/settings/")
    assert '<a href="/my/saved/">What you saved</a></th><td>3</td>' in html


@pytest.mark.parametrize(
    ("sent", "kind", "key"),
    [
        ({"kind": "word", "what": "Cup  Final", "days": "7"}, "word", "cup final"),
        ({"kind": "title", "what": "the ledger", "days": "0"}, "title", "ledger"),
        ({"kind": "topic", "what": "The King", "days": "30"}, "topic", "king"),
        ({"kind": "section", "what": "Football", "days": "1"}, "section", "sport"),
    ],
)
def test_words_topics_titles_and_sections_are_muted(
    client: Client, reader: Reader, sent: dict[str, str], kind: str, key: str
) -> None:
    make_title("The Ledger", slug="ledger")
    Topic.objects.create(slug="king", name="The King", kind="person", added_at=NOW)
    html = client.post("/my/mutes/", sent, follow=True).content.decode()
    mute = Mute.objects.get()
    assert (mute.kind, mute.key) == (kind, key)
    days = int(sent["days"])
    assert mute.until == (NOW + timedelta(days=days) if days else None)
    assert "is muted." in html
    assert "/my/undo" in html


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"kind": "word", "what": ""}, "Type what you want to mute."),
        ({"kind": "word", "what": "x"}, "between 2 and 80 letters"),
        ({"kind": "title", "what": "Nothern"}, "There is no title “Nothern”."),
        ({"kind": "topic", "what": "<b>"}, "There is no topic “&lt;b&gt;”."),
        ({"kind": "section", "what": "Zebras"}, "There is no section “Zebras”."),
        ({"kind": "planet", "what": "Mars"}, "Choose what “Mars” is."),
        ({}, "Type what you want to mute."),
    ],
)
def test_what_cannot_be_muted_is_said(
    client: Client, reader: Reader, sent: dict[str, str], words: str
) -> None:
    response = client.post("/my/mutes/", sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Mute.objects.exists()


def test_a_mute_is_made_longer_and_is_lifted(client: Client, reader: Reader) -> None:
    client.post("/my/mutes/", {"kind": "word", "what": "Löttery", "days": "1"})
    sent = {"kind": "word", "target": "Löttery", "next": "/my/mutes/"}
    assert 'name="target" value="Löttery"' in read(client, "/my/mutes/")
    client.post("/my/act", sent | {"verb": "mute", "days": "30"})
    assert Mute.objects.get().until == NOW + timedelta(days=30)
    client.post("/my/act", sent | {"verb": "unmute"})
    assert not Mute.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/my/saved/?q=%00%22&title=%00&page=-1", "/my/saved/?page=99999999999999999999", "/my/history/?q=-&page=x",
        "/my/history/remove?day=0000-00-00", "/my/history/remove?day=9999-12-31", "/my/history/remove?day=%00",
        "/my/saved/export?form=exe", "/my/saved/?q=before:0001-01-01", "/my/searches/?gone=%3Cscript%3E&seen=x",
    ],
)  # fmt: skip
def test_any_address_is_answered(client: Client, reader: Reader, address: str) -> None:
    save(reader, 1)
    response = client.get(address)
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_a_single_report_story_is_shown_on_its_page(client: Client, reader: Reader) -> None:
    story = make_story([make_article(make_title("The Ledger", slug="ledger"), "Zebra alone")])
    Saved.objects.create(reader=reader, story=story, made_at=NOW)
    assert "Zebra alone" in read(client, "/my/saved/")


def test_settings_are_saved_in_the_language_that_was_chosen(client: Client, reader: Reader) -> None:
    sent = {
        "name": "Ada",
        "time_zone": "",
        "theme": "auto",
        "size": "normal",
        "width": "normal",
        "keeps_history": "on",
    }
    html = client.post("/my/settings/", sent | {"language": "de"}, follow=True).content.decode()
    assert "Ihre Einstellungen sind gesichert." in html
    assert "Your settings are saved." not in html
    html = client.post("/my/settings/", sent | {"language": ""}, follow=True).content.decode()
    assert "Your settings are saved." in html
    assert "Ihre Einstellungen sind gesichert." not in html
