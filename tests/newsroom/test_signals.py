"""What sites and pages say is stored with its dates: first seen, last seen, gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from newsstand import model
from newsstand.extract.site_signals import SiteFiles, read_site
from newsstand.newsroom.models import Article, Publisher, Signal, Story
from newsstand.newsroom.signals import note_page_signals, note_site_signals, signals_row, site_row
from tests.newsroom.making import NOW, make_article, make_publisher, make_story

LATER = NOW + timedelta(days=1)
NOAI = "User-agent: *\nContent-Signal: ai-input=no"
stored = [pytest.mark.store, pytest.mark.django_db]


def signal(kind: Any, value: str = "") -> model.Signal:
    return model.Signal(kind=kind, value=value)


def of_site(robots: str = "", tdmrep: bytes = b"") -> Any:
    return read_site(SiteFiles(origin="https://herald.example", robots=robots, tdmrep=tdmrep))


@pytest.mark.parametrize(
    ("signals", "row"),
    [
        ([], {}),
        ([signal("noai")], {"allows_ai": False}),
        ([signal("content_usage", "train-ai=n")], {}),
        ([signal("content_usage", "bots=n")], {"allows_ai": False}),
        ([signal("tdmrep", "1")], {"reserves_mining": True}),
        ([signal("tdmrep", "0")], {"reserves_mining": False}),
        ([signal("tdmrep", "1"), signal("tdmrep", "0")], {"reserves_mining": True}),
        ([signal("noarchive"), signal("nosnippet")], {"forbids_archive": True, "forbids_snippet": True}),
        ([signal("max_snippet", "90"), signal("max_snippet", "20")], {"most_snippet": 20}),
        ([signal("nopicture")], {"forbids_picture": True}),
        ([signal("is_free", "no")], {"is_free": False}),
        ([signal("rsl", "/rsl.xml")], {"licence": "/rsl.xml"}),
    ],
)
def test_what_a_page_says_as_it_is_stored(signals: list[model.Signal], row: dict[str, Any]) -> None:
    assert signals_row(signals) == row
    known = {f: v for f, v in row.items() if f in model.Signals.__slots__}
    assert known == row, "every field is one of the model's"


@pytest.mark.parametrize(
    ("robots", "tdmrep", "row"),
    [
        ("", b"", {}),
        (NOAI, b"", {"allows_ai": False}),
        ("", b'[{"location": "/*", "tdm-reservation": 1}]', {"reserves_mining": True}),
        ("User-agent: *\nDisallow: /", b"", {"allows_robot": False}),
        ("User-agent: *\nContent-Signal: search=no", b"", {"forbids_snippet": True}),
        (
            "User-agent: perplexitybot\nDisallow: /premium/",
            b'[{"location": "/a", "tdm-reservation": 1}]',
            {"rules": {"allows_ai": [[["/premium/", False]]], "reserves_mining": [["/a", True]]}},
        ),
    ],
)
def test_what_a_site_says_as_it_is_stored(robots: str, tdmrep: bytes, row: dict[str, Any]) -> None:
    assert site_row(of_site(robots, tdmrep)) == row


class TestStored:
    pytestmark = stored

    def test_a_signal_comes_stays_and_goes(self) -> None:
        title = make_publisher()
        for moment in (NOW, LATER):
            note_site_signals(title, of_site(NOAI), moment + timedelta(days=1), moment)
        row = Signal.objects.get()
        assert (row.kind, row.value, row.url) == (
            "content_signal",
            "ai-input=no",
            "https://herald.example/robots.txt",
        )
        assert (row.first_seen_at, row.seen_at, row.gone_at) == (NOW, LATER, None)
        assert Publisher.objects.get().signals == {"allows_ai": False}
        gone = LATER + timedelta(days=1)
        note_site_signals(title, of_site(), gone + timedelta(days=1), gone)
        row.refresh_from_db()
        assert (row.seen_at, row.gone_at) == (LATER, gone)
        assert Publisher.objects.get().signals == {}
        note_site_signals(title, of_site(NOAI), gone + timedelta(days=3), gone + timedelta(days=2))
        assert Signal.objects.count() == 2

    def test_briefs_are_wanted_where_a_site_says_something_else(self) -> None:
        title = make_publisher()
        story = make_story(make_article("A", "Body."), make_article("B", "Body."))
        Story.objects.update(titles=2)
        assert note_site_signals(title, of_site(NOAI), LATER, NOW)
        assert Story.objects.get(pk=story.pk).brief_wanted
        Story.objects.update(brief_wanted="")
        assert not note_site_signals(title, of_site(NOAI), LATER, NOW)
        assert Story.objects.get(pk=story.pk).brief_wanted == ""

    def test_a_page_that_says_nothing_costs_no_row_and_no_query(self, django_assert_num_queries: Any) -> None:
        article = make_article("A", "Body.")
        with django_assert_num_queries(0):
            assert not note_page_signals(article, (), article.url, NOW)

    def test_a_page_is_heard_and_what_others_wrote_beside_it_stays(self) -> None:
        article = make_article("A", "Body.")
        Article.objects.update(signals={"picture_withdrawn": "https://a/1.jpg"})
        article.refresh_from_db()
        assert note_page_signals(article, [signal("noarchive")], article.url, NOW)
        article.refresh_from_db()
        assert article.signals == {"forbids_archive": True, "picture_withdrawn": "https://a/1.jpg"}
        assert note_page_signals(article, (), article.url, LATER)
        article.refresh_from_db()
        assert article.signals == {"picture_withdrawn": "https://a/1.jpg"}
        assert Signal.objects.get().gone_at == LATER
