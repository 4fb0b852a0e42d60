"""Finite editions on the page: by day, with an end, as they were; and what was missed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsstand.members.models import Mute, OpenedEdition, Reader, Reading
from newsstand.newsroom.models import Slot, Story
from tests.web.newsroom import MORNING, NOW, fill, make_daily

pytestmark = [pytest.mark.store, pytest.mark.django_db]

ADDRESS = "/edition/2026-03-12/morning/"


def read(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_an_edition_is_numbered_and_ends(client: Client) -> None:
    make_daily(fill(15))
    html = read(client)
    assert [f'<p class="number">{n}</p>' in html for n in range(1, 17)] == [True] * 15 + [False]
    assert html.index('<p class="number">1</p>') < html.index('<p class="number">2</p>')
    assert "You are done." in html
    assert "The evening edition appears at 18:00." in html
    assert "I have read it all" not in html  # nobody in particular reads


def test_it_says_what_it_said_then_and_why(client: Client) -> None:
    stories = fill(15)
    make_daily(stories)
    Story.objects.update(headline="Something else by now")
    html = read(client)
    assert "Then: The matter of number 3" in html
    assert "Something else by now" not in html.replace("something-else-by-now", "")
    assert html.count("moved since the edition before") == 15


def test_parts_stand_in_order(client: Client) -> None:
    stories = fill(15)
    edition = make_daily(stories)
    Slot.objects.filter(edition=edition, story=stories[3]).update(
        desk="picks", line="Because of the <b>bees</b>", chosen_by="Ed"
    )
    Slot.objects.filter(edition=edition, story=stories[14]).update(desk="good_news")
    html = read(client)
    assert html.index("Culture</h2>") < html.index("Our Picks") < html.index("Good News")
    assert "Because of the &lt;b&gt;bees&lt;/b&gt;" in html


def test_the_reader_sees_how_far_they_are_and_says_when_they_are_done(client: Client, reader: Reader) -> None:
    stories = fill(14)
    make_daily(stories)
    for story in stories[:5]:
        Reading.objects.create(reader=reader, story=story, first_at=NOW, last_at=NOW)
    html = read(client)
    assert '<progress id="read" max="14" value="5">' in html
    assert "5 of 14 read" in html
    assert "You read 5 stories of 14." in html
    response = client.post(f"{ADDRESS}finish")
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}#done")
    html = read(client)
    assert "You have read it all." in html
    assert "I have read it all" not in html
    assert "· read" in read(client, "/editions/")


def test_what_is_muted_is_left_out_and_counted(client: Client, reader: Reader) -> None:
    stories = fill(14)
    make_daily(stories)
    Mute.objects.create(reader=reader, kind="story", key=str(stories[0].pk), name="x", made_at=NOW)
    html = read(client)
    assert "Ferry Marigold" not in html
    assert "1 story that you muted is left out." in html
    assert "0 of 13 read" in html


def test_what_was_for_a_reader_stays_when_they_come_back(client: Client, reader: Reader) -> None:
    stories = fill(16)
    edition = make_daily(stories[:12])
    OpenedEdition.objects.create(
        reader=reader, edition=edition, opened_at=NOW,
        for_you=[{"story": stories[14].pk, "why": "Because you follow <Bees>"}, {"story": stories[2].pk}, "nonsense", {"story": "x"}],
    )  # fmt: skip
    html = read(client)
    assert "Because you follow &lt;Bees&gt;" in html
    assert html.count(f">{stories[14].headline}</a>") == 1
    assert html.count(f'data-story="{stories[2].pk}"') == 1


def test_an_edition_that_is_unchanged_is_not_sent_again(client: Client, reader: Reader) -> None:
    make_daily(fill(12))
    response = client.get(ADDRESS)
    assert client.get(ADDRESS, headers={"If-None-Match": response["ETag"]}).status_code == 304
    client.post(f"{ADDRESS}finish")
    assert client.get(ADDRESS, headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_opening_is_noted_once(client: Client, reader: Reader) -> None:
    make_daily(fill(12))
    read(client)
    read(client)
    assert OpenedEdition.objects.count() == 1


def test_editions_are_of_the_readers_zone(client: Client, reader: Reader) -> None:
    stories = fill(13)
    make_daily(stories[:4])
    make_daily(stories[4:], zone="Asia/Kathmandu", at=NOW.replace(hour=0, minute=15), day=NOW.date())
    assert "Then: The matter of number 8" not in read(client)
    assert "Then: The matter of number 8" in read(client, f"{ADDRESS}?zone=Asia/Kathmandu")
    assert "Then: The matter of number 8" not in read(client, f"{ADDRESS}?zone=Mars/Base")
    Reader.objects.update(time_zone="Asia/Kathmandu")
    assert "Then: The matter of number 8" in read(client)
    assert f'href="{ADDRESS}"' in read(client, "/editions/")


def test_a_zone_without_editions_reads_the_papers(client: Client, reader: Reader) -> None:
    make_daily(fill(12))
    Reader.objects.update(time_zone="America/Lima")
    assert f'href="{ADDRESS}?zone=Europe/London"' in read(client, "/editions/")
    assert "Then: The matter" in read(client)


def test_days_come_with_their_first_headlines(client: Client) -> None:
    stories = fill(15)
    for days in range(20):
        make_daily(stories[days % 3 :], at=MORNING - timedelta(days=days))
    make_daily(stories[4:], at=NOW, kind="evening")
    html = read(client, "/editions/")
    assert html.count('class="day"') == 14
    assert html.count('class="paper-of-day"') == 15
    assert "Then: Ferry Marigold aground off Skerry Point" in html
    assert read(client, "/editions/?page=2").count('class="day"') == 6
    assert "No edition has appeared yet" in read(client, "/editions/?page=3")


def test_before_the_first_one_the_page_says_so(client: Client) -> None:
    assert "No edition has appeared yet" in read(client, "/editions/")


@pytest.mark.parametrize(
    "address",
    [
        "/edition/2026-03-12/evening/", "/edition/2026-03-12/noon/", "/edition/2026-02-30/morning/",
        "/edition/0000-00-00/morning/", "/edition/9999-12-31/morning/", "/edition/2026-03-12/morning", "/edition/x/morning/",
    ],
)  # fmt: skip
def test_an_edition_that_is_none_is_not_there(client: Client, address: str) -> None:
    make_daily(fill(4))
    assert client.get(address, follow=True).status_code == 404 or address.endswith("morning")


@pytest.mark.parametrize("query", ["zone=%00", "zone=../../etc", "zone=" + "x" * 3000, "page=-1", "page=99999999999", "days=%00", "days=-3",
                                   "days=99999", "since=2026-13-45", "since=9999-12-31", "since=0001-01-01", "since=%F0%9F%90%9D"])  # fmt: skip
@pytest.mark.parametrize("address", ["/editions/", ADDRESS, "/catch-up/"])
def test_nothing_asked_for_breaks_a_page(client: Client, address: str, query: str) -> None:
    make_daily(fill(4))
    assert client.get(f"{address}?{query}").status_code == 200


def test_an_edition_of_the_future_is_not_there_yet(client: Client) -> None:
    make_daily(fill(4), at=NOW + timedelta(hours=4), kind="evening", day=NOW.date())
    assert client.get("/edition/2026-03-12/evening/").status_code == 404


def test_an_edition_of_which_nothing_may_be_shown_is_gone(client: Client) -> None:
    make_daily(fill(4))
    Story.objects.update(spiked_at=NOW)
    assert client.get(ADDRESS).status_code == 404


def test_finishing_is_for_readers_and_by_post(client: Client, editor: Reader) -> None:
    make_daily(fill(4))
    assert client.post(f"{ADDRESS}finish").status_code == 404
    client.force_login(editor)
    assert client.get(f"{ADDRESS}finish").status_code == 405
    assert client.post("/edition/2026-03-12/evening/finish").status_code == 404


def test_public_pages_may_be_kept_and_personal_ones_not(client: Client, editor: Reader) -> None:
    make_daily(fill(4))
    for address in ("/editions/", ADDRESS, "/catch-up/"):
        assert client.get(address)["Cache-Control"].startswith("public")
    client.force_login(editor)
    for address in ("/editions/", ADDRESS, "/catch-up/"):
        assert client.get(address)["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("count", [6, 40])
def test_queries_are_few_and_flat(
    client: Client, reader: Reader, count: int, django_assert_max_num_queries: Any
) -> None:
    stories = fill(count)
    for days in range(3):
        make_daily(stories, at=MORNING - timedelta(days=days))
    for address in ("/editions/", ADDRESS, "/catch-up/"):
        with django_assert_max_num_queries(40):
            client.get(address)


def test_catching_up_tells_each_day_by_what_stood_highest(client: Client, reader: Reader) -> None:
    stories = fill(20)
    make_daily(stories[:8], at=MORNING - timedelta(days=2))
    make_daily(stories[8:16], at=MORNING - timedelta(days=1))
    make_daily(stories[:2], at=MORNING)
    html = read(client, "/catch-up/?days=3")
    today, yesterday, before = (html.index(f'id="day-2026-03-{day}"') for day in (12, 11, 10))
    assert today < yesterday < before
    assert html.count('class="lines"') == 3
    assert html.count(f">{stories[0].headline}</a>") == 1
    assert html.count("data-story") <= 15
    assert 'id="day-2026-03-10"' not in read(client, "/catch-up/?since=2026-03-11")


def test_catching_up_starts_where_the_reader_left(client: Client, reader: Reader) -> None:
    Reader.objects.update(away_since=NOW - timedelta(days=5))
    fill(6)
    assert "What mattered since Saturday 7 March 2026" in read(client, "/catch-up/")
    response = client.post("/catch-up/", follow=True)
    assert "You have caught up." in response.content.decode()
    assert Reader.objects.get().away_since is None
    assert "Welcome back" not in read(client, "/")


def test_who_is_not_signed_in_has_nothing_to_catch_up_with(client: Client) -> None:
    make_daily(fill(6))
    assert "I have caught up" not in read(client, "/catch-up/")
    assert client.post("/catch-up/").status_code == 404


def test_the_front_page_names_the_current_edition(client: Client) -> None:
    make_daily(fill(14))
    assert f'<a href="{ADDRESS}">The morning edition: 14 stories</a>' in read(client, "/")
