"""What titles ask of us, on a real store."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from newsstand.errors import ActRefused
from newsstand.members.models import Demand, Letter, Reader
from newsstand.members.representing.demands import (
    DEMANDS_AN_HOUR,
    TooMany,
    answer_demand,
    find_article,
    make_demand,
    open_demands,
)
from newsstand.newsroom.models import Article, LogLine, Page, Publisher, Story
from tests.web.newsroom import make_article, make_brief, make_story, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


@pytest.fixture
def title() -> Publisher:
    return make_title("The Beacon")


@pytest.fixture
def ada(title: Publisher) -> Reader:
    reader = Reader.objects.make(email="ada@beacon.example", name="Ada", role="publisher", now=NOW)
    reader.titles.add(title)
    return reader


def make_page(article: Article, state: str = "read") -> Page:
    return Page.objects.create(
        publisher=article.publisher,
        url=article.url + "?from=feed",
        url_key=article.url_key + "/feed",
        state=state,
        first_seen_at=NOW,
        article=article,
    )


def ask(title: Publisher, article: Article, reader: Reader, kind: str, **fields: Any) -> Demand:
    given = {"words": "The minister never said that.", "now": NOW} | fields
    demand = make_demand(title, article, reader, kind=kind, **given)
    assert isinstance(demand, Demand)
    return demand


@pytest.mark.parametrize(
    "text",
    ["{pk}", " {pk} ", "/article/{pk}/a-ferry", "https://paper.example/article/{pk}/", "{url}", "{bare}", "{url}/feed"],
)  # fmt: skip
def test_an_article_is_found_by_number_and_by_either_address(title: Publisher, text: str) -> None:
    article = make_article(title, "A ferry runs aground")
    make_page(article)
    told = text.format(pk=article.pk, url=article.url, bare=article.url.removeprefix("https://"))
    assert find_article(title, told) == article


@pytest.mark.parametrize(
    "text", ["", "0", "9" * 30, "no address", "https://", "javascript:alert(1)", "\0", "٣"]
)
def test_what_names_no_article_finds_none(title: Publisher, text: str) -> None:
    make_article(title, "A ferry runs aground")
    assert find_article(title, text) is None


def test_another_titles_article_is_not_found(title: Publisher) -> None:
    article = make_article(make_title("The Herald"), "A ferry runs aground")
    assert find_article(title, str(article.pk)) is None
    assert find_article(title, article.url) is None


@pytest.mark.store
def test_a_takedown_acts_at_once_is_logged_and_answered(title: Publisher, ada: Reader) -> None:
    article = make_article(title, "A ferry runs aground")
    story = make_story([article, make_article(make_title("The Herald"), "Ferry aground")])
    make_brief(story, [article])
    demand = ask(title, article, ada, "takedown")
    article.refresh_from_db()
    assert article.withdrawn_at == NOW
    assert Story.objects.get(pk=story.pk).brief_wanted
    assert (demand.state, demand.answered_at, demand.answered_by) == ("done", NOW, "Ada")
    line = LogLine.objects.get()
    assert (line.verb, line.by, line.story_number, line.why) == (
        "takedown",
        "Ada",
        story.pk,
        "The minister never said that.",
    )
    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == ("demand_taken_down", "ada@beacon.example")
    assert "A ferry runs aground" in letter.subject
    assert "The minister never said that." in letter.text


def test_a_picture_alone_is_taken_down(title: Publisher, ada: Reader) -> None:
    article = make_article(title, "A ferry runs aground", image_url="https://beacon.example/ferry.jpg")
    ask(title, article, ada, "takedown", reaches="picture")
    article.refresh_from_db()
    assert (article.withdrawn_at, article.image_url) == (None, "")
    assert "picture" in Letter.objects.get().subject


@pytest.mark.store
def test_a_correction_waits_for_an_editor_and_its_page_is_looked_at_again(
    title: Publisher, ada: Reader
) -> None:
    article = make_article(title, "A ferry runs aground")
    page, busy = make_page(article), make_article(title, "Other")
    assert page.due_at is None
    demand = ask(title, article, ada, "correction")
    page.refresh_from_db()
    assert (page.due_at, page.state) == (NOW, "read")
    assert list(open_demands()) == [demand]
    assert not Page.objects.filter(article=busy).exists()
    assert Letter.objects.get().kind == "demand_received"


@pytest.mark.store
@pytest.mark.parametrize(("is_done", "state", "subject"), [(True, "done", "Corrected:"), (False, "refused", "Not corrected:")])  # fmt: skip
def test_an_editor_answers_once(
    title: Publisher, ada: Reader, is_done: bool, state: str, subject: str
) -> None:
    ed = Reader.objects.make(email="ed@desk.example", name="Ed", role="editor", now=NOW)
    demand = ask(title, make_article(title, "A ferry runs aground"), ada, "correction")
    answered = answer_demand(demand.pk, "We changed the brief.", ed, now=NOW, is_done=is_done)
    assert (answered.state, answered.answered_by, answered.answer) == (state, "Ed", "We changed the brief.")
    with pytest.raises(ActRefused, match="before"):
        answer_demand(demand.pk, "Something else entirely.", ed, now=NOW, is_done=not is_done)
    demand.refresh_from_db()
    assert (demand.state, demand.answer) == (state, "We changed the brief.")
    letter = Letter.objects.get(kind="demand_answered")
    assert letter.subject.startswith(subject)
    assert "We changed the brief." in letter.text
    assert LogLine.objects.get().verb == "demand"


def test_an_answer_says_something(title: Publisher, ada: Reader) -> None:
    demand = ask(title, make_article(title, "A ferry runs aground"), ada, "correction")
    with pytest.raises(ActRefused, match="what was changed"):
        answer_demand(demand.pk, " ", ada, now=NOW, is_done=True)
    with pytest.raises(ActRefused, match="too long"):
        answer_demand(demand.pk, "x" * 2001, ada, now=NOW, is_done=True)
    with pytest.raises(ActRefused, match="no such"):
        answer_demand(demand.pk + 1, "Changed it.", ada, now=NOW, is_done=True)


def test_nobody_asks_for_another_titles_article(title: Publisher, ada: Reader) -> None:
    other = make_article(make_title("The Herald"), "A ferry runs aground")
    with pytest.raises(ActRefused):
        make_demand(title, other, ada, kind="takedown", words="Out with it.", now=NOW)
    other.refresh_from_db()
    assert other.withdrawn_at is None


def test_so_many_in_an_hour(title: Publisher, ada: Reader) -> None:
    article = make_article(title, "A ferry runs aground")
    for number in range(DEMANDS_AN_HOUR):
        ask(title, article, ada, "correction", words=f"Wrong in paragraph {number}.")
    taken = make_demand(title, article, ada, kind="correction", words="And once more.", now=NOW)
    assert isinstance(taken, TooMany)
    assert Demand.objects.count() == DEMANDS_AN_HOUR


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_asks_once(title: Publisher, ada: Reader) -> None:
    article = make_article(title, "A ferry runs aground")
    start = threading.Barrier(2)

    def press() -> None:
        try:
            start.wait(10)
            ask(title, article, ada, "takedown")
            ask(title, article, ada, "correction")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(Demand.objects.values_list("kind", flat=True)) == ["correction", "takedown"]
    assert Letter.objects.count() == 2
