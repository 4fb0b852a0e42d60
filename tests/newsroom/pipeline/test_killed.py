"""Nothing is lost, nothing happens twice: the pipeline is killed at random moments of the demo day and started again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from newsstand.demo.clock import moment
from tests.newsroom.pipeline.conftest import PASSES, PlayedDay
from tests.newsroom.pipeline.day import rows_of

KILLS = 20
TRIES_A_PASS = 4
SEED = 20260312


@pytest.mark.slow
def test_the_rows_are_those_of_an_undisturbed_day(played_day: PlayedDay, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    killed = 0
    for at, statements in zip(PASSES, played_day.statements, strict=True):
        for _ in range(TRIES_A_PASS):
            die_at = dice.randint(2, max(3, int(statements * 0.4)))
            if played_day.day.run_pass(tmp_path, moment(at), die_at=die_at) is not None:
                break  # so little was left to do that the pass came to its end
            killed += 1
        played_day.day.run_pass(tmp_path, moment(at))
    assert killed >= KILLS
    undisturbed, disturbed = rows_of(played_day.data), rows_of(tmp_path)
    for table, rows in undisturbed.items():
        assert disturbed[table] == rows, table
