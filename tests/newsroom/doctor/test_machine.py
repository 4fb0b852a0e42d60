"""What the doctor says of a machine, a clock and settings."""

from datetime import UTC, datetime, timedelta

import pytest

from newsstand.newsroom.doctor import examine_clock, examine_disk, examine_python, examine_settings
from newsstand.newsroom.doctor.machine import NO_ROOM
from newsstand.site.environment import SETTINGS, read_environment

WALL = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
DEFAULTS = {s.name: s.default for s in SETTINGS}


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 11, 7), "well"), ((3, 14, 0), "well"), ((3, 10, 14), "trouble"), ((4, 0, 0), "well")],
)
def test_python(version: tuple[int, ...], state: str) -> None:
    assert examine_python(version).state == state


@pytest.mark.parametrize(
    ("free", "state"),
    [(0, "trouble"), (NO_ROOM, "note"), (2**31 - 1, "note"), (2**31, "well"), (2**40, "well")],
)
def test_disk(free: int, state: str) -> None:
    finding = examine_disk(free, "/news")
    assert finding.state == state
    assert "/news" in finding.said
    assert bool(finding.to_do) == (state != "well")


@pytest.mark.parametrize(
    ("wall", "newest", "state"),
    [
        (WALL, None, "well"),
        (WALL, WALL - timedelta(days=3), "well"),
        (WALL, WALL + timedelta(minutes=5), "well"),
        (WALL, WALL + timedelta(hours=1), "trouble"),
        (datetime(1970, 1, 1, tzinfo=UTC), None, "trouble"),
    ],
)
def test_clock(wall: datetime, newest: datetime | None, state: str) -> None:
    assert examine_clock(wall, wall, newest, is_played=False).state == state


def test_a_played_clock_is_said_so() -> None:
    finding = examine_clock(WALL, WALL - timedelta(days=100), WALL + timedelta(days=1), is_played=True)
    assert (finding.state, "NEWSSTAND_CLOCK" in finding.said) == ("note", True)


def test_settings_as_they_come() -> None:
    settings, contact = examine_settings(read_environment({}), DEFAULTS)
    assert settings.said == "all as they come"
    assert (contact.state, "NEWSSTAND_CONTACT" in contact.to_do) == ("note", True)


def test_settings_that_were_changed_are_named_and_secrets_are_not() -> None:
    environment = {
        "NEWSSTAND_CONTACT": "https://reader.example/about", "NEWSSTAND_SECRET_KEY": "hush", "NEWSSTAND_DEBUG": "yes",
        "DATABASE_URL": "postgres://news:hush@db.example/paper", "NEWSSTAND_READERS": "4",
        "NEWSSTAND_HOSTS": "paper.example", "NEWSSTAND_HOST_SPACING": "1", "NEWSSTAND_FRONT_PAGES": "on",
        "NEWSSTAND_OLD_SECRET_KEYS": "hush-before",
    }  # fmt: skip
    settings, debugging = examine_settings(read_environment(environment), DEFAULTS)
    assert settings.said == (
        "DATABASE_URL=postgres://db.example/paper, NEWSSTAND_SECRET_KEY=…, NEWSSTAND_OLD_SECRET_KEYS=…, "
        "NEWSSTAND_DEBUG=True, "
        "NEWSSTAND_HOSTS=paper.example, NEWSSTAND_CONTACT=https://reader.example/about, NEWSSTAND_READERS=4"
    )
    assert (debugging.what, debugging.state) == ("Debugging", "note")
