"""What editors decide about stories wins over the engine and is kept, whoever starts again in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from newsstand.errors import ActRefused
from newsstand.members.models import Reader
from newsstand.newsroom.desk import picks, standing_picks, stories
from newsstand.newsroom.models import Article, Brief, Edition, LogLine, Membership, Ruling, Story
from newsstand.newsroom.pipeline.briefs import write_briefs
from newsstand.newsroom.pipeline.editions import is_outdated, make_edition
from tests.newsroom.making import NOW, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import Newsroom, open_newsroom
from tests.newsroom.pipeline.reports import tell

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


def story_of(article: Article) -> Story:
    return Membership.objects.get(article=article).story


def two_events(newsroom: Newsroom) -> tuple[list[Article], list[Article]]:
    """Two events that the engine keeps apart, each told by three titles."""
    told = [tell(0, n) for n in range(3)], [tell(1, n) for n in range(3)]
    assert newsroom.group() == 6
    assert len({story_of(a).pk for event in told for a in event}) == 2, "the test shows nothing otherwise"
    return told


def test_later_reports_join_the_story_that_an_editor_merged_in_a_running_process(
    newsroom: Newsroom, ed: Reader
) -> None:
    barge, pool = two_events(newsroom)
    gone, into = story_of(pool[0]), story_of(barge[0])
    assert newsroom.desk.grouper is not None, "it runs on"
    stories.merge(gone.pk, into.pk, ed, now=NOW)
    late = tell(1, 5)
    newsroom.group()
    assert story_of(late) == into
    into.refresh_from_db()
    gone.refresh_from_db()
    assert (into.reports, into.titles, into.brief_wanted) == (7, 4, "a report joined")
    assert (gone.reports, gone.titles, gone.brief_wanted) == (0, 0, "")
    assert gone.spiked_at is not None
    assert stories.merged_into(gone.pk) == into
    assert {m.decided_by for m in Membership.objects.filter(article__in=pool)} == {"Ed"}


def test_later_reports_join_the_merged_story_after_a_restart(newsroom: Newsroom, ed: Reader) -> None:
    barge, pool = two_events(newsroom)
    stories.merge(story_of(pool[0]).pk, story_of(barge[0]).pk, ed, now=NOW)
    newsroom.desk.grouper = None
    late = tell(1, 6)
    newsroom.group()
    assert story_of(late) == story_of(barge[0])


def test_the_engine_does_not_rejoin_what_an_editor_split(newsroom: Newsroom, ed: Reader) -> None:
    barge, _ = two_events(newsroom)
    rest = story_of(barge[0])
    own = stories.split(barge[1].pk, ed, now=NOW, why="Another barge")
    assert story_of(barge[1]) == own != rest
    for turn in range(2):
        late = tell(0, 5 + turn)
        newsroom.group()
        assert story_of(barge[1]) == own
        assert story_of(late) in (rest, own)
        newsroom.desk.grouper = None
    own.refresh_from_db()
    rest.refresh_from_db()
    assert own.reports == own.memberships.count()
    assert rest.reports == rest.memberships.count()
    line = LogLine.objects.filter(verb="split", story_number=rest.pk).get()
    assert (line.why, line.before["article"], line.after) == ("Another barge", barge[1].pk, {"story": own.pk})


def test_a_copy_follows_the_report_that_was_split_off(newsroom: Newsroom, ed: Reader) -> None:
    barge, _ = two_events(newsroom)
    own = stories.split(barge[1].pk, ed, now=NOW)
    copy = tell(0, 8, copied_from=1)
    newsroom.group()
    copy.refresh_from_db()
    assert copy.copy_of == barge[1]
    assert story_of(copy) == own


def test_the_report_that_opened_a_story_can_leave_it(newsroom: Newsroom, ed: Reader) -> None:
    barge, _ = two_events(newsroom)
    rest = story_of(barge[0])
    own = stories.split(barge[0].pk, ed, now=NOW)
    rest.refresh_from_db()
    assert rest.opened_by == barge[1]
    assert own.opened_by == barge[0]
    late = tell(0, 6)
    newsroom.group()
    assert story_of(late) in (rest, own)


def test_what_was_merged_comes_back_to_its_own_address(newsroom: Newsroom, ed: Reader) -> None:
    barge, pool = two_events(newsroom)
    gone, into = story_of(pool[0]), story_of(barge[0])
    stories.merge(gone.pk, into.pk, ed, now=NOW)
    with pytest.raises(ActRefused):
        stories.unspike(gone.pk, ed, now=NOW)
    opener = gone.opened_by
    back = stories.split(opener.pk, ed, now=NOW)
    assert back == gone
    back.refresh_from_db()
    assert back.spiked_at is None
    assert stories.merged_into(back.pk) is None
    for article in pool:
        stories.move(article.pk, back.pk, ed, now=NOW)
    back.refresh_from_db()
    assert (back.reports, back.titles) == (3, 3)


def test_the_last_that_stay_may_all_have_opened_stories(ed: Reader) -> None:
    first, second = (make_article(f"Line {n}", publisher=make_publisher(f"t{n}", f"T{n}")) for n in range(2))
    kept, gone = make_story(first), make_story(second)
    stories.merge(gone.pk, kept.pk, ed, now=NOW)
    own = stories.split(first.pk, ed, now=NOW)
    kept.refresh_from_db()
    assert (kept.opened_by, own.opened_by) == (second, first)
    assert [s.reports for s in Story.objects.order_by("pk")] == [1, 1]


def test_moving_the_last_report_takes_its_story_along(ed: Reader) -> None:
    first, second = make_article("One"), make_article("Two", publisher=make_publisher("x", "X"))
    lone, into = make_story(first), make_story(second)
    stories.move(first.pk, into.pk, ed, now=NOW)
    assert stories.merged_into(lone.pk) == into
    into.refresh_from_db()
    assert (into.reports, into.titles) == (2, 2)


def test_a_brief_is_written_anew_of_what_is_left(newsroom: Newsroom, ed: Reader) -> None:
    barge, pool = two_events(newsroom)
    while write_briefs(newsroom.desk):
        pass
    kept = story_of(barge[0])
    before = Brief.objects.get(story=kept).content_hash
    stories.merge(story_of(pool[0]).pk, kept.pk, ed, now=NOW)
    kept.refresh_from_db()
    assert kept.brief_wanted == "an editor merged two stories"
    assert kept.topics_wanted
    while write_briefs(newsroom.desk):
        pass
    assert Brief.objects.get(story=kept).content_hash != before
    for article in (*pool, *barge[1:]):
        stories.split(article.pk, ed, now=NOW)
    assert not Brief.objects.filter(story=kept).exists(), "one title's own words need no brief"


def test_what_is_killed_between_two_steps_leaves_all_as_it_was(
    newsroom: Newsroom, ed: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    barge, pool = two_events(newsroom)
    gone, into = story_of(pool[0]), story_of(barge[0])

    def state() -> Any:
        return (
            list(Membership.objects.order_by("pk").values_list("article", "story", "decided_by")),
            list(Story.objects.order_by("pk").values_list("pk", "opened_by", "reports", "spiked_at")),
            Ruling.objects.count(), LogLine.objects.count(),
        )  # fmt: skip

    class Killed(BaseException):
        pass

    def kill(*_: Any, **__: Any) -> None:
        raise Killed

    before = state()
    for step in ("_empty", "refresh_story", "note_grouping", "write_line"):
        with monkeypatch.context() as patched:
            patched.setattr(stories, step, kill)
            with pytest.raises(Killed):
                stories.merge(gone.pk, into.pk, ed, now=NOW)
            assert state() == before, step
    for step in ("_send", "refresh_story", "note_grouping", "write_line"):
        with monkeypatch.context() as patched:
            patched.setattr(stories, step, kill)
            with pytest.raises(Killed):
                stories.split(barge[0].pk, ed, now=NOW)
            assert state() == before, step
    stories.merge(gone.pk, into.pk, ed, now=NOW)
    assert state() != before


def test_picks_go_along_with_their_story(ed: Reader) -> None:
    first, second, third = (
        make_article(f"Line {n}", publisher=make_publisher(f"t{n}", f"T{n}")) for n in range(3)
    )
    a, b, c = make_story(first), make_story(second), make_story(third)
    for told in (a, b):
        picks.place(picks.choose(told, "picks", ed, now=NOW).pk, ed, now=NOW)
    stories.merge(a.pk, c.pk, ed, now=NOW)
    assert {p.story_id for p in standing_picks("picks", NOW)} == {b.pk, c.pk}
    stories.merge(b.pk, c.pk, ed, now=NOW)
    assert [p.story_id for p in standing_picks("picks", NOW)] == [c.pk]
    assert stories.merged_into(a.pk) == c


def test_the_lead_follows_pins_and_spikes_at_once(newsroom: Newsroom, ed: Reader) -> None:
    def told_by(*slugs: str) -> Story:
        articles = [make_article(f"Line of {s}", publisher=make_publisher(s, s)) for s in slugs]
        story = make_story(*articles)
        Story.objects.filter(pk=story.pk).update(titles=len(slugs))
        return story

    def lead() -> list[int]:
        make_edition(newsroom.desk)
        newest = Edition.objects.order_by("-at")[0]
        newsroom.later(seconds=1)
        return list(newest.slots.order_by("place").values_list("story_id", flat=True))

    narrow, middle, wide = told_by("a"), told_by("b", "c"), told_by("d", "e", "f")
    assert lead() == [wide.pk, middle.pk, narrow.pk]
    assert not is_outdated(newsroom.desk)
    stories.pin_in_lead(narrow.pk, NOW + timedelta(hours=1), ed, now=NOW, why="It matters here")
    assert is_outdated(newsroom.desk)
    assert lead() == [narrow.pk, wide.pk, middle.pk]
    slot = Edition.objects.order_by("-at")[0].slots.get(place=1)
    assert (slot.pinned, slot.chosen_by, slot.reasons[0]["name"]) == (True, "Ed", "pinned")
    stories.spike(wide.pk, ed, why="A hoax", now=NOW)
    assert lead() == [narrow.pk, middle.pk]
    stories.unspike(wide.pk, ed, now=NOW)
    assert lead() == [narrow.pk, wide.pk, middle.pk]
    newsroom.later(hours=1)
    assert lead() == [wide.pk, middle.pk, narrow.pk]
    stories.pin_in_lead(middle.pk, newsroom.clock.at + timedelta(days=1), ed, now=newsroom.clock.at)
    stories.unpin_from_lead(middle.pk, ed, now=newsroom.clock.at)
    assert lead() == [wide.pk, middle.pk, narrow.pk]
    for until in (NOW, newsroom.clock.at + timedelta(days=8)):
        with pytest.raises(ActRefused):
            stories.pin_in_lead(wide.pk, until, ed, now=newsroom.clock.at)


def test_an_editors_section_outlives_new_reports(newsroom: Newsroom, ed: Reader) -> None:
    barge, _ = two_events(newsroom)
    told = story_of(barge[0])
    stories.set_section(told.pk, "local", ed, now=NOW)
    tell(0, 7)
    newsroom.group()
    told.refresh_from_db()
    assert told.section == "local"
    stories.set_section(told.pk, "", ed, now=NOW)
    told.refresh_from_db()
    assert told.section != "local"


def test_what_makes_no_sense_is_refused(ed: Reader) -> None:
    one, other = make_story(make_article("One")), make_story(make_article("Two"))
    for deed in (
        lambda: stories.merge(one.pk, one.pk, ed, now=NOW),
        lambda: stories.merge(one.pk, 10**15, ed, now=NOW),
        lambda: stories.split(one.opened_by_id, ed, now=NOW),
        lambda: stories.split(10**15, ed, now=NOW),
        lambda: stories.move(10**15, one.pk, ed, now=NOW),
    ):
        with pytest.raises(ActRefused):
            deed()
    stories.spike(other.pk, ed, why="", now=NOW)
    with pytest.raises(ActRefused):
        stories.merge(one.pk, other.pk, ed, now=NOW)
    assert LogLine.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "words"), [("en-gb", "itself"), ("de", "in sich selbst"), ("ar", "نفسها")]
)
def test_an_editor_is_refused_in_their_own_language(ed: Reader, language: str, words: str) -> None:
    story = make_story(make_article("One"))
    with translation.override(language), pytest.raises(ActRefused, match=words):
        stories.merge(story.pk, story.pk, ed, now=NOW)
