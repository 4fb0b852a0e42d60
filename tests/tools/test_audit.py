"""The audit: red for a known vulnerability, and for nothing else."""

from __future__ import annotations

import sys

import pytest
from tools.audit import COMMAND, LOCK, audit


def says(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_known_vulnerability_is_red(capsys: pytest.CaptureFixture[str]) -> None:
    found = "import sys; print('django 5.0 PYSEC-2024-1 5.0.1'); sys.exit('Found 1 known vulnerability')"
    assert audit(says(found)) == 1
    assert "PYSEC-2024-1" in capsys.readouterr().out


def test_none_is_green(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(says("pass")) == 0
    assert "no known vulnerabilities" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", ["Max retries exceeded with url", "requests.exceptions.ConnectionError", "Dependency not found on PyPI"]
)  # fmt: skip
def test_a_service_that_cannot_be_asked_is_said_and_passes(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(says(f"import sys; sys.exit({words!r})")) == 0
    assert "nothing was audited" in capsys.readouterr().out


def test_it_never_hangs(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(says("import time; time.sleep(60)"), seconds=0.5) == 0
    assert "did not answer" in capsys.readouterr().out


def test_another_fault_is_red() -> None:
    assert audit(says("import sys; sys.exit('the lock file is no lock file')")) == 1


def test_what_is_audited_is_the_lock() -> None:
    assert LOCK.exists()
    assert "--disable-pip" in COMMAND  # nothing is installed to be looked at
