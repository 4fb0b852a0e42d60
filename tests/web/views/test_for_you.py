from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsstand.members.for_you import list_for
from newsstand.members.models import Follow, Interest, Learning, Mute, Reader
from newsstand.newsroom.models import Topic
from tests.members.for_you.world import do, finish, make_paper
from tests.web.newsroom import NOW

pytestmark = pytest.mark.django_db


def read(client: Client, path: str = "/for-you/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    return response.content.decode()


def test_who_is_not_signed_in_finds_nothing_here(client: Client) -> None:
    for path in ("/for-you/", "/my/following/"):
        assert client.get(path).status_code == 404
    assert client.post("/my/interests", {"verb": "forget"}).status_code == 404


def test_a_new_reader_is_shown_how_to_begin_and_the_lead_stories(client: Client, reader: Reader) -> None:
    make_paper()
    html = read(client)
    assert "Begin with a few of these" in html
    assert 'name="target" value="theme-0"' in html
    assert 'name="target" value="title-0"' in html
    assert "Everyone should know this" in html
    assert html.count('class="because"') == len(list_for(reader, NOW).picks)


def test_each_story_says_why_and_can_be_told_more_or_less_of(client: Client, reader: Reader) -> None:
    make_paper()
    do(reader, "follow", "topic", "theme-3")
    html = read(client)
    assert "Begin with" not in html
    assert "Because you follow Theme 3" in html
    assert "Something else: you have seldom read about" in html
    assert 'value="skip story ' in html
    for field in ('name="verb" value="skip"', 'name="verb" value="mute"', 'name="days" value="7"'):
        assert field in html


def test_what_was_shown_is_remembered_for_who_keeps_a_history(client: Client, reader: Reader) -> None:
    make_paper()
    do(reader, "follow", "topic", "theme-3")
    read(client)
    row = Learning.objects.get(reader=reader)
    assert row.offered == [p.story for p in list_for(reader, NOW).picks]
    Learning.objects.update(offered=[])
    Reader.objects.update(keeps_history=False)
    read(client)
    assert Learning.objects.get(reader=reader).offered == []


def test_a_page_without_stories_says_so(client: Client, reader: Reader) -> None:
    assert "No stories stand here yet" in read(client)


def test_only_get_reads_and_only_post_changes(client: Client, reader: Reader) -> None:
    assert client.post("/for-you/").status_code == 405
    assert client.post("/my/following/").status_code == 405
    assert client.get("/my/interests").status_code == 405


def test_everything_that_is_known_stands_under_following(client: Client, reader: Reader) -> None:
    made = make_paper()
    do(reader, "follow", "topic", "theme-1")
    do(reader, "follow", "place", "place-1")
    do(reader, "follow", "title", "title-2")
    do(reader, "follow", "section", "sport")
    do(reader, "follow", "story", made[4].pk)
    do(reader, "mute", "word", "chess", days=7)
    do(reader, "mute", "topic", "theme-9")
    for story in (made[3], made[20]):
        finish(reader, story)
    html = read(client, "/my/following/")
    for words in (
        "Theme 1",
        "Place 1",
        "Title 2",
        "Sport",
        "The matter of number 4",
        "chess",
        "for ever",
        "until",
    ):
        assert words in html
    assert html.count("2 stories read to the end") == 1  # both are on theme 3
    assert "<meter" in html
    assert 'name="verb" value="unmute"' in html
    assert 'name="verb" value="unfollow"' in html


def test_topics_and_sections_are_called_what_they_are_in_the_readers_language(
    client: Client, reader: Reader
) -> None:
    made = make_paper()
    for number in (1, 3, 9):
        Topic.objects.filter(slug=f"theme-{number}").update(names={"de": f"Sache {number}"})
    do(reader, "follow", "topic", "theme-1")
    do(reader, "follow", "section", "sport")
    do(reader, "follow", "section", "health")
    do(reader, "mute", "topic", "theme-9")
    for story in (made[3], made[20]):
        finish(reader, story)
    client.cookies["newsstand_language"] = "de"
    known = read(client, "/my/following/")
    for words in ("Sache 1", "Sache 3", "Sache 9", "Gesundheit"):
        assert words in known
    for words in ("Theme 1<", "Theme 3<", "Theme 9<", "Health"):
        assert words not in known
    listed = read(client)
    assert "Weil Sie Sache 1 folgen" in listed
    assert "Theme 1<" not in listed
    muted = read(client, "/my/mutes/")
    assert "Sache 9" in muted
    assert "Theme 9" not in muted


def test_what_was_learned_can_be_removed_and_restored_without_a_script(
    client: Client, reader: Reader
) -> None:
    made = make_paper()
    finish(reader, made[3])
    form = {"kind": "topic", "key": "theme-3"}
    page = client.post("/my/interests", form | {"verb": "remove"}, follow=True)
    assert page.redirect_chain == [("/my/following/", 302)]
    html = page.content.decode()
    assert "It counts no longer" in html
    assert "Removed: nothing is learned of these" in html
    assert Interest.objects.get(key="theme-3").removed_at == NOW
    client.post("/my/interests", form | {"verb": "restore"})
    assert Interest.objects.get(key="theme-3").removed_at is None
    client.post("/my/interests", {"verb": "forget"})
    assert not Interest.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"verb": "remove"},
        {"verb": "remove", "kind": "topic", "key": "nobody"},
        {"verb": "restore", "kind": "word", "key": "x"},
        {"verb": "remove", "kind": "topic", "key": "a\0b"},
        {"verb": "remove", "kind": "topic", "key": "x" * 5000},
        {"verb": "drop", "kind": "topic", "key": "theme-3"},
    ],
)
def test_nonsense_changes_nothing(client: Client, reader: Reader, sent: dict[str, str]) -> None:
    finish(reader, make_paper()[3])
    answer = client.post("/my/interests", sent, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["done"]) == (400, False)
    assert client.post("/my/interests", sent).status_code == 302
    assert not Interest.objects.exclude(removed_at=None).exists()


def test_hostile_names_are_shown_as_text(client: Client, reader: Reader) -> None:
    make_paper()
    words = "<script>alert(1)</script>"
    Follow.objects.create(reader=reader, kind="topic", key="theme-1", name=words, made_at=NOW)
    Mute.objects.create(reader=reader, kind="word", key=words, name=words, made_at=NOW)
    html = read(client, "/my/following/")
    assert words not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_few_queries(client: Client, reader: Reader, django_assert_max_num_queries: Any) -> None:
    made = make_paper()
    do(reader, "follow", "topic", "theme-3")
    finish(reader, made[9])
    read(client)
    from django.core.cache import cache

    cache.clear()
    with django_assert_max_num_queries(25):
        read(client)
