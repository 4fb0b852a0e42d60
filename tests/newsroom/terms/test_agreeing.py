"""Agreements stay on record; what stands is copied to its title, at the moment from which it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from newsstand import model
from newsstand.model import Terms
from newsstand.newsroom.models import Agreement, Citation, Publisher, Story
from newsstand.newsroom.models import Brief as BriefRow
from newsstand.newsroom.terms import agree, agreement_of, end_agreement, take_effect
from tests.newsroom.making import NOW, make_article, make_publisher, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]

FULL = model.Agreement(level=Terms.FULL, shows_pictures=True, quote_share=0.25, is_agreed=True)
HEADLINE = replace(FULL, level=Terms.HEADLINE, shows_pictures=False)
LATER = NOW + timedelta(days=1)


def standing() -> model.Agreement:
    return agreement_of(Publisher.objects.get())


def rows() -> list[Any]:
    return list(Agreement.objects.order_by("pk").values_list("level", "since", "until", "decided_by"))


def test_the_new_one_stands_and_the_old_one_stays_on_record() -> None:
    title = make_publisher()
    agree(title, FULL, by="ann", now=NOW, note="Letter")
    agree(title, HEADLINE, by="bob", now=LATER)
    assert rows() == [("full", NOW, LATER, "ann"), ("headline", LATER, None, "bob")]
    assert standing() == HEADLINE
    assert Agreement.objects.earliest("pk").note == "Letter"


def test_everything_that_was_agreed_is_read_back() -> None:
    agreement = replace(
        FULL,
        extract_words=60,
        may_summarise=False,
        territories=frozenset({"IE", "GB"}),
        embargo=timedelta(minutes=90),
        expires_after=timedelta(days=30),
    )
    title = make_publisher()
    agree(title, agreement, by="ann", now=NOW)
    assert standing() == agreement == agreement_of(title)
    assert Publisher.objects.get().terms == "full"


def test_what_is_agreed_for_later_begins_then() -> None:
    title = make_publisher()
    agree(title, FULL, by="ann", now=NOW)
    agree(title, HEADLINE, by="ann", now=NOW, since=LATER)
    assert standing() == FULL
    assert take_effect(NOW) == 0
    row = Publisher.objects.get()
    assert agreement_of(row, LATER) == HEADLINE, "to the moment, whether or not a step has come by"
    assert take_effect(LATER) == 1
    assert standing() == HEADLINE
    assert rows() == [("full", NOW, LATER, "ann"), ("headline", LATER, None, "ann")]
    assert take_effect(LATER) == 0


def test_the_first_agreement_of_a_title_may_begin_later() -> None:
    title = make_publisher()
    agree(title, FULL, by="ann", now=NOW, since=LATER)
    assert standing() == model.Agreement()
    assert take_effect(LATER + timedelta(hours=3)) == 1
    assert standing() == FULL
    assert rows() == [("full", LATER, None, "ann")]


def test_an_agreement_cannot_begin_in_the_past() -> None:
    agree(make_publisher(), FULL, by="ann", now=NOW, since=NOW - timedelta(days=9))
    assert rows() == [("full", NOW, None, "ann")]


def test_an_end_is_the_default_again() -> None:
    title = make_publisher()
    assert not end_agreement(title, now=NOW)
    agree(title, FULL, by="ann", now=NOW)
    agree(title, HEADLINE, by="ann", now=NOW, since=LATER)
    assert end_agreement(title, now=NOW + timedelta(hours=1))
    assert standing() == model.Agreement()
    assert take_effect(LATER) == 0


def brief_of(story: Story, *cited: Any) -> None:
    row = BriefRow.objects.create(
        story=story, written_at=NOW, writer="plain", headline="H", standfirst="S", content={}, content_hash=""
    )
    for article in cited:
        Citation.objects.create(brief=row, place="standfirst", article=article, version=1, start=0, end=5)


def test_briefs_that_rest_on_the_title_or_now_could_are_wanted_anew() -> None:
    herald, kurier = make_publisher(), make_publisher("kurier", "Kurier")
    mine, theirs = make_article("A", "Body."), make_article("B", "Body.", publisher=kurier)
    told = make_story(mine, theirs)
    Story.objects.filter(pk=told.pk).update(titles=2)
    old = make_story(make_article("C", "Body."), make_article("D", "Body.", publisher=kurier))
    brief_of(old, old.opened_by)
    Story.objects.filter(pk=old.pk).update(titles=2, moved_at=NOW - timedelta(days=99))
    long_ago = make_story(make_article("E", "Body."), make_article("F", "Body.", publisher=kurier))
    Story.objects.filter(pk=long_ago.pk).update(titles=2, moved_at=NOW - timedelta(days=99))
    others = make_story(make_article("G", "Body.", publisher=kurier))
    agree(herald, HEADLINE, by="ann", now=NOW)
    wanted = set(Story.objects.exclude(brief_wanted="").values_list("pk", flat=True))
    assert wanted == {told.pk, old.pk}
    assert others.pk not in wanted


@pytest.mark.parametrize("table", ["newsroom_publisher", "newsroom_story"])
def test_broken_off_in_the_middle_nothing_is_agreed(table: str) -> None:
    title = make_publisher()

    def fail(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(f'UPDATE "{table}"'):
            raise KeyboardInterrupt
        return execute(sql, *rest)

    told = make_story(make_article("A", "Body."))
    brief_of(told, told.opened_by)
    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(fail):
        agree(title, FULL, by="ann", now=NOW)
    assert rows() == []
    assert standing() == model.Agreement()
    agree(title, FULL, by="ann", now=NOW)
    assert standing() == FULL
    assert Story.objects.get().brief_wanted
