"""The docs say what the code says: every setting with its help line, every command with its usage."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from docs.build import DOCS, PAGES, built, made, undocumented

from newsstand.cli import COMMANDS, build_parser
from newsstand.errors import SettingInvalid
from newsstand.site.environment import SETTINGS, Setting, read_environment
from newsstand.site.setting import machine_zone


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_up_to_date(page: Path) -> None:
    assert built(page.read_text("utf-8")) == page.read_text("utf-8"), "run python -m docs.build"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_has_its_line(setting: Setting) -> None:
    assert setting.help.endswith("."), "a help line is a sentence"
    page = (DOCS / "settings.md").read_text("utf-8")
    assert f"| `{setting.name}` |" in page
    assert setting.help in page


def test_settings_have_names_of_their_own_and_defaults_that_can_be_read() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(names) == len(set(names))
    assert set(read_environment({})) == set(names)


def test_every_command_has_its_place_on_the_page() -> None:
    assert undocumented() == []
    page = (DOCS / "commands.md").read_text("utf-8")
    assert all(f"\n### {command}\n" in page for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_is_explained(command: str) -> None:
    told = made(f"usage {command}")
    parser = build_parser(command)
    (choices,) = (a for a in parser._actions if a.dest == "command")
    assert choices.choices is not None
    for action in choices.choices[command]._actions:  # type: ignore[call-overload]
        assert action.help, f"newsstand {command} {action.dest} has no help line"
        if action.option_strings and action.dest != "help":
            assert f"`{action.option_strings[-1]}" in told


def test_a_page_that_is_out_of_date_fails_the_check(tmp_path: Path) -> None:
    """The real builder on a copy of the project's docs."""
    root = DOCS.parent
    (tmp_path / "docs").mkdir()
    for page in (*DOCS.glob("*.md"), *DOCS.glob("*.py")):
        (tmp_path / "docs" / page.name).write_bytes(page.read_bytes())
    (tmp_path / "README.md").write_bytes((root / "README.md").read_bytes())
    check = [sys.executable, "-m", "docs.build", "--check"]
    assert subprocess.run(check, cwd=tmp_path, timeout=60).returncode == 0
    page = tmp_path / "docs" / "settings.md"
    page.write_text(page.read_text("utf-8").replace("NEWSSTAND_PLACE", "NEWSSTAND_TOWN"), "utf-8")
    late = subprocess.run(check, cwd=tmp_path, timeout=60, capture_output=True, text=True)
    assert late.returncode == 1
    assert "docs/settings.md is out of date" in late.stderr
    assert subprocess.run(check[:-1], cwd=tmp_path, timeout=60).returncode == 0
    assert "NEWSSTAND_PLACE" in page.read_text("utf-8")


def test_the_languages_that_can_be_set_are_those_that_the_pages_speak() -> None:
    for code, _ in settings.LANGUAGES:
        assert read_environment({"NEWSSTAND_LANGUAGE": code})["NEWSSTAND_LANGUAGE"] == code
    with pytest.raises(SettingInvalid, match=", ".join(code for code, _ in settings.LANGUAGES)):
        read_environment({"NEWSSTAND_LANGUAGE": "tlh"})


def test_where_no_zone_is_set_the_machines_own_is_kept(tmp_path: Path) -> None:
    assert machine_zone({"TZ": ":Europe/Paris"}, tmp_path) == "Europe/Paris"
    assert machine_zone({}, tmp_path) == "UTC"
    assert machine_zone({"TZ": "Etc/UTC"}, tmp_path) == "UTC"
    (tmp_path / "timezone").write_text("Pacific/Auckland\n")
    assert machine_zone({"TZ": "no such zone"}, tmp_path) == "Pacific/Auckland"
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/America/Lima")
    assert machine_zone({}, tmp_path) == "America/Lima"


def test_every_command_for_operators_has_its_line() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    ours = [name for name, app in get_commands().items() if str(app).startswith("newsstand.")]
    assert "do_chores" in ours
    assert [name for name in ours if f"`{name}" not in page] == []
