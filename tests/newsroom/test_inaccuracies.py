"""What readers say is wrong: measured, listed, settled once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsstand.newsroom.inaccuracies import (
    IN_AN_HOUR,
    IN_AN_HOUR_UNNAMED,
    LONGEST_WORDS,
    TooMany,
    corrections_of,
    open_inaccuracies,
    report_inaccuracy,
    settle,
)
from newsstand.newsroom.models import Inaccuracy, Story
from tests.newsroom.making import NOW, make_article, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]


@pytest.fixture
def story() -> Story:
    return make_story(make_article("A headline", "A body of some length."))


def test_a_reader_sends_so_many_an_hour(story: Story) -> None:
    from newsstand.members.models import Reader

    ada = Reader.objects.make(email="ada@reader.example", name="Ada", now=NOW)
    for _ in range(IN_AN_HOUR):
        assert isinstance(report_inaccuracy(story, words="No.", now=NOW, reader=ada), Inaccuracy)
    assert report_inaccuracy(story, words="No.", now=NOW, reader=ada) == TooMany(IN_AN_HOUR)
    assert isinstance(report_inaccuracy(story, words="No.", now=NOW), Inaccuracy), "others still may"
    later = NOW + timedelta(minutes=61)
    assert isinstance(report_inaccuracy(story, words="No.", now=later, reader=ada), Inaccuracy)


def test_all_who_are_not_signed_in_share_one_measure(story: Story) -> None:
    sent = [report_inaccuracy(story, words="No.", now=NOW) for _ in range(IN_AN_HOUR_UNNAMED + 2)]
    assert sum(isinstance(s, TooMany) for s in sent) == 2
    assert open_inaccuracies().count() == IN_AN_HOUR_UNNAMED


def test_what_comes_in_is_bounded_and_storable(story: Story) -> None:
    made = report_inaccuracy(
        story,
        words="x\0" * 9000,
        now=NOW,
        place="p" * 99,
        sentence="s\ud800" * 9000,
        address="a" * 999,
    )
    assert isinstance(made, Inaccuracy)
    made.refresh_from_db()
    assert len(made.words) == LONGEST_WORDS
    assert "\0" not in made.words
    assert len(made.place) == 40
    assert len(made.address) == 254


def test_the_desk_settles_each_once_the_longest_waiting_first(story: Story) -> None:
    late = report_inaccuracy(story, words="Second.", now=NOW)
    early = report_inaccuracy(story, words="First.", now=NOW - timedelta(hours=2))
    assert isinstance(late, Inaccuracy)
    assert isinstance(early, Inaccuracy)
    assert [i.words for i in open_inaccuracies()] == ["First.", "Second."]
    assert settle(early, "Ed", "It was 209, not 212.", NOW, is_corrected=True)
    assert not settle(early, "Eve", "Never mind.", NOW)
    assert (early.state, early.answer, early.settled_by) == ("corrected", "It was 209, not 212.", "Ed")
    assert settle(late, "Ed", "The passage bears it.", NOW)
    assert not open_inaccuracies()
    assert [c.answer for c in corrections_of(story)] == ["It was 209, not 212."]
