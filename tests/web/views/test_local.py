"""Stories near a reader."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from newsstand.members.models import Follow, Reader
from newsstand.newsroom.models import Story, Subject, Topic
from newsstand.newsroom.topics import place_topic
from newsstand.web.selectors.local import distance_km, local_places
from tests.web.newsroom import NOW, make_article, make_story, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def happens_in(slug: str, headline: str, hours: float = 1.0) -> Story:
    """A story of a place of the gazetteer."""
    title = make_title(f"Sheet of {headline}")
    story = make_story([make_article(title, headline, hours=hours)])
    topic = place_topic(slug, now=NOW)
    assert topic is not None
    Subject.objects.create(topic=topic, story=story, weight=2.0, articles=1, moved_at=story.moved_at)
    return story


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_place_is_found_by_its_name(client: Client) -> None:
    html = read(client, "/local/?q=leeds")
    assert 'href="?place=leeds-gb">Leeds</a>' in html
    assert "United Kingdom" in html
    assert "No town of 15,000 people" in read(client, "/local/?q=xyzzyq")


def test_the_nearest_stand_first_and_of_one_place_the_newest(client: Client) -> None:
    happens_in("bradford-gb", "Matter in Bradford", hours=0.5)
    happens_in("leeds-gb", "Old matter in Leeds", hours=9)
    happens_in("leeds-gb", "New matter in Leeds", hours=2)
    happens_in("london-gb", "Matter in London")
    html = read(client, "/local/?place=leeds-gb")
    order = [
        html.index(f"{h}</a>") for h in ("New matter in Leeds", "Old matter in Leeds", "Matter in Bradford")
    ]
    assert order == sorted(order)
    assert "Bradford, 13 km away" in html
    assert "Matter in London" not in html
    assert "Matter in Bradford" not in read(client, "/local/?place=leeds-gb&km=10")


def test_places_are_called_what_they_are_in_the_readers_language(client: Client) -> None:
    happens_in("cologne-de", "Sache in Köln")
    html = client.get("/local/?place=bonn-de&km=50", headers={"accept-language": "de"}).content.decode()
    assert re.search(r"Köln, 2\d\xa0km entfernt", html)
    assert "Cologne" not in html


def test_a_country_holds_its_towns(client: Client) -> None:
    happens_in("leeds-gb", "Matter in Leeds")
    happens_in("united-kingdom", "Matter of the kingdom")
    happens_in("cologne-de", "Sache in Köln")
    html = read(client, "/local/?place=united-kingdom")
    assert "Matter in Leeds" in html
    assert "Matter of the kingdom" in html
    assert "Sache in Köln" not in html


def test_places_that_no_story_names_are_places_too(client: Client) -> None:
    html = read(client, "/local/?place=halifax-gb&place=nowhere")
    assert "Halifax" in html
    assert "No story here names this place" in html
    assert "Nobody here knows a place" in read(client, "/local/?place=nowhere")
    assert not Topic.objects.exists(), "looking writes nothing"


def test_a_reader_follows_a_place_and_finds_it_again(client: Client, reader: Reader) -> None:
    happens_in("bradford-gb", "Matter in Bradford")
    response = client.post("/my/place", {"place": "leeds-gb"})
    assert response.headers["Location"] == "/local/"
    follow = Follow.objects.get(reader=reader)
    assert (follow.kind, follow.key, follow.name) == ("place", "leeds-gb", "Leeds")
    assert Topic.objects.filter(slug="leeds-gb", kind="place").exists()
    assert "Bradford, 13 km away" in read(client, "/local/")
    for bad in ("nowhere", "", "\0", "x" * 5000):
        assert client.post("/my/place", {"place": bad}).status_code == 302
    assert Follow.objects.count() == 1


def test_only_readers_follow(client: Client) -> None:
    assert client.post("/my/place", {"place": "leeds-gb"}).status_code == 404
    assert client.get("/my/place").status_code == 405
    assert not Topic.objects.exists()


def test_distances_are_those_of_the_globe() -> None:
    assert distance_km(53.796, -1.548, 53.794, -1.752) == pytest.approx(13.4, abs=0.5)
    assert distance_km(51.5, -0.13, 48.85, 2.35) == pytest.approx(343, abs=5)
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=10)


def test_near_the_pole_and_the_date_line_nothing_breaks() -> None:
    Topic.objects.create(
        slug="pole", name="Pole", kind="place", level="town", latitude=90.0, longitude=180.0, added_at=NOW
    )
    assert [p.slug for p in local_places(["pole"], km=100)] == ["pole"]
