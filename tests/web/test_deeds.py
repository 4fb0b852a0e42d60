"""What a reader's state adds to stories in lists, and that it costs three queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsstand.members.models import Follow, Reader, Reading, Saved
from newsstand.members.state import ReaderState
from newsstand.web.deeds import Later, Places, ReadersMarks, marks_of, menu_of
from newsstand.web.selectors.cards import Card, cards_of, listed_stories
from tests.web.newsroom import NOW, make_article, make_story, make_title

HOSTILE = '"><script>alert(1)</script><!--d2-->'


def card(number: int, **more: Any) -> Card:
    return Card(
        id=number, url="/", headline=str(number), standfirst="", language="en", moved_at=NOW, reports=2, title_count=2,
        section=None, picture=None, **more,
    )  # fmt: skip


def page_of(*cards: Card) -> Places:
    later = Later()
    html = "".join(
        f'<article class="item{later.in_class(c)}">{later.words(c)}{later.buttons(c)}</article>'
        for c in cards
    )
    return Places(html, {c.id: c for c in cards})


def test_nobody_in_particular_has_no_marks() -> None:
    assert page_of(card(1)).bare() == '<article class="item"></article>'


def test_each_reader_gets_their_own_marks_of_one_page() -> None:
    page = page_of(card(1), card(2))
    usual = page.marked(ReadersMarks())
    one = page.marked(ReadersMarks(read={1: NOW}, saved=frozenset({2})))
    assert usual.count(">Save</button>") == 2
    assert one.startswith('<article class="item seen"><span class="unseen">You have read this.</span>')
    assert one.count('value="save story 1"') == one.count('value="unsave story 2"') == 1
    assert "unsave" not in page.marked(ReadersMarks())  # what one reader saved is not left for the next


def test_a_story_that_moved_since_it_was_read_is_not_marked_as_read() -> None:
    before = NOW - timedelta(hours=1)
    marks = ReadersMarks(read={1: before, 2: before}, followed=frozenset({2}))
    assert marks.in_class(card(1)) == marks.words(card(1)) == ""
    assert marks.words(card(2)) == '<p class="followed">Followed: new since you read it</p>'


def test_the_menu_names_the_topic_and_the_lone_title() -> None:
    alone = card(1, topic=("rail", "Rail"), title="beacon", titles=["The Beacon"])
    assert menu_of(alone, is_followed=True) == [
        ("unfollow story 1", "No longer follow"),
        ("skip story 1", "Less of this"),
        ("mute story 1 7", "Hide it for 7 days"),
        ("mute topic rail 7", "Mute “Rail” for 7 days"),
        ("mute title beacon", "Mute “The Beacon”"),
    ]
    assert len(menu_of(card(1), is_followed=False)) == 3


def test_hostile_names_are_words_and_open_no_place() -> None:
    one = card(1, topic=("rail", HOSTILE))
    html = page_of(one, card(2)).marked(ReadersMarks(saved=frozenset({1})))
    assert "<script" not in html
    assert "&lt;!--d2--&gt;" in html


@pytest.mark.store
@pytest.mark.django_db
@pytest.mark.parametrize("since", [None, NOW - timedelta(days=14)])
def test_marks_are_of_the_reader_alone(
    reader: Reader, client: Client, since: Any, django_assert_num_queries: Any
) -> None:
    title, second = make_title("Northern Ledger"), make_title("Harbour Echo")
    lone = make_story([make_article(title, "Told once")])
    told = make_story([make_article(t, f"Told by {t.name}") for t in (title, second)])
    other = Reader.objects.make(email="b@reader.example", now=NOW)
    Reading.objects.create(reader=reader, article=lone.opened_by, first_at=NOW, last_at=NOW)
    Reading.objects.create(reader=other, story=told, first_at=NOW, last_at=NOW)
    Saved.objects.create(reader=reader, story=told, made_at=NOW)
    Saved.objects.create(reader=other, story=lone, made_at=NOW)
    Follow.objects.create(reader=reader, kind="story", key=str(told.pk), name="x", made_at=NOW)
    Follow.objects.create(reader=reader, kind="topic", key=str(lone.pk), name="x", made_at=NOW)
    cards = cards_of(listed_stories())
    with django_assert_num_queries(3):
        marks = marks_of(ReaderState(reader, NOW), cards, since=since)
    assert set(marks.read) == {lone.pk}  # who read its only report has read the story
    assert marks.saved == marks.followed == {told.pk}
