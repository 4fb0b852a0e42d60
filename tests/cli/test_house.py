"""What all commands share: their help, wrong words, and Django's own commands."""

import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newsstand.cli import COMMANDS, build_parser, main
from tests.cli.house import environment, newsstand


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: newsstand {command}")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["print"],
        ["feed", "--no-such-thing"],
        ["brief"],
        ["up", "--port", "x"],
        ["up", "--port", "70000"],
        ["demo", "--port", "70000"],
        ["demo", "--load", "-5"],
    ],
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


def test_up_on_an_address_that_is_not_of_this_machine_names_the_host(tmp_path: Path) -> None:
    for host in ("no-such-host.invalid", "203.0.113.9"):
        done = newsstand(tmp_path, "up", "--titles", "demo", "--host", host)
        assert done.returncode == 1
        assert "choose another with --host" in done.stderr


def test_a_data_folder_that_cannot_be_made_is_one_sentence_for_every_command(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(tmp_path / "none" / "such")  # nobody, not even root, can make it
    for words in (["doctor"], ["gather", "--once"], ["manage", "do_chores"], ["setup", "--yes"]):
        done = newsstand(tmp_path / "data", *words)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "File exists" in done.stderr
        assert "NEWSSTAND_DATA" in done.stderr or "--data" in done.stderr
    assert newsstand(tmp_path / "data", "up", "--titles", "demo").stderr.count("Traceback") == 0


def test_a_secret_key_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret-key").mkdir()
    done = newsstand(tmp_path, "doctor")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"{tmp_path}/secret-key" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "what_would_do"),
    [
        ("NEWSSTAND_TIME_ZONE", "Mars/One", "Europe/London"),
        ("NEWSSTAND_TIME_ZONE", "/etc/passwd", "Europe/London"),
        ("NEWSSTAND_LANGUAGE", "xx", "en-gb, de, fr, es, ar"),
        ("DATABASE_URL", "nonsense", "postgres://user:password@host/name"),
        ("DATABASE_URL", "mysql://a:hush@c/d", "postgres://user:password@host/name"),
        ("DATABASE_URL", "postgres://a:hush@c:port/d", "postgres://user:password@host/name"),
        ("NEWSSTAND_TRIAL_DAYS", "soon", "say a whole number from 0 to 366"),
        ("NEWSSTAND_READ_BYTES", "-1", "from 134,217,728 to 68,719,476,736"),
        ("NEWSSTAND_CLOCK", "noon", "say one as 2026-03-12T11:00:00Z"),
        ("NEWSSTAND_MAIL", "mailhost", "say smtp://"),
    ],
)
def test_a_setting_that_cannot_be_used_says_what_would_do(
    name: str, value: str, what_would_do: str, tmp_path: Path
) -> None:
    for words, more in ((["doctor"], {name: value}), (["setup", "--yes", "--set", f"{name}={value}"], {})):
        done = newsstand(tmp_path, *words, **more)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert name in done.stderr
        assert what_would_do in done.stderr
        assert "hush" not in done.stderr
    assert not (tmp_path / "newsstand.env").exists()


def test_up_where_somebody_else_serves(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = newsstand(tmp_path, "up", "--titles", "demo", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr


def test_a_command_of_ours_on_a_folder_without_tables_says_what_makes_them(tmp_path: Path) -> None:
    newsstand(tmp_path, "manage", "check")
    for command in (["do_chores"], ["house_figures"], ["show_member", "ada@example.org"], ["terms"]):
        done = newsstand(tmp_path, "manage", *command)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "newsstand manage migrate makes them" in done.stderr


def test_a_command_of_ours_on_tables_of_an_older_version_says_so(data: Path) -> None:
    with closing(sqlite3.connect(data / "newsstand.sqlite3")) as store, store:
        store.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
    done = newsstand(data, "manage", "do_chores")
    assert done.returncode == 1
    assert "newsstand manage migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_that_is_none_is_one_sentence_for_every_command(tmp_path: Path) -> None:
    (tmp_path / "newsstand.sqlite3").write_text("this is no store, however long one looks at it" * 20)
    for words in (["manage", "do_chores"], ["manage", "migrate"], ["gather", "--once"]):
        done = newsstand(tmp_path, *words)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "newsstand doctor says what to look at" in done.stderr


def test_a_command_of_ours_starts_without_djangos_checks_which_read_every_page(data: Path) -> None:
    code = (
        "import sys; from newsstand.cli import main; main(['manage', 'do_chores']); "
        "print('newsstand.web.urls' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "False", done.stderr


def test_the_help_of_a_command_of_ours_needs_no_store(tmp_path: Path) -> None:
    done = newsstand(tmp_path, "manage", "grant", "--help")
    assert done.returncode == 0
    assert "--until" in done.stdout
