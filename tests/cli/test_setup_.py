"""`newsstand setup`: asked or told, it writes one file that every command reads."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from newsstand.errors import SettingInvalid
from newsstand.site.environment import read_environment
from newsstand.site.settings_file import LARGEST, read_settings, write_settings
from tests.cli.house import environment, newsstand


def test_what_is_told_is_written_and_read(tmp_path: Path) -> None:
    done = newsstand(
        tmp_path, "setup", "--yes", "--set", "NEWSSTAND_NAME=The Breakfast Table", "--set",
        "NEWSSTAND_SINGLE_READER=no", "--set", "NEWSSTAND_ADDRESS=https://news.example",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "make_owner" in done.stderr
    kept = tmp_path / "newsstand.env"
    assert kept.stat().st_mode & 0o077 == 0
    values = read_environment({"NEWSSTAND_DATA": str(tmp_path)})
    assert values["NEWSSTAND_NAME"] == "The Breakfast Table"
    assert values["NEWSSTAND_SINGLE_READER"] is False
    over = read_environment({"NEWSSTAND_DATA": str(tmp_path), "NEWSSTAND_NAME": "Another"})
    assert over["NEWSSTAND_NAME"] == "Another"


def test_what_cannot_be_used_costs_nothing_that_stood(tmp_path: Path) -> None:
    assert newsstand(tmp_path, "setup", "--yes", "--set", "NEWSSTAND_NAME=One").returncode == 0
    before = (tmp_path / "newsstand.env").read_text()
    for wrong in ("NEWSSTAND_TRIAL_DAYS=soon", "NEWSSTAND_ADDRESS=news.example", "NEWSSTAND_NONE=1"):
        done = newsstand(tmp_path, "setup", "--yes", "--set", wrong)
        assert done.returncode == 1
        assert wrong.partition("=")[0] in done.stderr
        assert "Traceback" not in done.stderr
    assert (tmp_path / "newsstand.env").read_text() == before


def test_a_setting_without_its_value_is_told_how_to_be_said(tmp_path: Path) -> None:
    done = newsstand(tmp_path, "setup", "--yes", "--set", "NEWSSTAND_NAME")
    assert done.returncode == 1
    assert "write NAME=VALUE" in done.stderr


def test_the_data_folder_cannot_be_named_in_the_file_that_lies_in_it(tmp_path: Path) -> None:
    done = newsstand(tmp_path, "setup", "--yes", "--set", f"NEWSSTAND_DATA={tmp_path / 'other'}")
    assert done.returncode == 1
    assert "--data" in done.stderr
    assert not (tmp_path / "newsstand.env").exists()


def test_nobody_to_ask_is_said(tmp_path: Path) -> None:
    done = newsstand(tmp_path, "setup")
    assert done.returncode == 1
    assert "--yes" in done.stderr


def test_a_person_is_asked(tmp_path: Path) -> None:
    near, far = pty.openpty()
    asked = subprocess.Popen(
        [sys.executable, "-m", "newsstand", "setup"], stdin=far, stdout=far, stderr=far,
        env=environment(tmp_path), close_fds=True, start_new_session=True,
    )  # fmt: skip
    os.close(far)
    # Alone? No such word; yes. Then name, place, language, zone, contact, store.
    said = converse(near, ["perhaps", "yes", "My Paper", "", "", "", "", ""])
    assert asked.wait(30) == 0, said
    assert "say yes or no" in said
    assert read_settings(tmp_path / "newsstand.env")["NEWSSTAND_NAME"] == "My Paper"


def converse(near: int, answers: list[str]) -> str:
    """Answer each question when it has been asked; all that was said."""
    said, new = "", ""
    while select.select([near], [], [], 30)[0]:
        try:
            part = os.read(near, 4096).decode()
        except OSError:
            break
        said, new = said + part, new + part
        if answers and new.endswith(": "):
            if len(answers) == 1:  # the last is a secret: what is typed before the echo is off would be lost
                wait_until_silent(near)
            os.write(near, answers.pop(0).encode() + b"\n")
            new = ""
    return said


def wait_until_silent(near: int) -> None:
    """Return once the terminal no longer shows what is typed."""
    for _ in range(300):
        if not termios.tcgetattr(near)[3] & termios.ECHO:
            return
        time.sleep(0.05)
    raise TimeoutError("the terminal still shows what is typed")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("NEWSSTAND_NAME=One Two", "line 1"),
        ("NEWSSTAND_NAME='One", "line 1"),
        ("# well\n\nnothing here", "line 3"),
        ("NEWSSTAND_NOTHING=1", "NEWSSTAND_NOTHING"),
        ("NEWSSTAND_TRIAL_DAYS=soon", "NEWSSTAND_TRIAL_DAYS"),
        ("x" * (LARGEST + 1), "larger"),
    ],
)
def test_a_file_that_cannot_be_read_names_the_culprit(text: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "newsstand.env").write_text(text)
    with pytest.raises(SettingInvalid, match=named):
        read_environment({"NEWSSTAND_DATA": str(tmp_path)})


@pytest.mark.parametrize(
    "value", ["it's", 'a "quoted" word', "$HOME `ls` \\", "ünï", "a # b", "=", "two\nlines"]
)
def test_every_value_comes_back(value: str, tmp_path: Path) -> None:
    write_settings(tmp_path / "newsstand.env", {"NEWSSTAND_NAME": value})
    assert read_settings(tmp_path / "newsstand.env") == {"NEWSSTAND_NAME": " ".join(value.split())}
