"""Operators mean the same on every store: these tests run on both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsstand.newsroom.models import Article, Publisher, Subject, Topic
from newsstand.newsroom.search import Indexed, find_articles, index_articles, narrow, search_articles
from tests.newsroom.making import NOW, make_article, make_publisher, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]
COUNTRIES = {"germany": "DE", "united kingdom": "GB"}


def place(article: Article, **fields: object) -> Article:
    """Change what an article is, and index it so."""
    Article.objects.filter(pk=article.pk).update(**fields)
    version = article.versions.get()
    words = (version.headline, version.standfirst, version.body, article.publisher.name)
    index_articles([Indexed(article.pk, *words, before=words)])
    return article


@pytest.fixture
def shelf() -> dict[str, Article]:
    kurier = make_publisher("kurier", "Kurier am Morgen")
    Publisher.objects.filter(pk=kurier.pk).update(country="DE")
    ledger = make_publisher("northern-ledger", "Northern Ledger")
    found = {
        "cup": place(
            make_article("Cup final ends", "The bridge was full.", publisher=ledger),
            section="Football", language="en-GB", byline="By Jo Pike", published_at=NOW - timedelta(days=1),
        ),
        "old": place(
            make_article("Bridge of old", "A bridge stood here.", publisher=ledger),
            section="Money", language="en", byline="Ann O’Neill and Pike Jones", published_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC),
        ),
        "kurier": place(
            make_article("Brücke gesperrt", "Die Bridge bleibt zu.", publisher=kurier),
            section="Sport", language="de", byline="Jö Müller", published_at=NOW,
        ),
        "none": make_article("Silence", "Nothing to see."),
    }  # fmt: skip
    topic = Topic.objects.create(slug="final", name="The Final", kind="theme", added_at=NOW)
    Topic.objects.create(slug="cup", name="Cup", kind="theme", added_at=NOW, merged_into=topic)
    Subject.objects.create(topic=topic, story=make_story(found["cup"]), moved_at=NOW)
    return found


def found(shelf: dict[str, Article], query: str, zone: object = UTC) -> set[str]:
    names = {article.pk: name for name, article in shelf.items()}
    narrowed = narrow(query, zone=zone, countries=COUNTRIES)  # type: ignore[arg-type]
    assert not narrowed.unknown
    return {names[hit.article] for hit in find_articles(narrowed.wanted).hits}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("bridge title:northern-ledger", {"cup", "old"}),
        ('bridge title:"Northern Ledger"', {"cup", "old"}),
        ("bridge title:LEDGER", {"cup", "old"}),
        ("bridge -title:ledger", {"kurier"}),
        ("title:kurier", {"kurier"}),
        ("bridge section:sport", {"cup", "kurier"}),
        ("bridge section:football", {"cup", "kurier"}),
        ("bridge -section:sport", {"old"}),
        ("bridge section:business", {"old"}),
        ("bridge language:en", {"cup", "old"}),
        ("bridge language:english", {"cup", "old"}),
        ("bridge language:Deutsch", {"kurier"}),
        ("bridge country:de", {"kurier"}),
        ("bridge country:Germany", {"kurier"}),
        ("bridge country:uk", {"cup", "old"}),
        ("by:pike", {"cup", "old"}),
        ('by:"jo pike"', {"cup"}),
        ('by:"pike jo"', set()),
        ("by:jo", {"cup", "kurier"}),
        ("bridge -by:pike", {"kurier"}),
        ("pike", set()),
        ("bridge before:2026", {"old"}),
        ("bridge after:2026-03-12", {"kurier"}),
        ("bridge after:2026 before:2026-03-12", {"cup"}),
        ("before:2026", {"old"}),
        ("after:2026-03 -section:sport -silence", set()),
        ("topic:final", {"cup"}),
        ("topic:cup bridge", {"cup"}),
        ("bridge -topic:final", {"old", "kurier"}),
        ("brid*", {"cup", "old", "kurier"}),
        ("brück*", {"kurier"}),
        ('"cup fin"*', {"cup"}),
        ("br*", set()),
        ("bridge -sto*", {"cup", "kurier"}),
        ('bridge -"stood here"', {"cup", "kurier"}),
        ("-bridge", set()),
        ("-title:ledger", set()),
        ("t1", set()),
        ("marks:t1", set()),
    ],
)
def test_what_operators_find(shelf: dict[str, Article], query: str, names: set[str]) -> None:
    assert found(shelf, query) == names


def test_a_day_begins_where_the_reader_is(shelf: dict[str, Article]) -> None:
    assert found(shelf, "bridge after:2026-01-01 before:2026-01-02") == set()
    assert found(shelf, "bridge after:2026-01-01 before:2026-01-02", ZoneInfo("Europe/Berlin")) == {"old"}


@pytest.mark.parametrize(
    ("query", "why", "meant"),
    [
        ("bridge title:Nothern", "title", "Northern Ledger"),
        ('bridge title:"nothern leger"', "title", "Northern Ledger"),
        ("bridge title:xyzzy", "title", ""),
        ("bridge topic:finale", "topic", ""),
        ('bridge topic:"The Finale"', "topic", "The Final"),
        ("bridge section:sprot", "section", "Sport"),
        ("bridge language:germn", "language", "German"),
        ("bridge country:germny", "country", "Germany"),
        ("bridge before:2026-02-30", "date", ""),
        ("bridge after:tomorrow", "date", ""),
    ],
)
def test_what_names_nothing_is_left_out_and_said(
    shelf: dict[str, Article], query: str, why: str, meant: str
) -> None:
    narrowed = narrow(query, countries=COUNTRIES)
    assert [(u.why, u.meant) for u in narrowed.unknown] == [(why, meant)]
    assert len(find_articles(narrowed.wanted).hits) == 3


def test_best_is_what_says_all_in_the_headline_then_in_the_standfirst_then_what_is_newer() -> None:
    made = {
        "newest": make_article("Nothing", "A zebra crossing."),
        "headline": make_article("Zebra crossing shut", "Cars wait."),
        "standfirst": make_article("Zebra", "Cars wait.", standfirst="At the crossing"),
        "partly": make_article("Zebra runs", "Over a crossing."),
        "newer": make_article("Else", "The zebra crossing again."),
    }
    for days, name in enumerate(made):
        place(made[name], published_at=NOW - timedelta(days=days))
    names = {article.pk: name for name, article in made.items()}
    best = [names[h.article] for h in find_articles(narrow("zebra crossing").wanted).hits]
    assert best == ["headline", "standfirst", "partly", "newest", "newer"]
    newest = find_articles(narrow("zebra crossing").wanted, order="new").hits
    assert [names[h.article] for h in newest] == list(made)
    assert sorted((h.score for h in newest), reverse=True) == [h.score for h in newest]


def test_only_the_newest_are_looked_at_but_a_headline_is_found_beyond_them() -> None:
    old = place(make_article("Zebra escapes", "Stripes."), published_at=NOW - timedelta(days=9))
    older = place(make_article("Else", "A zebra of long ago."), published_at=NOW - timedelta(days=10))
    for n in range(6):
        make_article(f"Zoo {n}", "A zebra.")
    found = find_articles(narrow("zebra").wanted, most=4)
    assert found.has_more
    assert len(found.hits) == 4
    assert found.hits[0].article == old.pk
    assert older.pk not in {hit.article for hit in found.hits}
    assert not find_articles(narrow("zebra").wanted, most=8).has_more


def test_an_article_moves_with_its_time_its_title_and_its_byline() -> None:
    article = make_article("Zebra", "Stripes.")
    for n in range(3):  # several of one minute
        make_article(f"Zebra {n}", "Stripes.")
    place(article, published_at=NOW - timedelta(days=400), byline="Jo Pike")
    assert [h.article for h in search_articles("zebra before:2026", limit=5)] == [article.pk]
    assert [h.article for h in search_articles("zebra by:pike", limit=5)] == [article.pk]
    place(article, published_at=NOW, byline="Ann Jones")
    assert search_articles("zebra before:2026", limit=5) == []
    assert search_articles("zebra by:pike", limit=5) == []
    assert len(search_articles("zebra", limit=9)) == 4


def test_many_articles_of_one_minute_each_have_their_place() -> None:
    made = [make_article("Zebra", "Stripes.") for _ in range(3)]
    same = {a.pk: a.pk + 4096 * 3 for a in made}  # would stand in the same row of SQLite's index
    for old, new in same.items():
        row = Article.objects.get(pk=old)
        Article.objects.create(
            pk=new, publisher=row.publisher, url=f"{row.url}x", url_key=f"{row.url}x", headline="Zebra",
            published_at=row.published_at, first_seen_at=NOW, changed_at=NOW,
        )  # fmt: skip
        index_articles([Indexed(new, "Zebra", "", "", "x")])
    assert {h.article for h in search_articles("zebra", limit=9)} == {*same, *same.values()}


def test_an_article_that_is_gone_and_a_title_that_may_not_be_shown_are_not_found(
    shelf: dict[str, Article],
) -> None:
    shelf["kurier"].delete()
    assert found(shelf, "bridge") == {"cup", "old"}
    Publisher.objects.filter(slug="northern-ledger").update(terms="none")
    assert found(shelf, "bridge") == set()
