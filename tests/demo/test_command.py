"""`newsstand demo` starts, says where it is, answers, and stops when it is asked to."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request

import pytest


def test_it_serves_until_it_is_interrupted() -> None:
    command = [sys.executable, "-m", "newsstand", "demo", "--port", "0", "--from", "09:30", "--load", "50"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        printed = ""
        while "Ctrl-C" not in printed:
            line = running.stdout.readline()
            assert line, running.stderr.read() if running.stderr else ""
            printed += line
        port = re.search(r"http://127\.0\.0\.1:(\d+)/", printed)
        assert port is not None
        assert "albion-ledger.demo.localhost" in printed
        with urllib.request.urlopen(f"http://127.0.0.1:{port[1]}/t/beacon/", timeout=5) as page:
            assert b"Beacon Broadcasting" in page.read()
        asked = time.monotonic()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=5) == 0
        assert time.monotonic() - asked < 5


@pytest.mark.parametrize("wrong", [["--from", "noon"], ["--minutes", "0"], ["--minutes", "soon"]])
def test_wrong_usage_is_said(wrong: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "newsstand", "demo", *wrong], capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 2
    assert wrong[0] in done.stderr
