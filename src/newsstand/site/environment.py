"""Every setting of Newsstand: its name, its default, its help line. Read once, here; the docs page is made from it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

from newsstand.errors import SettingInvalid
from newsstand.newsroom.clock import read_clock


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, an environment variable; `default` is what it is when nothing is said."""

    name: str
    default: str
    help: str
    read: Callable[[str], Any] = str


def _flag(text: str) -> bool:
    words = {
        "1": True,
        "yes": True,
        "true": True,
        "on": True,
        "0": False,
        "no": False,
        "false": False,
        "off": False,
    }
    if text.strip().lower() not in words:
        raise ValueError("say yes or no")
    return words[text.strip().lower()]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _networks(text: str) -> tuple[Any, ...]:
    return tuple(ip_network(word, strict=False) for word in _words(text))


def _between(low: float, high: float, kind: Callable[[str], Any] = int) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        value = kind(text)
        if not low <= value <= high:
            raise ValueError(f"say a number from {low:g} to {high:g}")
        return value

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"say one of {', '.join(choices)}")
        return text

    return read


SETTINGS: tuple[Setting, ...] = (
    Setting("NEWSSTAND_DATA", "data", "The folder that holds the store, the secret key and backups."),
    Setting(
        "DATABASE_URL",
        "",
        "The store. Nothing said: `newsstand.sqlite3` in the data folder. PostgreSQL: `postgres://user:password@host/name`.",
    ),
    Setting(
        "NEWSSTAND_SECRET_KEY",
        "",
        "Signs cookies and links. Nothing said: made once and kept in the data folder.",
    ),
    Setting("NEWSSTAND_DEBUG", "no", "Pages show tracebacks. Never where others can reach them.", _flag),
    Setting(
        "NEWSSTAND_HOSTS", "localhost 127.0.0.1 [::1]", "The names under which the pages are served.", _words
    ),
    Setting("NEWSSTAND_NAME", "Newsstand", "The nameplate on the front page."),
    Setting("NEWSSTAND_PLACE", "", "The place that the nameplate names, beside the date."),
    Setting("NEWSSTAND_TIME_ZONE", "", "The zone in which times are shown. Nothing said: the machine's own."),
    Setting("NEWSSTAND_LANGUAGE", "en-gb", "The language of the pages' own words."),
    Setting(
        "NEWSSTAND_SPELLING",
        "british",
        "How briefs are spelt: british or american.",
        _one_of("british", "american"),
    ),
    Setting(
        "NEWSSTAND_CONTACT",
        "",
        "An address (a page or an e-mail) that publishers find in our User-Agent. Set it before you gather in earnest.",
    ),
    Setting(
        "NEWSSTAND_ALLOWED_NETWORKS",
        "",
        "Private networks that may be fetched from, e.g. `127.0.0.0/8 10.1.0.0/16`. Nothing said: none. Whatever is named here, a feed of any publisher can lead to.",
        _networks,
    ),
    Setting("NEWSSTAND_HOSTS_AT_ONCE", "32", "How many hosts are asked at the same time.", _between(1, 512)),
    Setting(
        "NEWSSTAND_HOST_SPACING", "1.0", "Seconds between two requests to one host.", _between(0, 3600, float)
    ),
    Setting(
        "NEWSSTAND_FETCH_SECONDS", "30", "Seconds that one fetch may take in all.", _between(1, 600, float)
    ),
    Setting(
        "NEWSSTAND_FEED_BYTES", "16777216", "Bytes that a feed may have once unpacked.", _between(1024, 2**30)
    ),
    Setting(
        "NEWSSTAND_PAGE_BYTES", "8388608", "Bytes that a page may have once unpacked.", _between(1024, 2**30)
    ),
    Setting("NEWSSTAND_READERS", "1", "Worker processes that read articles off pages.", _between(1, 64)),
    Setting(
        "NEWSSTAND_READ_SECONDS", "20", "Seconds that one page may take to read.", _between(1, 600, float)
    ),
    Setting(
        "NEWSSTAND_READ_BYTES",
        "1073741824",
        "Memory that a reading worker may take, in bytes.",
        _between(2**27, 2**36),
    ),
    Setting(
        "NEWSSTAND_FRONT_PAGES",
        "yes",
        "Observe the front pages of titles, to rank by what newsrooms lead with.",
        _flag,
    ),
    Setting(
        "NEWSSTAND_PAGE_DAYS",
        "3",
        "How old, in days, an entry may be for its page to be read when it is first seen.",
        _between(1, 3650),
    ),
    Setting(
        "NEWSSTAND_GROUP_DAYS",
        "45",
        "How many days apart two reports of one story may have appeared.",
        _between(1, 365),
    ),
    Setting(
        "NEWSSTAND_CLOCK",
        "",
        "A clock that is not the wall's, for demonstrations: `2026-03-12T11:00:00Z;speed=66;since=1773300000;until=2026-03-12T22:00:00Z`.",
        read_clock,
    ),
    Setting(
        "NEWSSTAND_BENCH_DATA", "", "The folder with the corpora that `make bench` and some tests measure on."
    ),
)


def read_environment(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Every setting's value by name; SettingInvalid names the one that cannot be used and says what would do."""
    env = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = env.get(setting.name, "").strip() or setting.default
        try:
            values[setting.name] = setting.read(text)
        except ValueError as error:
            raise SettingInvalid(f"{setting.name} is “{text}”: {error}", name=setting.name) from error
    return values
