from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.members.models import Mute, Reader
from newsstand.members.muting import Muting, folded_words, says
from newsstand.newsroom.models import Brief, Story, Subject, Topic
from newsstand.web.selectors.cards import card_of, listed_stories
from tests.web.newsroom import NOW, ferry_story, make_article, make_story, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def ada() -> Reader:
    return Reader.objects.make(name="Ada", now=NOW)


def mute(reader: Reader, kind: str, key: str, **fields: Any) -> Mute:
    return Mute.objects.create(
        reader=reader, kind=kind, key=key, name=key.title(), **({"made_at": NOW} | fields)
    )


def hidden(reader: Reader, *stories: Story) -> dict[int, tuple[str, str]]:
    found = Muting.of(reader, NOW).hidden_among(stories)
    return {pk: (why.kind, why.key) for pk, why in found.items()}


def test_without_mutes_nothing_is_hidden_and_nothing_is_asked(
    ada: Reader, django_assert_num_queries: Any
) -> None:
    story = ferry_story()
    with django_assert_num_queries(1):
        muting = Muting.of(ada, NOW)
        assert not muting
        assert muting.hides(story) is None
    with django_assert_num_queries(0):
        assert Muting.of(None, NOW).shown([story]) == [story]


def test_a_story_a_section_and_a_word_hide(ada: Reader) -> None:
    title = make_title("Northern Ledger")
    stories = [
        make_story([make_article(title, line)], section=section)
        for line, section in (("One", "uk"), ("Two", "Wirtschaft"), ("Lottery won twice", "uk"), ("Four", ""))
    ]
    mute(ada, "story", str(stories[0].pk))
    mute(ada, "section", "business")
    mute(ada, "word", "lottery")
    assert hidden(ada, *stories) == {
        stories[0].pk: ("story", str(stories[0].pk)),
        stories[1].pk: ("section", "business"),
        stories[2].pk: ("word", "lottery"),
    }
    assert Muting.of(ada, NOW).shown(stories) == [stories[3]]


def test_a_title_hides_what_no_other_title_reports(ada: Reader) -> None:
    muted, other = make_title("Muted Mail"), make_title("Other Observer")
    alone = make_story([make_article(muted, "Told by one"), make_article(muted, "Told by one again")])
    both = make_story([make_article(muted, "Told by two"), make_article(other, "Told by two, too")])
    mute(ada, "title", "muted-mail")
    assert hidden(ada, alone, both) == {alone.pk: ("title", "muted-mail")}
    mute(ada, "title", "other-observer")
    assert set(hidden(ada, alone, both)) == {alone.pk, both.pk}


def test_a_topic_hides_unless_an_editor_took_it_off_and_also_after_it_was_merged(ada: Reader) -> None:
    title = make_title("Northern Ledger")
    about, removed, merged = (make_story([make_article(title, f"Matter {name}")]) for name in ("a", "b", "c"))
    king = Topic.objects.create(slug="king", name="The King", kind="person", added_at=NOW)
    crown = Topic.objects.create(slug="crown", name="The Crown", kind="theme", added_at=NOW)
    Topic.objects.create(slug="monarchy", name="Monarchy", kind="theme", added_at=NOW, merged_into=crown)
    Subject.objects.create(topic=king, story=about, moved_at=NOW)
    Subject.objects.create(topic=king, story=removed, moved_at=NOW, removed=True)
    Subject.objects.create(topic=crown, story=merged, moved_at=NOW)
    mute(ada, "topic", "king")
    mute(ada, "topic", "monarchy")
    assert hidden(ada, about, removed, merged) == {
        about.pk: ("topic", "king"),
        merged.pk: ("topic", "monarchy"),
    }


def test_a_word_in_the_standfirst_of_the_brief_hides_and_a_card_is_asked_like_a_story(ada: Reader) -> None:
    story = ferry_story()
    Brief.objects.filter(story=story).update(standfirst="A Löttery of sorts")
    mute(ada, "word", "lottery")
    card = card_of(listed_stories().get(pk=story.pk))
    why = Muting.of(ada, NOW).hides(card)
    assert why is not None
    assert (why.kind, why.name) == ("word", "Lottery")


def test_a_mute_that_ran_out_and_another_readers_mute_hide_nothing(ada: Reader) -> None:
    story = ferry_story()
    mute(ada, "word", "ferry", until=NOW)
    mute(Reader.objects.make(name="Bo", now=NOW), "story", str(story.pk))
    assert hidden(ada, story) == {}
    Mute.objects.update(until=NOW + timedelta(seconds=1))
    assert hidden(ada, story) == {story.pk: ("word", "ferry")}


@pytest.mark.parametrize("number", [3, 40])
def test_a_list_of_any_length_takes_as_many_queries(
    ada: Reader, number: int, django_assert_num_queries: Any
) -> None:
    title = make_title("Northern Ledger")
    stories = [make_story([make_article(title, f"Matter {n}")]) for n in range(number)]
    for kind in ("section", "title", "topic", "word", "story"):
        mute(ada, kind, "nothing-here")
    muting = Muting.of(ada, NOW)
    with django_assert_num_queries(4):
        assert muting.hidden_among(stories) == {}


def test_a_single_report_is_told_by_its_title_section_and_words(ada: Reader) -> None:
    for kind, key in (("title", "muted-mail"), ("section", "sport"), ("word", "cup final")):
        mute(ada, kind, key)
    muting = Muting.of(ada, NOW)
    assert muting.of_report(headline="A matter", title="muted-mail") is not None
    assert muting.of_report(headline="A matter", section="Football") is not None
    assert muting.of_report(headline="A matter", standfirst="The cup-final is near") is not None
    assert muting.of_report(headline="A final cup", title="other", section="news") is None


@pytest.mark.parametrize(
    ("text", "word", "is_said"),
    [
        ("Trump’s plan", "trump", True),
        ("Trumpets sound", "trump", False),
        ("L’Élysée s’explique", "elysee", True),
        ("STRASSE gesperrt", "straße", True),
        ("Ελλάδας: ΝΈΑ", "νεα", True),
        ("Выборы прошли", "выборы", True),
        ("हिन्दी में समाचार", "हिन्दी", True),
        ("किताब", "क", False),
        ("東京の地震で停電", "地震", True),
        ("がん治療", "かん", False),
        ("한국은 이겼다", "한국", True),
        ("각하", "가", False),
        ("انتخابات جديدة", "انتخابات", True),
        ("The cup-final begins", "cup final", True),
        ("Final of the cup", "cup final", False),
        ("Nothing", "!!!", False),
        ("", "word", False),
    ],
)
def test_words_are_found_whole_in_any_script(text: str, word: str, is_said: bool) -> None:
    assert says(folded_words(text), folded_words(word)) is is_said


@given(before=st.text(max_size=30), word=st.text(min_size=1, max_size=12), after=st.text(max_size=30))
def test_a_word_between_spaces_is_always_found(before: str, word: str, after: str) -> None:
    if folded_words(word).strip():
        assert says(folded_words(f"{before} {word} {after}"), folded_words(word))
