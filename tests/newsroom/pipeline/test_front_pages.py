"""Front pages are looked at again and again; what they put first counts for the stories that they put there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from newsstand.newsroom.models import FrontPage, Page, Placement
from newsstand.newsroom.pipeline.editions import candidates, make_edition
from newsstand.newsroom.pipeline.front_pages import AFTER_TROUBLE, KEPT
from tests.net.server import Reply, ok, status
from tests.newsroom.making import NOW, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import Newsroom, open_newsroom

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]

HEADLINES = (
    "Barge hits Old Quay Bridge and hurts twelve",
    "Council votes to close the swimming pool for two years",
    "Ferry company to hire forty more sailors before summer",
    "Night trains return to the coast after eleven years",
)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


def front(newsroom: Newsroom) -> FrontPage:
    row = make_publisher().front_page
    row.url = newsroom.url("/home")
    row.save()
    return row


def home(newsroom: Newsroom, *order: int, **headers: str) -> bytes:
    links = "".join(
        f'<article><h2><a href="{newsroom.url(f"/2026/03/story-number-{n}?utm_source=front")}">{HEADLINES[n]}</a></h2>'
        "<p>A sentence that leads into it.</p></article>"
        for n in order
    )
    html = f"<!doctype html><html><head><title>Valley Herald</title></head><body><main>{links}</main></body></html>"
    return ok(html.encode(), Content_Type="text/html", **headers)


def places(newsroom: Newsroom) -> list[tuple[int, str]]:
    newest = Placement.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    rows = Placement.objects.filter(seen_at=newest).order_by("place").values_list("place", "url_key")
    return [(place, key.removeprefix(newsroom.url("/2026/03/story-number-"))) for place, key in rows]


def test_the_order_of_a_front_page_is_kept(newsroom: Newsroom) -> None:
    page = front(newsroom)
    newsroom.says("/home", home(newsroom, 2, 0, 3, 1, 0))
    assert newsroom.look_at_front_pages() == 1
    assert places(newsroom) == [(1, "2"), (2, "0"), (3, "3"), (4, "1")]
    page.refresh_from_db()
    assert (page.outcome, page.observed_at, page.due_at) == ("fetched", NOW, NOW + timedelta(minutes=30))
    assert newsroom.look_at_front_pages() == 0


def test_another_order_is_another_look(newsroom: Newsroom) -> None:
    front(newsroom)
    newsroom.says("/home", home(newsroom, 0, 1, 2))
    newsroom.look_at_front_pages()
    newsroom.later(minutes=30)
    newsroom.says("/home", home(newsroom, 1, 3))
    newsroom.look_at_front_pages()
    assert places(newsroom) == [(1, "1"), (2, "3")]
    assert Placement.objects.count() == 5
    newsroom.later(days=KEPT.days + 1)
    newsroom.look_at_front_pages()
    assert Placement.objects.count() == 2, "what is older than anyone looks back is let go"


def test_not_modified_is_the_same_order_seen_again(newsroom: Newsroom) -> None:
    page = front(newsroom)
    newsroom.says("/home", home(newsroom, 1, 0, ETag='"one"'))
    newsroom.look_at_front_pages()
    later = newsroom.later(minutes=30)
    newsroom.says("/home", status("304 Not Modified"))
    newsroom.look_at_front_pages()
    assert newsroom.server.requests[-1].headers["If-None-Match"] == '"one"'
    assert sorted(Placement.objects.values_list("place", "seen_at")) == [(1, later), (2, later)]
    page.refresh_from_db()
    assert (page.outcome, page.observed_at) == ("not_modified", later)


@pytest.mark.parametrize(
    ("reply", "outcome", "wait"),
    [
        (status("500 Oh"), "server_error", AFTER_TROUBLE),
        (status("404 Not Found"), "not_found", AFTER_TROUBLE),
        (ok(b"<html><body>Back soon</body></html>"), "fetched", timedelta(minutes=30)),
        (ok(b"\0\1\2"), "fetched", timedelta(minutes=30)),
    ],
)
def test_trouble_is_named_and_costs_nothing_that_was_seen(
    newsroom: Newsroom, reply: Reply, outcome: str, wait: timedelta
) -> None:
    page = front(newsroom)
    newsroom.says("/home", home(newsroom, 0, 1))
    newsroom.look_at_front_pages()
    later = newsroom.later(minutes=30)
    newsroom.says("/home", reply)
    newsroom.look_at_front_pages()
    page.refresh_from_db()
    assert (page.outcome, page.due_at, page.observed_at) == (outcome, later + wait, NOW)
    assert page.detail
    assert Placement.objects.count() == 2


def test_robots_have_a_say(newsroom: Newsroom) -> None:
    page = front(newsroom)
    newsroom.says("/robots.txt", ok(b"User-agent: *\nDisallow: /home\n"))
    newsroom.says("/home", home(newsroom, 0))
    newsroom.look_at_front_pages()
    page.refresh_from_db()
    assert page.outcome == "robots_disallowed"
    assert "/home" not in newsroom.server.paths


def test_a_place_on_a_front_page_lifts_the_story(newsroom: Newsroom) -> None:
    front(newsroom)
    plain, lifted = make_article("Council votes"), make_article("Barge hits bridge")
    lifted.url_key = newsroom.url("/2026/03/story-number-0")
    lifted.save()
    first, second = make_story(plain), make_story(lifted)
    newsroom.says("/home", home(newsroom, 0, 2))
    newsroom.look_at_front_pages()
    edition = make_edition(newsroom.desk)
    assert edition is not None
    slots = list(edition.slots.all())
    assert [s.story_id for s in slots] == [second.pk, first.pk]
    reasons = {r["name"]: r for r in slots[0].reasons}
    assert reasons["front_page"]["value"] > 0
    assert "place 1" in reasons["front_page"]["detail"]
    assert "front_page" not in {r["name"] for r in slots[1].reasons}


@pytest.mark.parametrize("key", ["/2026/03/story-number-0", "/2026/03/another-address-of-it"])
def test_a_link_to_any_address_of_an_article_counts(newsroom: Newsroom, key: str) -> None:
    front(newsroom)
    article = make_article("Barge hits bridge")
    article.url_key = newsroom.url("/canonical/barge")
    article.save()
    make_story(article)
    for path in ("/2026/03/story-number-0", "/2026/03/another-address-of-it"):
        Page.objects.create(
            publisher=article.publisher,
            url=newsroom.url(path),
            url_key=newsroom.url(path),
            first_seen_at=NOW,
            article=article,
        )
    newsroom.says(
        "/home",
        ok(home(newsroom, 0, 1).partition(b"\r\n\r\n")[2].replace(b"/2026/03/story-number-0", key.encode())),
    )
    newsroom.look_at_front_pages()
    assert Placement.objects.filter(url_key=newsroom.url(key)).exists()
    (candidate,) = candidates(newsroom.desk, NOW)
    assert [(s.publisher, s.place) for s in candidate.sightings] == [("valley-herald", 1)]


def test_what_stands_where_it_stood_is_only_seen_again(newsroom: Newsroom) -> None:
    front(newsroom)
    newsroom.says("/home", home(newsroom, 0, 1, 2))
    newsroom.look_at_front_pages()
    rows = {p.place: p.pk for p in Placement.objects.all()}
    later = newsroom.later(minutes=30)
    newsroom.says("/home", home(newsroom, 0, 2, 1))
    newsroom.look_at_front_pages()
    now = Placement.objects.filter(seen_at=later)
    assert now.get(place=1).pk == rows[1]
    assert places(newsroom) == [(1, "0"), (2, "2"), (3, "1")]
    assert Placement.objects.count() == 5


def test_a_page_knows_since_when_it_has_carried_an_article(newsroom: Newsroom) -> None:
    front(newsroom)
    newsroom.says("/home", home(newsroom, 0, 1))
    newsroom.look_at_front_pages()
    newsroom.later(minutes=30)
    newsroom.says("/home", home(newsroom, 2, 0))
    newsroom.look_at_front_pages()
    last = newsroom.later(minutes=60)
    newsroom.says("/home", home(newsroom, 1, 2, 0))
    newsroom.look_at_front_pages()
    since = dict(Placement.objects.filter(seen_at=last).values_list("place", "since"))
    assert since == {1: last, 2: NOW + timedelta(minutes=30), 3: None}, "what left and came back is new again"
    newsroom.later(hours=5)
    newsroom.says("/home", home(newsroom, 3, 1))
    newsroom.look_at_front_pages()
    newest = Placement.objects.filter(seen_at=newsroom.clock.at).order_by("place")
    assert [p.since for p in newest] == [None, last], "nobody was there when the first of them came"


def test_a_page_that_changes_is_looked_at_sooner_and_one_that_stands_later(newsroom: Newsroom) -> None:
    page = front(newsroom)

    def look(*order: int) -> float:
        """Minutes until the next look, after one that finds this order, or the same as before."""
        newsroom.says("/home", home(newsroom, *order, ETag='"x"') if order else status("304 Not Modified"))
        assert newsroom.look_at_front_pages() == 1
        page.refresh_from_db()
        wait = (page.due_at - newsroom.clock.at) / timedelta(minutes=1)
        newsroom.later(minutes=wait)
        return wait

    assert look(0, 1) == 30, "the setting's, to begin with"
    assert look(1, 0) == 21
    assert [round(look(*order), 1) for order in ((0, 1), (1, 0), (0, 1))] == [14.7, 10.3, 10]
    assert [round(look(), 1) for _ in range(7)] == [14, 19.6, 27.4, 38.4, 53.8, 60, 60]


def test_an_unchanged_page_writes_no_row(newsroom: Newsroom) -> None:
    front(newsroom)
    newsroom.says("/home", home(newsroom, 0, 1, 2, ETag='"x"'))
    newsroom.look_at_front_pages()
    rows = set(Placement.objects.values_list("pk", flat=True))
    for reply in (home(newsroom, 0, 1, 2, ETag='"x"'), status("304 Not Modified")):
        later = newsroom.later(hours=1)
        newsroom.says("/home", reply)
        newsroom.look_at_front_pages()
        assert set(Placement.objects.values_list("pk", "seen_at")) == {(pk, later) for pk in rows}


def test_a_candidates_sightings_say_whose_how_large_since_when_and_whether_still(newsroom: Newsroom) -> None:
    page = front(newsroom)
    page.publisher.owner = "Valley Media"
    page.publisher.save()
    article = make_article("Barge hits bridge")
    article.url_key, article.words = newsroom.url("/2026/03/story-number-0"), 480
    article.save()
    make_story(article)
    newsroom.says("/home", home(newsroom, 0, 1))
    newsroom.look_at_front_pages()
    later = newsroom.later(minutes=30)
    (before,) = candidates(newsroom.desk, later)
    newsroom.says("/home", home(newsroom, 1, 2))
    newsroom.look_at_front_pages()
    (after,) = candidates(newsroom.desk, later)
    assert before.coverage[0].words == 480
    (seen,) = before.sightings
    assert (seen.owner, seen.size, seen.first_seen_at, seen.left_at) == ("Valley Media", 1.0, None, None)
    assert [s.left_at for s in after.sightings] == [later]
