"""The front page of one reader: theirs in what it shows and leaves out, and quick."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from newsstand.members.models import Follow, Mute, Reader, Reading, Saved
from newsstand.newsroom.models import Edition, Pick, Story, Subject, Topic
from tests.web.newsroom import NOW, fill, make_article, make_edition, make_story, make_title

pytestmark = pytest.mark.django_db


def read(client: Client, **headers: str) -> str:
    response = client.get("/", headers=headers)
    assert response.status_code == 200
    return str(response.content.decode())


def mute(reader: Reader, kind: str, key: str) -> None:
    Mute.objects.create(reader=reader, kind=kind, key=key, name=key, made_at=NOW)


def around(html: str, story: Story) -> str:
    """The markup of a story's article."""
    found = re.search(rf'<article [^>]*data-story="{story.pk}".*?</article>', html, re.DOTALL)
    assert found, story
    return found[0]


def test_each_story_can_be_saved_and_more_without_a_script(client: Client, reader: Reader) -> None:
    stories = fill(12)
    html = around(read(client), stories[2])
    assert f'<button form="deeds" name="act" value="save story {stories[2].pk}"' in html
    assert f'value="mute story {stories[2].pk} 7"' in html
    assert read(client).count('id="deeds"') == 1
    client.post("/my/act", {"act": f"save story {stories[2].pk}"})
    assert "Saved</button>" in around(read(client), stories[2])
    assert "Save</button>" in around(read(client), stories[3])


def test_who_is_not_signed_in_gets_no_buttons(client: Client) -> None:
    fill(12)
    html = read(client)
    assert "deeds" not in html
    assert "<!--" not in html


def test_nothing_of_one_reader_reaches_another(client: Client, reader: Reader) -> None:
    stories = fill(12)
    Saved.objects.create(reader=reader, story=stories[1], made_at=NOW)
    mute(reader, "story", str(stories[2].pk))
    mine = read(client)
    other, nobody = Client(), Client()
    other.force_login(Reader.objects.make(email="b@reader.example", now=NOW))
    assert "unsave story" in mine
    assert f">{stories[2].headline}</a>" not in mine
    for theirs in (read(other), read(nobody)):
        assert "unsave story" not in theirs
        assert f">{stories[2].headline}</a>" in theirs


@pytest.mark.parametrize("kind", ["story", "section", "topic", "title", "word"])
def test_what_is_muted_never_stands_in_it(client: Client, reader: Reader, kind: str) -> None:
    stories = fill(30)
    lead = stories[0]
    alone = make_story([make_article(make_title("Solo"), "Only Solo says this")])
    make_edition([lead, alone, *stories[1:]], minutes=1)
    topic = Topic.objects.create(slug="ferries", name="Ferries", kind="theme", added_at=NOW)
    Subject.objects.create(topic=topic, story=lead, weight=1.0, moved_at=NOW)
    key, hidden = {
        "story": (str(lead.pk), lead.headline),
        "section": ("uk", lead.headline),
        "topic": ("ferries", lead.headline),
        "title": ("solo", alone.headline),
        "word": ("marigold", lead.headline),
    }[kind]
    assert hidden in read(client)
    mute(reader, kind, key)
    html = read(client)
    assert hidden not in html
    assert 'class="lead' in html  # the next one leads


def test_who_muted_all_of_it_is_told_so(client: Client, reader: Reader) -> None:
    stories = fill(3)
    for story in stories:
        mute(reader, "story", str(story.pk))
    html = read(client)
    assert "You muted all that this edition tells" in html
    assert 'http-equiv="refresh"' not in html


def test_what_was_read_is_marked_softly_and_in_words(client: Client, reader: Reader) -> None:
    stories = fill(12)
    Reading.objects.create(reader=reader, story=stories[2], first_at=NOW, last_at=NOW)
    html = around(read(client), stories[2])
    assert re.match(r'<article class="[^"]* seen"', html)
    assert '<span class="unseen">You have read this.</span>' in html


