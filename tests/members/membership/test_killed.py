"""Nothing is lost, nothing happens twice: killed at chosen statements and run again, memberships are as if nothing had been."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

KILLS = 4
SEED = 20260312
ROWS = {
    "events": "SELECT r.email, e.key, e.kind, e.at, e.heard_at, e.facts FROM members_subscriptionevent e JOIN members_reader r ON r.id = e.reader_id",
    "subscriptions": "SELECT r.email, s.state, s.source, s.plan, s.since, s.until, s.next_at, s.contract FROM members_subscription s JOIN members_reader r ON r.id = s.reader_id",
    "groups": "SELECT seats, made_at, ended_at FROM members_group",
    "seats": "SELECT number, email, taken_at, left_at FROM members_seat",
    "coupons": "SELECT number, at FROM members_couponuse",
    "letters": 'SELECT "to", key, kind, made_at FROM members_letter',
}


def live(data: Path, die_at: int | None = None) -> int | None:
    """The quarter of a year by a process of its own; how many statements it gave its store, None where it was killed."""
    counted = data / "counted"
    env = {**os.environ, "NEWSSTAND_DATA": str(data), "DATABASE_URL": "", "NEWSSTAND_SINGLE_READER": "no",
           "NEWSSTAND_TIME_ZONE": "Europe/London"}  # fmt: skip
    command = [sys.executable, "-m", "tests.members.membership.one_life", str(counted)]
    done = subprocess.run(
        [*command, str(die_at)] if die_at else command, env=env, capture_output=True, timeout=120, check=False
    )
    if die_at and done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr.decode()
    return int(counted.read_text())


def rows_of(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(data / "newsstand.sqlite3")) as store:
        return {name: sorted(store.execute(sql).fetchall(), key=repr) for name, sql in ROWS.items()}


@pytest.mark.slow
def test_the_rows_are_those_of_an_undisturbed_life(tmp_path: Path) -> None:
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    calm.mkdir()
    live(calm, die_at=1)  # the tables are made before the first statement counts
    shutil.copytree(calm, rough)
    statements = live(calm)
    assert statements
    undisturbed = rows_of(calm)
    assert {len(rows) > 0 for rows in undisturbed.values()} == {True}
    dice = random.Random(SEED)
    # What was done is not done again: runs get shorter, so later ones are killed earlier in their own time.
    killed = [live(rough, die_at=dice.randint(4, int(statements * 0.5))) for _ in range(KILLS)]
    assert killed.count(None) >= KILLS - 1
    live(rough)
    disturbed = rows_of(rough)
    for table, rows in undisturbed.items():
        assert disturbed[table] == rows, table
