"""What all commands share: their help, wrong words, and Django's own commands."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsstand.cli import COMMANDS, build_parser, main
from tests.cli.house import newsstand


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: newsstand {command}")


@pytest.mark.parametrize(
    "words",
    [[], ["print"], ["feed", "--no-such-thing"], ["brief"], ["up", "--port", "x"], ["up", "--port", "70000"]],
)
def test_wrong_usage_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "usage: newsstand" in capsys.readouterr().err


def test_one_parser_knows_them_all() -> None:
    text = build_parser().format_help()
    assert all(f"    {command} " in text for command in COMMANDS)


def test_the_engine_starts_without_django() -> None:
    code = (
        "import sys; from newsstand.cli import ENGINE_COMMANDS, build_parser; "
        "[build_parser(c) for c in ENGINE_COMMANDS]; print('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.strip() == "False"


def test_djangos_own_commands(tmp_path: Path) -> None:
    done = newsstand(tmp_path, "manage", "check")
    assert done.returncode == 0
    assert "no issues" in done.stdout


def test_up_where_somebody_else_serves(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = newsstand(tmp_path, "up", "--titles", "demo", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr
