"""What Newsstand needs of the machine, and how it is set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from newsstand.newsroom.doctor.findings import Finding

OLDEST_PYTHON = (3, 11)
LITTLE_ROOM = 2 * 2**30
NO_ROOM = 200 * 2**20
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right shows an earlier day to this program
AHEAD = timedelta(minutes=10)


def examine_python(version: tuple[int, ...]) -> Finding:
    """Whether this Python is one that Newsstand runs on."""
    said = ".".join(map(str, version[:3]))
    if version[:2] >= OLDEST_PYTHON:
        return Finding(what="Python", said=said)
    return Finding(
        what="Python", said=f"{said} is too old", state="trouble", to_do="Install Python 3.11 or later."
    )


def examine_disk(free: int, folder: str) -> Finding:
    """Whether the disk has room for a few days' news; `free` counts bytes."""
    said = f"{free / 2**30:,.1f} GB free at {folder}"
    if free < NO_ROOM:
        return Finding(
            what="Disk",
            said=said,
            state="trouble",
            to_do="Make room, or name another folder with NEWSSTAND_DATA.",
        )
    if free < LITTLE_ROOM:
        return Finding(
            what="Disk", said=said, state="note", to_do="Room for a few days. Make more before it runs out."
        )
    return Finding(what="Disk", said=said)


def examine_clock(wall: datetime, now: datetime, newest: datetime | None, *, is_played: bool) -> Finding:
    """Whether the clock can be right: not before this program was written, nor before what is stored."""
    said = f"{wall:%d %B %Y, %H:%M} UTC"
    if wall < WRITTEN:
        return Finding(
            what="Clock", said=f"{said}: that day is past", state="trouble", to_do="Set the machine's clock."
        )
    if is_played:
        return Finding(
            what="Clock", said=f"played by NEWSSTAND_CLOCK: {now:%d %B %Y, %H:%M} UTC", state="note",
            to_do="Unset NEWSSTAND_CLOCK to gather in earnest.",
        )  # fmt: skip
    if newest is not None and newest > wall + AHEAD:
        return Finding(
            what="Clock", said=f"{said}, but the store has seen {newest:%d %B %Y, %H:%M}", state="trouble",
            to_do="Set the machine's clock: feeds that were asked later than now would wait for it.",
        )  # fmt: skip
    return Finding(what="Clock", said=said)


def examine_settings(values: Mapping[str, Any], defaults: Mapping[str, str]) -> list[Finding]:
    """What is set otherwise than by default, and what ought to be set; secrets are not printed."""
    changed = [
        f"{name}={shown(name, value)}"
        for name, value in values.items()
        if is_changed(value, defaults.get(name, ""))
    ]
    found = [Finding(what="Settings", said=", ".join(changed) or "all as they come")]
    if not values["NEWSSTAND_CONTACT"]:
        found.append(
            Finding(
                what="Contact", said="publishers cannot see whose reader asks them", state="note",
                to_do="Set NEWSSTAND_CONTACT to a page or an e-mail address before you gather in earnest.",
            )
        )  # fmt: skip
    if values["NEWSSTAND_DEBUG"]:
        found.append(
            Finding(
                what="Debugging", said="pages show tracebacks", state="note",
                to_do="Unset NEWSSTAND_DEBUG where others can reach the pages.",
            )
        )  # fmt: skip
    return found


SECRET = (
    "NEWSSTAND_SECRET_KEY",
    "NEWSSTAND_OLD_SECRET_KEYS",
    "NEWSSTAND_STRIPE_KEY",
    "NEWSSTAND_STRIPE_WEBHOOK_SECRET",
)


def is_changed(value: Any, default: str) -> bool:
    """Whether a setting's value is another than its default's text would give, where that can be told by its words."""
    if isinstance(value, bool):
        return not default or value != (default in ("yes", "true", "on", "1"))
    if isinstance(value, (int, float)):
        return float(value) != float(default or "nan")
    if isinstance(value, tuple):
        return " ".join(map(str, value)) != default
    return isinstance(value, str) and value != default


def shown(name: str, value: Any) -> str:
    """A setting's value as it may be printed."""
    if name in SECRET:
        return "…"
    if name in ("DATABASE_URL", "NEWSSTAND_MAIL"):
        scheme, _, rest = str(value).partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