def test_followed_stories_say_what_is_new(client: Client, reader: Reader) -> None:
    stories = fill(12)
    for story in stories[1:3]:
        Follow.objects.create(reader=reader, kind="story", key=str(story.pk), name="x", made_at=NOW)
    before = stories[1].moved_at - timedelta(minutes=5)
    Reading.objects.create(reader=reader, story=stories[1], first_at=before, last_at=before)
    html = read(client)
    assert "Followed: new since you read it" in around(html, stories[1])
    assert ">Followed</p>" in around(html, stories[2])


def test_who_was_away_is_welcomed_back_in_one_line(client: Client, reader: Reader) -> None:
    fill(5)
    assert "Welcome back" not in read(client)
    Reader.objects.update(away_since=NOW - timedelta(days=2))
    for days in (0, 1, 3):
        at = NOW - timedelta(days=days, hours=1)
        Edition.objects.create(kind="morning", zone="Europe/London", day=at.date(), at=at)
    html = read(client)
    assert "Welcome back: 2 editions appeared while you were away." in html
    assert '<a href="/catch-up/">' in html


def test_who_comes_after_a_day_is_welcomed_at_once(client: Client, reader: Reader) -> None:
    fill(5)
    Reader.objects.update(seen_at=NOW - timedelta(hours=21))
    assert "Welcome back" in read(client)


def test_a_page_that_is_unchanged_is_not_sent_again(client: Client, reader: Reader) -> None:
    stories = fill(12)
    response = client.get("/")
    assert response["Cache-Control"] == "private, no-cache"
    assert client.get("/", headers={"If-None-Match": response["ETag"]}).status_code == 304
    client.post("/my/act", {"act": f"save story {stories[2].pk}"}, headers={"Accept": "application/json"})
    assert client.get("/", headers={"If-None-Match": response["ETag"]}).status_code == 200


@pytest.mark.parametrize("muted", [False, True])
def test_queries_are_few_and_flat(
    client: Client, reader: Reader, muted: bool, django_assert_max_num_queries: Any
) -> None:
    fill(100)
    if muted:
        for kind, key in (("word", "number 7"), ("section", "sport"), ("topic", "x"), ("title", "y")):
            mute(reader, kind, key)
    with django_assert_max_num_queries(45):
        client.get("/")
    with django_assert_max_num_queries(14):
        client.get("/")


def test_the_page_with_its_files_weighs_less_than_40_kb(client: Client, reader: Reader) -> None:
    fill(60)
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(response.content).decode()
    names = re.findall(r"/static/newsstand/([a-z_]+\.(?:css|js))\?", html)
    assert {"paper.css", "front.css", "deeds.css", "paper.js", "fresh.js"} <= set(names)
    files = sum(
        len(gzip.compress(Path(str(finders.find(f"newsstand/{name}"))).read_bytes())) for name in names
    )
    assert len(response.content) + files < 40_000


def test_languages_and_zones_do_not_mix(client: Client, reader: Reader) -> None:
    fill(5)
    here = read(client)
    Reader.objects.update(time_zone="Asia/Kathmandu")
    there = read(client)
    assert "13:05, 1 hour ago" in here
    assert "18:50, 1 hour ago" in there


def test_what_editors_chose_stands_once_with_their_line(client: Client, reader: Reader) -> None:
    stories = fill(20)
    chosen = {
        "state": "placed",
        "starts_at": NOW,
        "chosen_by": "Ed",
        "chosen_at": NOW,
        "changed_by": "Ed",
        "changed_at": NOW,
    }
    Pick.objects.create(
        kind="picks", story=stories[9], headline="<b>Retitled</b>", line="Because of the bees.", **chosen
    )
    Pick.objects.create(kind="picks", story=stories[0], line="It leads already.", **chosen)
    Pick.objects.create(kind="good_news", story=stories[12], line="A good one.", **chosen)
    html = read(client)
    picks = html[html.index('id="our-picks"') : html.index('id="good-news"')]
    assert "&lt;b&gt;Retitled&lt;/b&gt;" in picks
    assert "Because of the bees." in picks
    assert "It leads already." not in html
    assert "A good one." in html[html.index('id="good-news"') :]
    for story in (stories[9], stories[12]):
        assert html.count(f'<article class="item" data-story="{story.pk}"') == 1
    mute(reader, "story", str(stories[9].pk))
    assert "Because of the bees." not in read(client)
