"""What editors answer and say of topics, each once and with its line in the log."""

from __future__ import annotations

import pytest

from newsstand.errors import InputError
from newsstand.members.models import Reader
from newsstand.newsroom.desk.answers import answer, give_topic, take_topic
from newsstand.newsroom.inaccuracies import corrections_of, report_inaccuracy
from newsstand.newsroom.models import Inaccuracy, LogLine, Story, Subject
from tests.newsroom.making import NOW, make_article, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]


@pytest.fixture
def story() -> Story:
    return make_story(make_article("A headline", "A body of some length."))


def test_a_correction_is_shown_with_its_story_and_noted(story: Story, ed: Reader, eve: Reader) -> None:
    wrong = report_inaccuracy(story, words="It was 209.", now=NOW)
    assert isinstance(wrong, Inaccuracy)
    for words in ("", " ", "x" * 2001):
        with pytest.raises(InputError):
            answer(wrong.pk, words, ed, now=NOW, is_corrected=True)
    answer(wrong.pk, "It was 209, not 212.", ed, now=NOW, is_corrected=True)
    with pytest.raises(InputError):
        answer(wrong.pk, "Never mind.", eve, now=NOW, is_corrected=False)
    assert [c.answer for c in corrections_of(story)] == ["It was 209, not 212."]
    line = LogLine.objects.get()
    assert (line.by, line.verb, line.after["state"]) == ("Ed", "answer", "corrected")


def test_topics_are_given_by_name_and_taken_by_address_word(story: Story, ed: Reader) -> None:
    topic = give_topic(story.pk, "Lost  umbrellas", ed, now=NOW)
    assert give_topic(story.pk, "lost umbrellas", ed, now=NOW) == topic, "the same by any case"
    assert give_topic(story.pk, topic.slug, ed, now=NOW) == topic
    take_topic(story.pk, topic.slug, ed, now=NOW)
    subject = Subject.objects.get()
    assert (subject.removed, subject.decided_by) == (True, "Ed")
    for deed in (
        lambda: give_topic(story.pk, " ", ed, now=NOW),
        lambda: give_topic(10**15, "x", ed, now=NOW),
        lambda: take_topic(story.pk, "no-such", ed, now=NOW),
    ):
        with pytest.raises(InputError):
            deed()
    assert list(LogLine.objects.order_by("pk").values_list("verb", flat=True)) == ["topic_add"] * 3 + [
        "topic_remove"
    ]
