"""Picks are worded, placed and ordered by several editors at once, and nobody loses a word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsstand.errors import ActRefused
from newsstand.members.models import Reader
from newsstand.newsroom.desk import picks, standing_picks
from newsstand.newsroom.desk.picks import LEASE, Wording
from newsstand.newsroom.models import Conflict, LogLine, Pick, Story
from tests.newsroom.making import NOW, make_article, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]
HOUR = timedelta(hours=1)


def story(headline: str = "A headline") -> Story:
    return make_story(make_article(headline, "A body of some length."), headline=headline)


def placed(editor: Reader, headline: str = "A headline") -> Pick:
    return picks.place(picks.choose(story(headline), "picks", editor, now=NOW).pk, editor, now=NOW)


def stands() -> list[int]:
    return [p.story_id for p in standing_picks("picks", NOW)]


def test_a_draft_stands_once_it_is_placed_and_no_longer_when_it_is_withdrawn(ed: Reader) -> None:
    draft = picks.choose(story(), "picks", ed, now=NOW, line="Read on a train")
    assert (draft.state, draft.line, stands()) == ("draft", "Read on a train", [])
    picks.place(draft.pk, ed, now=NOW)
    assert stands() == [draft.story_id]
    picks.hold(draft.pk, ed, now=NOW)
    assert stands() == []
    picks.place(draft.pk, ed, now=NOW)
    picks.withdraw(draft.pk, ed, now=NOW, why="It was wrong")
    assert stands() == []
    assert [line.verb for line in LogLine.objects.order_by("pk")] == [
        "choose", "place", "hold", "place", "withdraw",
    ]  # fmt: skip
    assert LogLine.objects.latest("pk").why == "It was wrong"


def test_a_story_is_picked_once_a_list_and_another_editors_draft_is_left_as_it_is(
    ed: Reader, eve: Reader
) -> None:
    told = story()
    first = picks.choose(told, "picks", ed, now=NOW, line="Ed's line")
    again = picks.choose(told, "picks", eve, now=NOW, line="Eve's line")
    assert (again.pk, again.line, again.chosen_by) == (first.pk, "Ed's line", "Ed")
    assert picks.choose(told, "good_news", eve, now=NOW).pk != first.pk


def test_what_has_ended_can_be_chosen_anew(ed: Reader) -> None:
    old = placed(ed)
    picks.change(old.pk, Wording(ends_at=NOW + HOUR), old.revision, ed, now=NOW)
    new = picks.choose(old.story, "picks", ed, now=NOW + 2 * HOUR)
    old.refresh_from_db()
    assert new.pk != old.pk
    assert old.state == "ended"


def test_words_typed_into_an_old_revision_are_kept_beside_and_nothing_is_overwritten(
    ed: Reader, eve: Reader
) -> None:
    pick = picks.choose(story(), "picks", ed, now=NOW)
    eds = picks.change(pick.pk, Wording(headline="Ed's words"), pick.revision, ed, now=NOW)
    eves = picks.change(pick.pk, Wording(headline="Eve's words", line="Why"), pick.revision, eve, now=NOW)
    assert isinstance(eds, Pick)
    assert isinstance(eves, Conflict)
    pick.refresh_from_db()
    assert pick.headline == "Ed's words"
    assert (eves.typed["headline"], eves.typed["line"], eves.typed_by) == ("Eve's words", "Why", "Eve")
    again = picks.change(pick.pk, Wording(headline="Eve's words", line="Why"), 1, eve, now=NOW)
    assert again == eves, "sent twice, it is one conflict"
    assert picks.open_conflicts() == [eves]

    done = picks.settle_conflict(eves.pk, Wording(headline="Both"), pick.revision, ed, now=NOW)
    assert isinstance(done, Pick)
    assert (done.headline, picks.open_conflicts()) == ("Both", [])
    with pytest.raises(ActRefused):
        picks.settle_conflict(eves.pk, None, done.revision, ed, now=NOW)
    assert LogLine.objects.get(verb="settle_conflict").before["headline"] == "Eve's words"


def test_a_pick_that_changes_while_its_conflict_is_settled_is_one_again(ed: Reader, eve: Reader) -> None:
    pick = picks.choose(story(), "picks", ed, now=NOW)
    picks.change(pick.pk, Wording(headline="One"), 1, ed, now=NOW)
    conflict = picks.change(pick.pk, Wording(headline="Two"), 1, eve, now=NOW)
    assert isinstance(conflict, Conflict)
    picks.change(pick.pk, Wording(headline="Three"), 2, ed, now=NOW)
    outcome = picks.settle_conflict(conflict.pk, Wording(headline="Four"), 2, eve, now=NOW)
    assert isinstance(outcome, Conflict)
    pick.refresh_from_db()
    assert pick.headline == "Three"
    assert [c.typed["headline"] for c in picks.open_conflicts()] == ["Four"]


def test_saving_what_stands_already_changes_nothing(ed: Reader) -> None:
    pick = picks.choose(story(), "picks", ed, now=NOW, line="Why")
    same = picks.change(pick.pk, Wording(line=" Why "), 99, ed, now=NOW)
    assert isinstance(same, Pick)
    assert same.revision == 1
    assert not LogLine.objects.filter(verb="change").exists()


def test_order_is_given_by_place_and_leaves_nobody_out(ed: Reader) -> None:
    a, b, c = (placed(ed, name) for name in "abc")
    picks.order(c.pk, 1, ed, now=NOW)
    assert stands() == [c.story_id, a.story_id, b.story_id]
    picks.order(c.pk, 999, ed, now=NOW)
    assert stands() == [a.story_id, b.story_id, c.story_id]
    picks.pin(b.pk, ed, now=NOW)
    assert stands() == [b.story_id, a.story_id, c.story_id]
    picks.pin(b.pk, ed, now=NOW, pinned=False)
    line = LogLine.objects.filter(verb="order").latest("pk")
    assert (line.before, line.after) == ({"place": 1}, {"place": 3})


def test_ordering_does_not_come_between_editors_who_write(ed: Reader, eve: Reader) -> None:
    a, b = placed(ed, "a"), placed(ed, "b")
    picks.order(b.pk, 1, eve, now=NOW)
    assert isinstance(
        picks.change(b.pk, Wording(headline="New", starts_at=NOW), b.revision, ed, now=NOW), Pick
    )
    assert a.revision == Pick.objects.get(pk=a.pk).revision


@pytest.mark.parametrize(
    "typed",
    [
        Wording(headline="x" * 201),
        Wording(line="x" * 501),
        Wording(starts_at=NOW, ends_at=NOW),
        Wording(ends_at=NOW - HOUR),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_the_pick(ed: Reader, typed: Wording) -> None:
    pick = placed(ed)
    with pytest.raises(ActRefused):
        picks.change(pick.pk, typed, pick.revision, ed, now=NOW)
    same = Pick.objects.get(pk=pick.pk)
    assert (same.revision, same.headline, same.ends_at) == (pick.revision, "", None)


def test_a_spiked_story_is_not_picked(ed: Reader) -> None:
    told = story()
    draft = picks.choose(told, "picks", ed, now=NOW)
    Story.objects.filter(pk=told.pk).update(spiked_at=NOW)
    told.refresh_from_db()
    with pytest.raises(ActRefused):
        picks.choose(told, "good_news", ed, now=NOW)
    with pytest.raises(ActRefused):
        picks.place(draft.pk, ed, now=NOW)


def test_who_opens_a_pick_learns_who_has_it_open_until_the_lease_is_over(ed: Reader, eve: Reader) -> None:
    pick = picks.choose(story(), "picks", ed, now=NOW)
    assert picks.note_opening(pick, ed, now=NOW) == []
    (other,) = picks.note_opening(pick, eve, now=NOW + HOUR / 12)
    assert (str(other.editor), other.since) == ("Ed", NOW)
    picks.note_opening(pick, ed, now=NOW + LEASE)
    (other,) = picks.note_opening(pick, eve, now=NOW + LEASE + HOUR / 12)
    assert other.since == NOW, "renewed, it is the same opening"
    assert picks.note_opening(pick, eve, now=NOW + 3 * LEASE) == []
    picks.note_opening(pick, ed, now=NOW + 3 * LEASE)
    picks.close_pick(pick, ed)
    assert picks.note_opening(pick, eve, now=NOW + 3 * LEASE) == []


def test_the_log_is_written_once_and_for_all(ed: Reader) -> None:
    picks.choose(story(), "picks", ed, now=NOW)
    line = LogLine.objects.get()
    line.by = "Somebody else"
    for deed in (
        line.save,
        line.delete,
        LogLine.objects.all().delete,
        lambda: LogLine.objects.update(by="x"),
    ):
        with pytest.raises(TypeError):
            deed()
    Story.objects.all().delete()
    ed.delete()
    line = LogLine.objects.get()
    assert (line.by, line.editor, line.name) == ("Ed", None, "A headline")
