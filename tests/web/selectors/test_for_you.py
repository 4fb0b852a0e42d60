from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string

from newsstand.members.for_you import Because
from newsstand.members.models import Reader
from newsstand.model.interest import Feature, Interest
from newsstand.web.selectors.following import why_in_words
from newsstand.web.selectors.for_you import (
    for_you_block,
    in_words,
    rows_to_keep,
    titles_to_begin,
    topics_to_begin,
)
from tests.members.for_you.world import do, finish, make_paper
from tests.web.newsroom import NOW


@pytest.mark.parametrize(
    ("because", "words"),
    [
        (
            Because(kind="followed", feature=Feature("topic", "rail"), name="Rail"),
            "Because you follow Rail",
        ),
        (Because(kind="followed", feature=Feature("story", "1"), name="x"), "Because you follow this story"),
        (
            Because(kind="learned", feature=Feature("topic", "rail"), name="Rail", finished=3, opened=1),
            "Because you read 4 stories on Rail",
        ),
        (
            Because(kind="learned", feature=Feature("title", "echo"), name="Echo", finished=1),
            "Because you read 1 story in Echo",
        ),
        (
            Because(kind="learned", feature=Feature("section", "uk"), name="UK", opened=2),
            "Because you read 2 stories of the section UK",
        ),
        (
            Because(kind="learned", feature=Feature("topic", "rail"), name="Rail", saved=1),
            "Because you saved 1 story on Rail",
        ),
        (Because(kind="everyone", titles=9, place=1), "Everyone should know this: 9 titles report it"),
        (
            Because(kind="everyone", titles=1, place=2),
            "Everyone should know this: place 2 of the lead stories",
        ),
        (
            Because(kind="unexpected", feature=Feature("topic", "chess"), name="Chess"),
            "Something else: you have seldom read about Chess",
        ),
        (Because(kind="lead", place=7), "Among the lead stories: place 7"),
        (Because(kind="near"), "New here: to find out what you like"),
    ],
)
def test_every_because_has_its_words(because: Because, words: str) -> None:
    assert in_words(because) == words


def test_an_interest_says_what_it_was_learned_from() -> None:
    learned = Interest(
        feature=Feature("topic", "x"), name="X", at=NOW, finished=4, opened=1, saved=2, hidden=1
    )
    assert (
        why_in_words(learned)
        == "4 stories read to the end, 1 story opened, 2 stories saved, once “less of this”"
    )


@pytest.mark.django_db
def test_the_block_shows_what_is_theirs_alone(reader: Reader) -> None:
    made = make_paper()
    assert not for_you_block(reader, NOW).is_begun
    assert for_you_block(reader, NOW).picks == []
    assert rows_to_keep(reader, NOW, ()) == []
    do(reader, "follow", "topic", "theme-3")
    for story in (made[8], made[25]):
        finish(reader, story)
    block = for_you_block(reader, NOW)
    assert 0 < len(block.picks) <= 4
    assert {p.kind for p in block.picks} <= {"followed", "learned", "unexpected"}
    first = block.picks[0].card.id
    assert first not in {p.card.id for p in for_you_block(reader, NOW, without={first}).picks}
    rows = rows_to_keep(reader, NOW, {first})
    assert rows
    assert all(row["story"] != first and row["why"] for row in rows)


@pytest.mark.django_db
def test_the_block_is_drawn_begun_or_not(reader: Reader) -> None:
    make_paper()
    begin = render_to_string("web/_for_you.html", {"for_you": for_you_block(reader, NOW), "now": NOW})
    assert "Choose what to follow" in begin
    do(reader, "follow", "topic", "theme-3")
    drawn = render_to_string("web/_for_you.html", {"for_you": for_you_block(reader, NOW), "now": NOW})
    assert "Because you follow Theme 3" in drawn


@pytest.mark.django_db
def test_what_to_begin_with_is_what_leads_now(django_assert_max_num_queries: Any) -> None:
    assert topics_to_begin() == titles_to_begin() == []
    make_paper()
    with django_assert_max_num_queries(8):
        topics, titles = topics_to_begin(), titles_to_begin()
    assert len(topics) == 8
    assert topics[0].kind == "topic"
    assert {t.key for t in titles} <= {f"title-{n}" for n in range(12)}
