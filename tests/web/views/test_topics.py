"""Pages of topics, and a topic's feed."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import translation

from newsstand.model import Terms
from newsstand.newsroom.models import Story, Subject, Topic
from newsstand.newsroom.topics import hide_topic, merge_topics
from newsstand.web.selectors.topics import places_of, topics_of
from tests.web.newsroom import NOW, ferry_story, make_article, make_story, make_title

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def make_topic(slug: str = "shipping", **fields: object) -> Topic:
    defaults = {"name": slug.replace("-", " ").title(), "kind": "theme", "added_at": NOW}
    return Topic.objects.create(slug=slug, **{**defaults, **fields})


def leeds() -> Topic:
    return make_topic(
        "leeds-gb", name="Leeds", kind="place", country="GB", level="town", latitude=53.8, longitude=-1.55
    )


def about(topic: Topic, story: Story, **fields: object) -> Subject:
    return Subject.objects.create(
        **{"topic": topic, "story": story, "weight": 2.0, "articles": 1, "moved_at": story.moved_at, **fields}
    )


def read(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def test_a_topic_shows_its_stories_and_what_stands_with_it(client: Client) -> None:
    ferry, shipping, place = ferry_story(), make_topic(), leeds()
    about(shipping, ferry)
    about(place, ferry, weight=1.0)
    html = read(client, "/topic/shipping/")
    assert "<h1" in html
    assert "Ferry Marigold aground off Skerry Point" in html
    assert 'href="/topic/leeds-gb/">Leeds</a>' in html
    assert 'href="/title/northern-ledger/">Northern Ledger</a>' in html
    assert 'type="application/atom+xml"' in html
    assert "world.svg" not in html, "a theme lies nowhere"
    assert "world.svg" in read(client, "/topic/leeds-gb/")


def test_a_place_is_on_the_map_where_numbers_have_a_comma(client: Client) -> None:
    about(leeds(), ferry_story())
    client.cookies["newsstand_language"] = "de"
    assert re.search(r'<circle cx="\d+\.\d+" cy="\d+\.\d+"', read(client, "/topic/leeds-gb/"))


def test_removed_spiked_and_withheld_stories_do_not_stand(client: Client) -> None:
    topic, title = make_topic(), make_title("Harbour Echo")
    silent = make_title("Silent Sheet", terms=Terms.NONE)
    stories = [make_story([make_article(title, f"Matter {n}")]) for n in range(3)]
    about(topic, stories[0])
    about(topic, stories[1], removed=True)
    stories[2].spiked_at = NOW
    stories[2].save()
    about(topic, stories[2])
    about(topic, make_story([make_article(silent, "Secret matter")]))
    for page in (read(client, "/topic/shipping/"), read(client, "/topic/shipping/feed")):
        assert "Matter 0" in page
        assert "Matter 1" not in page
        assert "Matter 2" not in page
        assert "Secret matter" not in page


def test_newest_first_or_most_important(client: Client) -> None:
    ferry, topic = ferry_story(), make_topic()
    quick = make_story([make_article(make_title("Flash"), "Quick matter", hours=0.1)])
    for story in (ferry, quick):
        about(topic, story)
    newest = read(client, "/topic/shipping/")
    assert newest.index("Quick matter") < newest.index("Ferry Marigold aground")
    important = read(client, "/topic/shipping/?order=important")
    assert important.index("Ferry Marigold aground") < important.index("Quick matter")


def test_pages_turn(client: Client) -> None:
    topic, title = make_topic(), make_title("Harbour Echo")
    for number in range(23):
        about(topic, make_story([make_article(title, f"Matter number {number:02}", hours=number + 1)]))
    first, second = read(client, "/topic/shipping/"), read(client, "/topic/shipping/?page=2")
    assert "Matter number 19" in first
    assert "Matter number 20" not in first
    assert "Matter number 22" in second
    assert 'rel="next"' in first
    assert 'rel="next"' not in second


def test_hidden_merged_and_unknown_topics(client: Client) -> None:
    old, new, secret = make_topic("old"), make_topic("new"), make_topic("secret")
    merge_topics(old, new, by="Ed", now=NOW)
    hide_topic(secret, by="Ed", now=NOW)
    assert client.get("/topic/old/").headers["Location"] == "/topic/new/"
    for slug in ("secret", "nothing"):
        read(client, f"/topic/{slug}/", 404)
        read(client, f"/topic/{slug}/feed", 404)
    assert client.get("/topic/bradford-gb/").headers["Location"] == "/local/?place=bradford-gb"


def test_a_name_is_in_the_readers_language() -> None:
    story, place = (
        ferry_story(),
        make_topic(
            "germany",
            name="Germany",
            kind="place",
            names={"de": "Deutschland"},
            latitude=51.0,
            longitude=10.0,
        ),
    )
    about(place, story)
    with translation.override("de"):
        assert [t.name for t in topics_of(story)] == ["Deutschland"]
        assert [p.name for p in places_of(story)] == ["Deutschland"]
    with translation.override("fr"):
        assert [t.name for t in topics_of(story)] == ["Germany"]


def test_places_are_those_on_the_map_weightiest_first(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    story = ferry_story()
    about(make_topic(), story, weight=9.0)
    about(leeds(), story, weight=1.0)
    about(make_topic("ostermoor", kind="place"), story, weight=5.0)
    about(make_topic("france", kind="place", latitude=47.0, longitude=2.0), story, weight=3.0)
    about(make_topic("hidden-place", kind="place", latitude=1.0, longitude=2.0, hidden=True), story)
    about(make_topic("gone", kind="place", latitude=1.0, longitude=2.0), story, removed=True)
    with django_assert_num_queries(1):
        assert [(p.slug, p.weight) for p in places_of(story)] == [("france", 3.0), ("leeds-gb", 1.0)]


def test_the_list_has_the_busiest_by_kind(client: Client) -> None:
    story = ferry_story()
    for topic in (make_topic(), leeds(), make_topic("orla-venn", kind="person")):
        about(topic, story)
    quiet = make_story([make_article(make_title("Old Sheet"), "Old matter", hours=24 * 9)])
    about(make_topic("quiet-theme"), quiet)
    html = read(client, "/topics/")
    for name in ("Shipping", "Leeds", "Orla Venn", "Themes", "People", "Places"):
        assert name in html
    assert "Quiet Theme" not in html
    assert "Quiet Theme" in read(client, "/topics/?kind=theme")
    assert "Leeds" not in read(client, "/topics/?kind=theme")


def test_a_word_finds_topics(client: Client) -> None:
    about(make_topic(), ferry_story())
    assert "Shipping" in read(client, "/topics/?q=SHIP")
    html = read(client, "/topics/?q=%3Cb%3E%25")
    assert "No topic of that name" in html
    assert "<b>%" not in html


@pytest.mark.parametrize(
    "url",
    ["/topics/?q=%00", "/topics/?kind=nonsense&page=-1", "/topics/?page=99999999999", "/topics/?q=" + "x" * 3000,
     "/topics/?kind=theme&q=%F0%9F%98%80", "/local/?place=%00&km=-1", "/local/?q=%00", "/local/?q=" + "é" * 3000,
     "/local/?km=999999999999&place=leeds-gb", "/local/?" + "&".join(["place=leeds-gb"] * 500)],
)  # fmt: skip
def test_strange_addresses_break_nothing(client: Client, url: str) -> None:
    read(client, url)


def test_only_reading_is_allowed(client: Client) -> None:
    about(make_topic(), ferry_story())
    for url in ("/topics/", "/topic/shipping/", "/topic/shipping/feed", "/local/"):
        assert client.post(url).status_code == 405


def test_the_feed_is_atom(client: Client) -> None:
    topic = make_topic(name="Ships & <harbours>")
    story = ferry_story(headline="Ferry & “Marigold” <aground>\x0b")
    about(topic, story)
    response = client.get("/topic/shipping/feed")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title") == "Ships & <harbours>"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.findtext(f"{ATOM}updated")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/topic/shipping/",
        "self": "http://testserver/topic/shipping/feed",
    }
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Ferry & “Marigold” <aground>"
    assert entry.findtext(f"{ATOM}id") == f"tag:testserver,2026:story/{story.pk}"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert (link.get("href") or "").startswith(f"http://testserver/story/{story.pk}/")
    assert entry.findtext(f"{ATOM}summary") == "The ferry Marigold ran aground off Skerry Point before dawn."
    ids = [feed.findtext(f"{ATOM}id"), *(e.findtext(f"{ATOM}id") for e in feed.findall(f"{ATOM}entry"))]
    assert len(set(ids)) == len(ids)


def test_the_feed_is_sent_once_until_something_moves(client: Client) -> None:
    topic, story = make_topic(), ferry_story()
    subject = about(topic, story)
    first = client.get("/topic/shipping/feed")
    asked = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/topic/shipping/feed", headers=asked).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/topic/shipping/feed", headers=since).status_code == 304
    subject.moved_at = NOW + timedelta(minutes=1)
    subject.save()
    assert client.get("/topic/shipping/feed", headers=asked).status_code == 200


def test_a_reader_can_follow_a_topic(client: Client, reader: object) -> None:
    about(make_topic(), ferry_story())
    html = read(client, "/topic/shipping/")
    assert 'name="target" value="shipping"' in html
