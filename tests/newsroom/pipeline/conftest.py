"""A demo day, played once for all tests that look at its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsstand.demo.clock import moment
from tests.newsroom.pipeline.day import DemoDay, demo_day

PASSES = ("06:30", "08:30", "10:00", "11:30", "13:00", "14:30", "17:00", "23:50")


@dataclass(frozen=True, slots=True)
class PlayedDay:
    """The day's server, the folder with the store that the passes left, and how many statements each gave it."""

    day: DemoDay
    data: Path
    statements: tuple[int, ...]


@pytest.fixture(scope="session")
def played_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayedDay]:
    data = tmp_path_factory.mktemp("played-day")
    with demo_day() as day:
        statements = tuple(day.run_pass(data, moment(at)) or 0 for at in PASSES)
        yield PlayedDay(day, data, statements)
