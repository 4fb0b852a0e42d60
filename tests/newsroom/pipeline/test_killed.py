"""Nothing is lost, nothing happens twice: the pipeline is killed at random moments of the demo day and started again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from pathlib import Path

import pytest

from newsstand.demo.clock import moment
from tests.newsroom.pipeline.conftest import PASSES, PlayedDay
from tests.newsroom.pipeline.day import rows_of

KILLS = 20
SEED = 20260312


@pytest.mark.slow
def test_the_rows_are_those_of_an_undisturbed_day(played_day: PlayedDay, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    killed = 0
    for number, at in enumerate(PASSES):
        kills = KILLS // len(PASSES) + (number < KILLS % len(PASSES))
        while kills:
            running = played_day.day.start_pass(tmp_path, moment(at))
            try:
                running.wait(dice.uniform(0.25, 0.9) * played_day.seconds[number])
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                killed += 1
            running.communicate()
            kills -= 1
        played_day.day.run_pass(tmp_path, moment(at))
    assert killed >= KILLS * 0.75, "too many passes had ended before they were to be killed"
    undisturbed, disturbed = rows_of(played_day.data), rows_of(tmp_path)
    for table, rows in undisturbed.items():
        assert disturbed[table] == rows, table
