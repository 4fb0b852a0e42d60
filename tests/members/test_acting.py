from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from newsstand.errors import ActRefused
from newsstand.members.acting import VERBS, Act, act, undo
from newsstand.members.models import Deed, Follow, Mute, Reader, Reading, Saved
from newsstand.newsroom.models import Topic
from tests.web.newsroom import NOW, make_article, make_story, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.store]
LATER = NOW + timedelta(minutes=7)


@pytest.fixture
def ada() -> Reader:
    return Reader.objects.make(name="Ada", now=NOW)


@pytest.fixture
def things() -> dict[str, str]:
    """One of each kind, by kind: the word or number that names it."""
    title = make_title("Northern Ledger")
    article = make_article(title, "Ferry runs aground")
    story = make_story([article])
    Topic.objects.create(slug="skerry-point", name="Skerry Point", kind="place", added_at=NOW)
    return {
        "article": str(article.pk),
        "story": str(story.pk),
        "title": title.slug,
        "topic": "skerry-point",
        "place": "skerry-point",
        "section": "politics",
        "word": "Ferry",
    }


def state(reader: Reader) -> dict[str, Any]:
    """All that a reader's deeds can change."""
    return {
        "follows": sorted(Follow.objects.filter(reader=reader).values_list("kind", "key", "name", "made_at")),
        "mutes": sorted(
            Mute.objects.filter(reader=reader).values_list("kind", "key", "name", "made_at", "until")
        ),
        "saved": sorted(
            map(str, Saved.objects.filter(reader=reader).values_list("article", "story", "made_at"))
        ),
        "readings": sorted(
            map(
                str,
                Reading.objects.filter(reader=reader).values_list(
                    "article", "story", "first_at", "last_at", "seconds", "depth", "finished_at"
                ),
            )
        ),
    }


EVERY = [(verb, kind) for verb, rule in VERBS.items() for kind in sorted(rule.kinds)]
OPPOSITE = {"unfollow": "follow", "unmute": "mute", "unsave": "save", "unread": "read"}


@pytest.mark.parametrize(("verb", "kind"), EVERY)
def test_a_deed_is_done_once_however_often_it_is_sent(
    verb: str, kind: str, ada: Reader, things: dict[str, str]
) -> None:
    asked = Act(verb=verb, kind=kind, target=things[kind], depth=40, seconds=30, days=7)
    first = act(ada, asked, now=NOW, key="one")
    stood = state(ada)
    again = act(ada, asked, now=LATER, key="one")
    assert again.pk == first.pk
    assert state(ada) == stood
    assert Deed.objects.count() == 1


@pytest.mark.parametrize(("verb", "kind"), EVERY)
@pytest.mark.parametrize("stands_before", [False, True])
def test_undone_it_is_as_it_was(
    verb: str, kind: str, stands_before: bool, ada: Reader, things: dict[str, str]
) -> None:
    if stands_before:
        before = Act(
            verb=OPPOSITE.get(verb, verb), kind=kind, target=things[kind], depth=20, seconds=5, days=1
        )
        act(ada, before, now=NOW)
    stood = state(ada)
    deed = act(ada, Act(verb=verb, kind=kind, target=things[kind], depth=95, seconds=60, days=30), now=LATER)
    assert undo(deed, now=LATER)
    assert state(ada) == stood
    assert not undo(deed, now=LATER)


@pytest.mark.parametrize("verb", ["follow", "save", "mute", "read"])
def test_a_deed_changes_something(verb: str, ada: Reader, things: dict[str, str]) -> None:
    before = state(ada)
    act(ada, Act(verb=verb, kind="story", target=things["story"]), now=NOW)
    assert state(ada) != before


def test_what_is_read_adds_up_and_is_finished_at_nine_tenths(ada: Reader, things: dict[str, str]) -> None:
    for depth, seconds in ((30, 20), (91, 40), (10, 5)):
        asked = Act(verb="read", kind="article", target=things["article"], depth=depth, seconds=seconds)
        act(ada, asked, now=NOW)
    reading = Reading.objects.get(reader=ada)
    assert (reading.depth, reading.seconds, reading.finished_at) == (91, 65, NOW)


def test_who_keeps_no_history_leaves_none(ada: Reader, things: dict[str, str]) -> None:
    ada.keeps_history = False
    act(ada, Act(verb="read", kind="article", target=things["article"], depth=95), now=NOW)
    assert not Reading.objects.exists()
    assert not Deed.objects.exists()


def test_a_mute_ends(ada: Reader, things: dict[str, str]) -> None:
    act(ada, Act(verb="mute", kind="topic", target=things["topic"], days=7), now=NOW)
    assert Mute.objects.all().standing(NOW + timedelta(days=6)).exists()
    assert not Mute.objects.all().standing(NOW + timedelta(days=7)).exists()


def test_a_muted_word_is_the_same_in_any_case(ada: Reader) -> None:
    act(ada, Act(verb="mute", kind="word", target="  Royal   FAMILY "), now=NOW)
    act(ada, Act(verb="unmute", kind="word", target="royal family"), now=NOW)
    assert not Mute.objects.exists()


@pytest.mark.parametrize(
    ("verb", "kind", "target"),
    [
        ("burn", "story", "1"),
        ("save", "title", "northern-ledger"),
        ("follow", "title", "no-such-title"),
        ("follow", "topic", "no-such-topic"),
        ("save", "article", "0"),
        ("save", "article", "-1"),
        ("save", "article", "1e3"),
        ("save", "article", "²"),
        ("save", "article", "9" * 400),
        ("save", "article", ""),
        ("mute", "word", "\0"),
        ("mute", "word", "x" * 500),
        ("follow", "section", " "),
        ("follow", "section", "<script>"),
        ("follow", "section", "-"),
    ],
)
def test_what_cannot_be_done_is_refused_and_leaves_nothing(
    verb: str, kind: str, target: str, ada: Reader, things: dict[str, str]
) -> None:
    with pytest.raises(ActRefused):
        act(ada, Act(verb=verb, kind=kind, target=target), now=NOW)
    assert not Deed.objects.exists()


def test_two_readers_do_not_meet(ada: Reader, things: dict[str, str]) -> None:
    bob = Reader.objects.make(name="Bob", now=NOW)
    act(ada, Act(verb="save", kind="story", target=things["story"]), now=NOW, key="same")
    act(bob, Act(verb="save", kind="story", target=things["story"]), now=NOW, key="same")
    assert Saved.objects.count() == 2
    act(bob, Act(verb="unsave", kind="story", target=things["story"]), now=NOW)
    assert Saved.objects.get().reader == ada
