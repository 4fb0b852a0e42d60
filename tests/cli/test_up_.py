"""`newsstand up` on the demo newsroom: a full paper soon, Ctrl-C ends all of it, a kill leaves nobody behind."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port

WIDE_STORIES = "SELECT count(*) FROM newsroom_story WHERE titles >= 3 AND brief_wanted = ''"


@contextmanager
def paper(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "newsstand", "up", "--titles", "demo", "--data", str(folder)]
    with (folder / "said").open("wb") as said:
        running = subprocess.Popen(
            [*command, "--port", str(port)], stderr=said, stdout=said, start_new_session=True
        )
        try:
            yield running
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wide_stories(folder: Path) -> int:
    store = folder / "demo" / "newsstand.sqlite3"
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as rows:
            return int(rows.execute(WIDE_STORIES).fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # not there yet


def wait_for(what: Callable[[], bool], seconds: float, said: Path) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, said.read_text()
        time.sleep(0.25)


@pytest.mark.slow
def test_the_paper_fills_and_ends_when_asked(tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "said"
    with paper(tmp_path, port) as running:
        wait_for(lambda: answers(port), 120, said)
        wait_for(lambda: wide_stories(tmp_path) >= 10, 120, said)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=5) == 0, said.read_text()
        assert not answers(port)
    assert "Traceback" not in said.read_text()


@pytest.mark.slow
def test_a_killed_paper_leaves_no_server_behind(tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "said"
    with paper(tmp_path, port) as running:
        wait_for(lambda: answers(port), 120, said)
        running.kill()
        running.wait()
        wait_for(lambda: not answers(port), 10, said)


def test_a_port_that_is_taken_is_said_before_anything_is_touched(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "newsstand",
                "up",
                "--titles",
                "demo",
                "--data",
                str(tmp_path),
                "--port",
                str(port),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert list(tmp_path.iterdir()) == []
