from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsstand.members.models import Mute, Reader, SavedSearch
from newsstand.model import Terms
from newsstand.newsroom.models import Publisher, Subject, Topic
from tests.web.newsroom import NOW, ferry_story, make_article, make_story, make_title

pytestmark = pytest.mark.django_db


def read(client: Client, path: str, **given: str) -> str:
    response = client.get(path, given)
    assert response.status_code == 200
    return response.content.decode()


def test_search_finds_marks_and_names_a_story_once(client: Client) -> None:
    story = ferry_story()
    html = read(client, "/search", q="holloway")
    assert "Articles that say “holloway”" in html
    assert "<mark>Holloway</mark>" in html
    assert "3 reports." in html
    assert html.count("<h2") == 1
    assert "2 more reports of it" in html
    assert f"/story/{story.pk}/" in html


def test_search_says_when_nothing_is_found(client: Client) -> None:
    ferry_story()
    assert "No article says all of these words." in read(client, "/search", q="marigold xylophone")
    assert "There is nothing to look for" in read(client, "/search", q="-marigold")
    assert "Search more exactly" in read(client, "/search")


def test_search_snippets_obey_the_terms(client: Client) -> None:
    ferry_story()
    Publisher.objects.update(terms=Terms.HEADLINE)
    html = read(client, "/search", q="holloway")
    assert "<mark>Holloway</mark>" not in html
    assert "Ferry Marigold aground off Skerry Point" in html
    Publisher.objects.update(terms=Terms.NONE)
    assert "Ferry Marigold" not in read(client, "/search", q="holloway")


def test_search_escapes_what_is_typed(client: Client) -> None:
    html = read(client, "/search", q='"><script>alert(1)</script> title:"<b>"')
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "query",
    [
        "%00", "%22", "a%22 OR NEAR(", "-", "%F0%9F%92%A9", "x" * 5000, "q=*&page=-1", "a&page=999999999", "a&order=x",
        "title:%00", "after:9999", "before:0001-01-01", "topic:" + "y" * 300, "by:-", "-title:a -b:c", "t*", "the*&page=50",
        "language:zz country:zz section:zz title:zz topic:zz before:zz",
    ],
)  # fmt: skip
def test_any_query_is_answered(client: Client, query: str) -> None:
    ferry_story()
    assert client.get(f"/search?q={query}").status_code == 200


@pytest.mark.parametrize("number", [5, 45])
def test_search_turns_its_pages_with_as_many_queries(
    client: Client, django_assert_max_num_queries: Any, number: int
) -> None:
    title = make_title("Prolific")
    for _ in range(number):
        make_story([make_article(title, "A zebra")])
    with django_assert_max_num_queries(16):
        first = read(client, "/search", q="zebra")
    assert first.count("<h2") == min(number, 20)
    assert ("?q=zebra&amp;page=2" in first) is (number > 20)
    if number > 20:
        last = read(client, "/search", q="zebra", page="3", order="new")
        assert last.count("<h2") == 5
        assert '<ol class="articles" start="41">' in last
        assert "?q=zebra&amp;order=new&amp;page=2" in last


def test_the_best_or_the_newest_come_first(client: Client) -> None:
    title = make_title("Northern Ledger")
    make_article(title, "Zebra escapes", hours=48)
    make_article(title, "At the zoo", body="A zebra is new there.", hours=1)
    best, newest = read(client, "/search", q="zebra"), read(client, "/search", q="zebra", order="new")
    assert best.index("escapes") < best.index("At the zoo")
    assert newest.index("At the zoo") < newest.index("escapes")


def test_what_names_nothing_is_said_with_what_was_meant(client: Client) -> None:
    ferry_story()
    html = read(client, "/search", q="ferry title:Nothern before:2026-02-31")
    assert "There is no title “Nothern”." in html
    assert "Did you mean Northern Ledger?" in html
    assert "q=ferry+title%3A%22Northern+Ledger%22+before%3A2026-02-31" in html
    assert "“2026-02-31” is no day" in html
    assert "This part is left out of the search." in html
    assert "Ferry Marigold" in html.replace("<mark>", "").replace("</mark>", "")


