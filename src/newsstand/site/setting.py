"""What a setting is, and how its text is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NO_PLACES = frozenset(
    {"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"}
)  # all of them UTC
STORES = ("postgres", "postgresql", "sqlite")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, an environment variable; `default` is what it is when nothing is said."""

    name: str
    default: str
    help: str
    read: Callable[[str], Any] = str


def flag(text: str) -> bool:
    """Yes or no."""
    known = {
        "1": True,
        "yes": True,
        "true": True,
        "on": True,
        "0": False,
        "no": False,
        "false": False,
        "off": False,
    }
    if text.strip().lower() not in known:
        raise ValueError("say yes or no")
    return known[text.strip().lower()]


def flag_if_said(text: str) -> bool | None:
    """Yes or no; None where nothing is said."""
    return flag(text) if text.strip() else None


def words(text: str) -> tuple[str, ...]:
    """Words, between spaces or commas."""
    return tuple(text.replace(",", " ").split())


def networks(text: str) -> tuple[Any, ...]:
    """IP networks."""
    return tuple(ip_network(word, strict=False) for word in words(text))


def between(low: float, high: float, kind: Callable[[str], Any] = int) -> Callable[[str], Any]:
    """A number within bounds, both of them allowed."""

    def read(text: str) -> Any:
        said = f"say a {'whole ' * (kind is int)}number from {low:,} to {high:,}"
        try:
            value = kind(text)
        except ValueError as error:
            raise ValueError(said) from error
        if not low <= value <= high:
            raise ValueError(said)
        return value

    return read


def name_server(text: str) -> str:
    """A name server's address and port, "192.0.2.53:53"; "" where nothing is said."""
    host, _, port = text.strip().rpartition(":")
    if text.strip():
        ip_address(host.strip("[]"))
        if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError("say an address and a port, as 192.0.2.53:53")
    return text.strip()


def one_of(*choices: str) -> Callable[[str], str]:
    """One of some words."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"say one of {', '.join(choices)}")
        return text

    return read


def time_zone(text: str) -> str:
    """A zone by its name in the IANA's list; "" where nothing is said."""
    try:
        if text:
            ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("say a time zone by its name, as Europe/London") from error
    return text


def machine_zone(environment: Mapping[str, str] | None = None, folder: Path = Path("/etc")) -> str:
    """The zone that this machine keeps: of `TZ`, else of the system's files; UTC where neither names one."""
    env = os.environ if environment is None else environment
    said = [env.get("TZ", "").lstrip(":")]
    try:
        said.append(str((folder / "localtime").resolve()).partition("zoneinfo/")[2])
        said.append((folder / "timezone").read_text().strip())
    except (OSError, ValueError):
        pass
    for name in said:
        try:
            if time_zone(name):
                return "UTC" if name in NO_PLACES else name
        except ValueError:
            continue
    return "UTC"


def store(text: str) -> str:
    """A database's address; "" where nothing is said."""
    try:
        parts = urlsplit(text)
        is_one = not text or (parts.scheme in STORES and "://" in text and parts.port != 0)
    except ValueError:
        is_one = False
    if not is_one:
        raise ValueError(
            "say postgres://user:password@host/name, with % and two digits for signs such as / and @ in the password"
        )
    return text
