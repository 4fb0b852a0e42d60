"""Chores: each when it is due, and one that breaks costs the others nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsstand.errors import ProviderUnreachable
from newsstand.members.chores import CHORES, Chore, Round
from newsstand.members.management.commands.do_chores import Command

NOW = datetime(2026, 3, 12, 14, tzinfo=UTC)


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_each_is_done_when_it_is_due() -> None:
    time, told = Time(), []
    chores = [
        Chore(name="often", seconds=1, do=lambda now: told.append(now) or 2),  # type: ignore[func-returns-value]
        Chore(name="rarely", seconds=10, do=lambda now: 1),
    ]
    rounds = Round(now=lambda: NOW, chores=chores, clock=time)
    assert rounds.go() == {"often": 2, "rarely": 1}
    assert rounds.go() == {}
    time.seconds = 1
    assert rounds.go() == {"often": 2}
    time.seconds = 10
    assert rounds.go() == {"often": 2, "rarely": 1}
    assert told == [NOW] * 3


def test_one_that_breaks_is_told_and_rests(caplog: pytest.LogCaptureFixture) -> None:
    def breaks(now: datetime) -> int:
        raise OSError("no such host")

    time = Time()
    chores = [Chore(name="mail", seconds=1, do=breaks), Chore(name="turn", seconds=1, do=lambda now: 3)]
    rounds = Round(now=lambda: NOW, chores=chores, clock=time)
    assert rounds.go() == {"turn": 3}
    assert "the chore “mail” broke off" in caplog.text
    time.seconds = 30
    assert rounds.go() == {"turn": 3}
    assert caplog.text.count("broke off") == 1
    time.seconds = 61
    rounds.go()
    assert caplog.text.count("broke off") == 2


def test_no_two_chores_have_one_name() -> None:
    names = [chore.name for chore in CHORES]
    assert sorted(names) == sorted(set(names))


def test_a_round_by_hand_goes_on_after_one_that_cannot_be_done_and_names_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away(now: datetime) -> int:
        raise ProviderUnreachable("the payment provider does not answer")

    def breaks(now: datetime) -> int:
        raise OSError("no such host")

    said = StringIO()
    command = Command(stdout=said)
    command.chores = tuple(
        Chore(name=name, seconds=1, do=do)
        for name, do in (("money", away), ("mail", breaks), ("turn", lambda now: 3), ("rest", lambda now: 0))
    )
    with pytest.raises(CommandError) as undone:
        call_command(command, skip_checks=True)
    assert said.getvalue() == "turn: 3\n"
    assert "money: the payment provider does not answer; mail: OSError" in str(undone.value)
    assert "no such host" in caplog.text
