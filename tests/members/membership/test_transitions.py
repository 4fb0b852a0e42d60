"""The table of transitions and the fold say the same."""

from __future__ import annotations

import random
from functools import cache

from newsstand.members.membership.transitions import TRANSITIONS, drawing, table
from newsstand.model import MemberState
from tests.members.membership.courses import PAYER, one_course
from tests.members.membership.lives import RULES, day
from tests.members.membership.walking import Change, changes_of

WALKS = 4000
SEED = 4


@cache
def seen() -> frozenset[Change]:
    dice = random.Random(SEED)
    return frozenset(
        change for _ in range(WALKS) for change in changes_of(one_course(dice), RULES, PAYER, day(400))
    )


ROWS = {(t.before, t.event, t.after) for t in TRANSITIONS}


def test_every_change_that_comes_about_stands_in_the_table() -> None:
    assert sorted(seen() - ROWS) == []


def test_every_row_of_the_table_comes_about() -> None:
    assert sorted(ROWS - seen()) == []


def test_no_row_stands_there_twice() -> None:
    assert len(ROWS) == len(TRANSITIONS)


def test_the_drawing_shows_every_state_of_a_member_and_the_table_every_row() -> None:
    shown = drawing()
    assert all(f" {state}" in shown for state in MemberState if state is not MemberState.VISITOR)
    assert table().count("\n") == len(TRANSITIONS) + 1
