from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from newsstand.members.acting import undo
from newsstand.members.for_you import (
    forget_all,
    learn_from,
    list_for,
    note_shown,
    remove_interest,
    restore_interest,
)
from newsstand.members.models import Interest, Lesson, Reader
from newsstand.model.interest import Feature
from newsstand.newsroom.models import Story
from tests.members.for_you.world import about, do, finish, make_paper, make_reader
from tests.web.newsroom import NOW, make_article, make_story, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.store]
RAIL = Feature("topic", "rail")


@pytest.fixture
def ada() -> Reader:
    return make_reader()


def rail(number: int = 1) -> Story:
    title = make_title(f"Rail Gazette {number}")
    return about(make_story([make_article(title, f"Trains, part {number}")], section="business"), "rail")


def row(reader: Reader, feature: Feature = RAIL) -> Interest | None:
    return Interest.objects.filter(reader=reader, kind=feature.kind, key=feature.key).first()


def test_what_was_read_to_the_end_is_learned_with_its_name(ada: Reader) -> None:
    finish(ada, rail())
    learn_from(ada, NOW)
    found = row(ada)
    assert found is not None
    assert (found.name, found.finished, found.opened, found.liked) == ("Rail", 1, 0, 1.0)
    title = row(ada, Feature("title", "rail-gazette-1"))
    section = row(ada, Feature("section", "business"))
    assert title is not None
    assert title.name == "Rail Gazette 1"
    assert section is not None
    assert section.name == "Business"


def test_learned_once_however_often_and_in_one_query(ada: Reader, django_assert_num_queries: Any) -> None:
    finish(ada, rail())
    learn_from(ada, NOW)
    before = row(ada)
    with django_assert_num_queries(1):
        learn_from(ada, NOW)
    after = row(ada)
    assert before is not None
    assert after is not None
    assert (before.liked, before.seen) == (after.liked, after.seen)


def test_opened_then_finished_then_saved_is_one_story(ada: Reader) -> None:
    story = rail()
    do(ada, "read", "story", story.pk, depth=10, seconds=9)
    learn_from(ada, NOW)
    first = row(ada)
    assert first is not None
    assert (first.opened, first.finished) == (1, 0)
    finish(ada, story)
    learn_from(ada, NOW)
    do(ada, "save", "story", story.pk)
    learn_from(ada, NOW)
    found = row(ada)
    assert found is not None
    assert (found.opened, found.finished, found.saved) == (0, 0, 1)
    assert found.liked == pytest.approx(1.0)
    assert Lesson.objects.get(reader=ada).kind == "saved"


def test_an_article_teaches_for_its_story_and_its_title(ada: Reader) -> None:
    one, other = make_title("Echo"), make_title("Beacon")
    articles = [make_article(one, "Trains stop"), make_article(other, "Trains halt")]
    about(make_story(articles), "rail")
    do(ada, "read", "article", articles[1].pk, depth=100, seconds=60)
    learn_from(ada, NOW)
    assert row(ada) is not None
    assert row(ada, Feature("title", "beacon")) is not None
    assert row(ada, Feature("title", "echo")) is None


def test_less_of_this_counts_against_a_story_and_a_topic(ada: Reader) -> None:
    do(ada, "skip", "story", rail().pk)
    learn_from(ada, NOW)
    found = row(ada)
    assert found is not None
    assert (found.hidden, found.liked) == (1, 0.0)
    do(ada, "skip", "topic", "rail")
    learn_from(ada, NOW)
    found = row(ada)
    assert found is not None
    assert found.hidden == 2
    assert found.seen == pytest.approx(8.0)


def test_what_was_taken_back_is_unlearned(ada: Reader) -> None:
    deed = do(ada, "skip", "story", rail().pk)
    finish(ada, rail(2))
    learn_from(ada, NOW)
    undo(deed, now=NOW)
    learn_from(ada, NOW)
    found = row(ada)
    assert found is not None
    assert (found.hidden, found.finished) == (0, 1)


def test_what_is_taken_out_of_the_history_is_unlearned(ada: Reader) -> None:
    story = rail()
    finish(ada, story)
    learn_from(ada, NOW)
    do(ada, "unread", "story", story.pk)
    learn_from(ada, NOW)
    assert row(ada) is None
    assert not Lesson.objects.filter(reader=ada).exists()


def test_who_keeps_no_history_teaches_nothing_by_reading(ada: Reader) -> None:
    finish(ada, rail())
    ada.keeps_history = False
    ada.save()
    learn_from(ada, NOW)
    assert row(ada) is None


def test_removed_stays_removed_until_restored(ada: Reader) -> None:
    finish(ada, rail())
    learn_from(ada, NOW)
    assert remove_interest(ada, RAIL, NOW)
    assert not remove_interest(ada, RAIL, NOW)
    for number in range(2, 5):
        finish(ada, rail(number))
    learn_from(ada, NOW)
    found = row(ada)
    assert found is not None
    assert (found.removed_at, found.finished) == (NOW, 1)
    assert restore_interest(ada, RAIL)
    finish(ada, rail(9))
    learn_from(ada, NOW)
    found = row(ada)
    assert found is not None
    assert (found.removed_at, found.finished) == (None, 2)


def test_everything_can_be_forgotten_and_does_not_come_back(ada: Reader) -> None:
    deed = finish(ada, rail())
    learn_from(ada, NOW)
    forget_all(ada, NOW)
    assert row(ada) is None
    undo(deed, now=NOW)
    learn_from(ada, NOW)
    assert row(ada) is None
    finish(ada, rail(2))
    learn_from(ada, NOW)
    assert row(ada) is not None


def test_what_is_passed_over_teaches_after_some_hours_and_only_once(ada: Reader) -> None:
    make_paper()
    picks = list_for(ada, NOW).picks
    note_shown(ada, picks, NOW)
    finish(ada, Story.objects.get(pk=picks[0].story))
    learn_from(ada, NOW + timedelta(hours=1))
    assert set(Lesson.objects.values_list("kind", flat=True)) == {"finished"}
    for _ in range(2):
        learn_from(ada, NOW + timedelta(hours=4))
    kinds = list(Lesson.objects.order_by("kind").values_list("kind", flat=True))
    assert kinds == ["finished"] + ["skipped"] * (len(picks) - 1)
    assert not Interest.objects.filter(seen__gt=len(picks)).exists()


def test_one_readers_deeds_teach_nothing_of_another(ada: Reader) -> None:
    eve = Reader.objects.make(name="Eve", now=NOW)
    finish(ada, rail())
    learn_from(eve, NOW)
    assert row(eve) is None
