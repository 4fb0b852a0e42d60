"""Sites are asked politely once a day; what they and their pages say is obeyed, and briefs follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from newsstand import model
from newsstand.model import Terms
from newsstand.newsroom.models import Article, Brief, Citation, Publisher, Signal, Story
from newsstand.newsroom.pipeline.signals import ask_sites, obey_terms, overquoted
from newsstand.newsroom.terms import agree, end_agreement
from tests.net.server import ok
from tests.newsroom.making import NOW, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import BARGE, Newsroom, article_page, open_newsroom, wanted_page

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]

NOAI = b"User-agent: *\nContent-Signal: search=yes, ai-input=no\n"
RSL = b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">ai-all</prohibits></license></content></rsl>'
FULL = model.Agreement(level=Terms.FULL, quote_share=1.0, shows_pictures=True, is_agreed=True)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def service() -> Iterator[Newsroom]:
    with open_newsroom(is_alone=False) as newsroom:
        yield newsroom


def herald(newsroom: Newsroom) -> Publisher:
    """A title whose home page is on the test's server."""
    title = make_publisher()
    title.home_page = newsroom.url("/")
    title.save()
    return title


def ask(newsroom: Newsroom) -> int:
    return newsroom.run(ask_sites(newsroom.desk, newsroom.writer))


def obey(newsroom: Newsroom) -> int:
    return newsroom.run(newsroom.writer.do(obey_terms, newsroom.desk))


