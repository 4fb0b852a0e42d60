"""Nothing is lost, nothing happens twice: the pipeline is killed at random moments of the demo day and started again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from newsstand.demo.clock import moment
from tests.newsroom.pipeline.day import demo_day, rows_of

PASSES = ("06:30", "08:30", "10:00", "11:30", "13:00", "14:30", "17:00", "21:45")
KILLS = 20
SEED = 20260312


@pytest.mark.slow()
def test_the_rows_are_those_of_an_undisturbed_day(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    with demo_day() as day:
        lasted = []
        for at in PASSES:
            began = time.monotonic()
            day.run_pass(tmp_path / "undisturbed", moment(at))
            lasted.append(time.monotonic() - began)
        killed = 0
        for number, at in enumerate(PASSES):
            for _ in range(KILLS // len(PASSES) + (number < KILLS % len(PASSES))):
                running = day.start_pass(tmp_path / "killed", moment(at))
                try:
                    running.wait(dice.uniform(0.1, 0.95) * lasted[number])
                except subprocess.TimeoutExpired:
                    os.killpg(running.pid, signal.SIGKILL)
                    killed += 1
                running.communicate()
            day.run_pass(tmp_path / "killed", moment(at))
    assert killed >= KILLS * 0.6, "the kills came after the passes had ended"
    undisturbed, disturbed = rows_of(tmp_path / "undisturbed"), rows_of(tmp_path / "killed")
    for table, rows in undisturbed.items():
        assert disturbed[table] == rows, table
    assert len(undisturbed["articles"]) > 100
    assert len(undisturbed["briefs"]) >= 14