def test_where_all_is_left_out_nothing_was_looked_for(client: Client) -> None:
    ferry_story()
    html = read(client, "/search", q="language:klingonish")
    assert "No language is called “klingonish”." in html
    assert "There is nothing to look for" in html
    assert "No article says all of these words" not in html
    assert "Fewer words find more" not in html


def test_days_begin_in_the_readers_zone(client: Client, reader: Reader) -> None:
    article = make_article(make_title("Northern Ledger"), "Zebra at midnight")
    at = NOW.replace(hour=20) - timedelta(days=1)  # 11 March here, 12 March in Tokyo
    type(article).objects.filter(pk=article.pk).update(published_at=at)
    from newsstand.newsroom.search import Indexed, index_articles

    index_articles([Indexed(article.pk, "Zebra at midnight", "", "", "x")])
    assert "Zebra" not in results(read(client, "/search", q="zebra after:2026-03-12"))
    reader.time_zone = "Asia/Tokyo"
    reader.save()
    assert "Zebra" in results(read(client, "/search", q="zebra after:2026-03-12"))


def results(html: str) -> str:
    return html[html.index('<ol class="articles"') :]


def test_a_title_or_topic_of_that_name_is_offered(client: Client) -> None:
    story = ferry_story()
    topic = Topic.objects.create(slug="skerry-point", name="Skerry Point", kind="place", added_at=NOW)
    Subject.objects.create(topic=topic, story=story, moved_at=NOW)
    assert 'href="/topic/skerry-point/">Go to the topic Skerry Point' in read(
        client, "/search", q="skerry point"
    )
    assert 'href="/title/northern-ledger/">Go to the title' in read(client, "/search", q="northern ledger")
    assert "3 reports." in read(client, "/search", q='topic:"Skerry Point" marigold')


def test_what_is_muted_is_found_and_marked(client: Client, reader: Reader) -> None:
    ferry_story()
    Mute.objects.create(reader=reader, kind="word", key="ferry", name="Ferry", made_at=NOW)
    html = read(client, "/search", q="holloway")
    assert "you muted “Ferry”" in html


def test_searches_are_saved_opened_renamed_removed_and_put_back(client: Client, reader: Reader) -> None:
    ferry_story()
    assert "Save this search" in read(client, "/search", q="holloway")
    sent = {"q": "holloway", "next": "/search?q=holloway"}
    assert "A saved search" in client.post("/my/searches/save", sent, follow=True).content.decode()
    search = SavedSearch.objects.get()
    SavedSearch.objects.update(seen_at=NOW - timedelta(days=1))
    assert "3 new reports" in read(client, "/my/searches/")
    read(client, "/search", q="holloway")
    assert "Nothing new" in read(client, "/my/searches/")
    client.post(f"/my/searches/{search.pk}/rename", {"name": "The harbour master"})
    assert "The harbour master" in read(client, "/my/searches/")
    assert (
        "A search needs a name."
        in client.post(f"/my/searches/{search.pk}/rename", {"name": " "}, follow=True).content.decode()
    )
    html = client.post(f"/my/searches/{search.pk}/remove", follow=True).content.decode()
    assert "“The harbour master” is removed." in html
    assert not SavedSearch.objects.exists()
    back = {"q": "holloway", "name": "The harbour master", "seen": (NOW - timedelta(hours=1)).isoformat()}
    client.post("/my/searches/save", back)
    found = SavedSearch.objects.get()
    assert (found.name, found.seen_at) == ("The harbour master", NOW - timedelta(hours=1))


def test_another_readers_search_is_not_there(client: Client, reader: Reader) -> None:
    other = Reader.objects.make(name="Bo", now=NOW)
    search = SavedSearch.objects.create(reader=other, query="a", name="a", made_at=NOW, seen_at=NOW)
    for deed in ("rename", "remove"):
        assert client.post(f"/my/searches/{search.pk}/{deed}", {"name": "b"}).status_code == 404
        assert client.post(f"/my/searches/{10**30}/{deed}", {"name": "b"}).status_code == 404


def test_nobody_saves_a_search_unasked(client: Client, reader: Reader) -> None:
    assert client.get("/my/searches/save").status_code == 405
    html = client.post("/my/searches/save", {"q": "-a", "seen": "x"}, follow=True).content.decode()
    assert "this one asks for nothing" in html