def test_a_site_is_asked_once_a_day(newsroom: Newsroom) -> None:
    title = herald(newsroom)
    newsroom.says("/robots.txt", ok(NOAI))
    newsroom.says("/.well-known/tdmrep.json", ok(b'[{"location": "/", "tdm-reservation": 1}]'))
    assert ask(newsroom) == 1
    title.refresh_from_db()
    assert title.signals == {"allows_ai": False, "reserves_mining": True}
    assert title.signals_due_at == NOW + timedelta(days=1)
    assert set(Signal.objects.values_list("kind", flat=True)) == {"content_signal", "tdmrep"}
    assert ask(newsroom) == 0
    assert newsroom.server.paths == ["/robots.txt", "/.well-known/tdmrep.json"]
    newsroom.later(days=1)
    newsroom.says("/.well-known/tdmrep.json", b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
    assert ask(newsroom) == 1
    title.refresh_from_db()
    assert title.signals == {"allows_ai": False}
    assert Signal.objects.get(kind="tdmrep").gone_at == newsroom.clock.at


def test_a_licence_is_read_where_robots_names_it(newsroom: Newsroom) -> None:
    title = herald(newsroom)
    newsroom.says("/robots.txt", ok(b"License: /rsl.xml\nLicense: https://elsewhere.example/rsl.xml\n"))
    newsroom.says("/rsl.xml", ok(RSL))
    ask(newsroom)
    title.refresh_from_db()
    assert title.signals == {"allows_ai": False, "licence": newsroom.url("/rsl.xml")}


def test_what_a_site_said_stands_while_it_does_not_answer(newsroom: Newsroom) -> None:
    title = herald(newsroom)
    newsroom.says("/robots.txt", ok(NOAI))
    ask(newsroom)
    newsroom.says("/.well-known/tdmrep.json", b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")
    newsroom.later(days=1)
    ask(newsroom)
    title.refresh_from_db()
    assert title.signals == {"allows_ai": False}
    assert title.signals_due_at == newsroom.clock.at + timedelta(hours=6)
    assert Signal.objects.get().gone_at is None


def test_a_hostile_site_says_nothing_and_costs_nothing(newsroom: Newsroom) -> None:
    title = herald(newsroom)
    newsroom.says("/robots.txt", ok(b"License: /rsl.xml\n" + b"\xff\x00" * 10_000))
    newsroom.says("/.well-known/tdmrep.json", ok(b"[" * 50_000))
    newsroom.says("/rsl.xml", ok(b"<rsl>" + b" " * 300_000 + b"</rsl>"))
    ask(newsroom)
    title.refresh_from_db()
    assert title.signals.keys() <= {"licence"}
    assert Signal.objects.count() == 0


def test_a_pages_signals_are_kept_with_its_article(newsroom: Newsroom) -> None:
    page = wanted_page(newsroom)
    head = '<meta name="robots" content="noarchive">'
    answer = article_page(head=head).replace(b"Content-Type:", b"X-Robots-Tag: nosnippet\r\nContent-Type:", 1)
    article = newsroom.look_at(page, answer).article
    assert article is not None
    assert article.signals == {"forbids_archive": True, "forbids_snippet": True}
    assert set(Signal.objects.values_list("kind", "article")) == {
        ("noarchive", article.pk),
        ("nosnippet", article.pk),
    }
    newsroom.later(hours=1)
    article = newsroom.look_at(page, article_page()).article
    assert article is not None
    assert article.version == 1
    assert article.signals == {}
    assert set(Signal.objects.values_list("gone_at", flat=True)) == {newsroom.clock.at}


def test_a_page_without_an_article_is_heard_all_the_same(newsroom: Newsroom) -> None:
    page = wanted_page(newsroom, raw_content=f"<p>{BARGE[0]}</p>")
    short = article_page(paragraphs=("Soon.",), head='<meta name="robots" content="noai">')
    article = newsroom.look_at(page, short).article
    assert article is not None
    assert (article.read_from, article.signals) == ("feed", {"allows_ai": False})


def told(newsroom: Newsroom) -> tuple[Article, Article]:
    """A story of two titles, with its brief written."""
    first = make_article("Barge hits Old Quay Bridge", "\n\n".join(BARGE))
    second = make_article(
        "Bridge closed after barge collision",
        "Fourteen people were hurt when a barge hit the Old Quay Bridge on Wednesday, hospital officials said.\n\n"
        "“We had four minutes to clear the deck,” said fire chief Dora Lindqvist, who led the rescue.",
        publisher=make_publisher("kurier", "Kurier"),
    )
    story = make_story(first, second)
    Story.objects.filter(pk=story.pk).update(titles=2, brief_wanted="new", language="en")
    newsroom.brief()
    return first, second


def cited() -> set[int]:
    return set(Citation.objects.values_list("article", flat=True))


def test_a_brief_no_longer_rests_on_a_title_that_reserves_summaries(newsroom: Newsroom) -> None:
    first, second = told(newsroom)
    assert cited() == {first.pk, second.pk}
    herald(newsroom)
    newsroom.says("/robots.txt", ok(NOAI))
    Publisher.objects.filter(slug="kurier").update(signals_due_at=NOW + timedelta(days=9))
    ask(newsroom)
    assert newsroom.brief() == 1
    assert cited() == {second.pk}

    agree(first.publisher, FULL, by="ann", now=newsroom.clock.at)
    assert newsroom.brief() == 1
    assert cited() == {first.pk, second.pk}, "it gave its leave"

    agree(first.publisher, replace(FULL, may_summarise=False), by="ann", now=newsroom.later(hours=1))
    newsroom.brief()
    assert cited() == {second.pk}

    for title in Publisher.objects.all():
        agree(title, replace(FULL, may_summarise=False), by="ann", now=newsroom.later(hours=1))
    newsroom.brief()
    assert Brief.objects.count() == 0
    assert Story.objects.get().headline


def test_a_page_that_forbids_summaries_takes_its_sentences_away(newsroom: Newsroom) -> None:
    page = wanted_page(newsroom)
    mine = newsroom.look_at(page, article_page()).article
    assert mine is not None
    other = make_article(
        "Bridge closed", "Fourteen people were hurt when a barge hit the Old Quay Bridge on Wednesday, hospital officials said.",
        publisher=make_publisher("kurier", "Kurier"),
    )  # fmt: skip
    make_story(mine, other)
    Story.objects.update(titles=2, brief_wanted="new", language="en")
    newsroom.brief()
    assert mine.pk in cited()
    newsroom.later(hours=1)
    newsroom.look_at(page, article_page(head='<meta name="robots" content="noai">'))
    newsroom.brief()
    assert cited() == {other.pk}


def test_a_service_quotes_no_more_than_agreed(service: Newsroom) -> None:
    first, second = told(service)
    assert cited() == set(), "a tenth of these is no sentence"
    for title in Publisher.objects.all():
        agree(title, replace(FULL, quote_share=0.5), by="ann", now=NOW)
    service.brief()
    assert cited() <= {first.pk, second.pk}
    assert cited()
    assert overquoted(NOW, is_alone=False) == set()
    lengths = {a.pk: len(a.versions.get().body) for a in (first, second)}
    for pk, length in lengths.items():
        held = {
            n for s, e in Citation.objects.filter(article=pk).values_list("start", "end") for n in range(s, e)
        }
        assert len(held) <= length / 2


def test_an_instance_that_becomes_a_service_mends_its_briefs(newsroom: Newsroom) -> None:
    told(newsroom)
    assert obey(newsroom) == 0
    story = Story.objects.get()
    assert overquoted(NOW, is_alone=False) == {story.pk}
    newsroom.desk.settings = replace(newsroom.desk.settings, is_alone=False)
    newsroom.later(hours=2)
    assert obey(newsroom) == 1
    newsroom.brief()
    assert overquoted(newsroom.clock.at, is_alone=False) == set()
    assert Brief.objects.count() == 0


def test_embargo_and_expiry_open_and_close_a_title_to_briefs(service: Newsroom) -> None:
    first, second = told(service)  # published an hour before
    agree(second.publisher, FULL, by="ann", now=NOW)
    bounded = replace(FULL, embargo=timedelta(hours=3), expires_after=timedelta(days=1))
    agree(first.publisher, bounded, by="ann", now=NOW)
    service.brief()
    assert cited() == {second.pk}
    service.later(hours=3)
    obey(service)
    service.brief()
    assert cited() == {first.pk, second.pk}
    service.later(days=2)
    obey(service)
    service.brief()
    assert cited() == {second.pk}


def test_an_agreement_to_come_begins_with_a_step(newsroom: Newsroom) -> None:
    first, second = told(newsroom)
    agree(first.publisher, replace(FULL, level=Terms.NONE), by="ann", now=NOW, since=NOW + timedelta(hours=2))
    newsroom.brief()
    assert cited() == {first.pk, second.pk}
    newsroom.later(hours=2)
    assert obey(newsroom) >= 1
    newsroom.brief()
    assert cited() == {second.pk}
    end_agreement(first.publisher, now=newsroom.later(hours=1))
    newsroom.brief()
    assert cited() == {first.pk, second.pk}
