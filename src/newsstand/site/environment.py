"""Every setting of Newsstand: its name, its default, its help line. Read once, here; the docs page is made from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from newsstand.errors import SettingInvalid
from newsstand.newsroom.clock import read_clock
from newsstand.site.membership import MEMBERSHIP_SETTINGS
from newsstand.site.setting import Setting, between, flag, networks, one_of, store, time_zone, words
from newsstand.site.settings_file import read_settings, settings_path

HOUSE_SETTINGS: tuple[Setting, ...] = (
    Setting("NEWSSTAND_DATA", "data", "The folder that holds the store, the secret key and backups."),
    Setting(
        "DATABASE_URL",
        "",
        "The store. Nothing said: `newsstand.sqlite3` in the data folder. PostgreSQL: `postgres://user:password@host/name`.",
        store,
    ),
    Setting(
        "NEWSSTAND_SECRET_KEY",
        "",
        "Signs cookies and links, and locks the secrets of second steps. Nothing said: made once and kept in the data folder.",
    ),
    Setting(
        "NEWSSTAND_OLD_SECRET_KEYS",
        "",
        "Secret keys of before, the newest first, between spaces: what they signed and locked is still read.",
        lambda text: tuple(text.split()),
    ),
    Setting("NEWSSTAND_DEBUG", "no", "Pages show tracebacks. Never where others can reach them.", flag),
    Setting(
        "NEWSSTAND_HOSTS", "localhost 127.0.0.1 [::1]", "The names under which the pages are served.", words
    ),
    Setting(
        "NEWSSTAND_SINGLE_READER",
        "yes",
        "Whoever can open the pages is the one reader, who owns everything. `no`: readers sign in.",
        flag,
    ),
    Setting(
        "NEWSSTAND_PAGE_WORKERS",
        "2",
        "Processes that serve the pages, each with 4 threads; as many as the machine has processors serve the most.",
        between(1, 64),
    ),
    Setting(
        "NEWSSTAND_SHELF_BYTES",
        "33554432",
        "Bytes of finished public pages that a pages' server keeps, where readers sign in; 0 keeps none.",
        between(0, 2**34),
    ),
    Setting("NEWSSTAND_NAME", "Newsstand", "The nameplate on the front page."),
    Setting("NEWSSTAND_PLACE", "", "The place that the nameplate names, beside the date."),
    Setting(
        "NEWSSTAND_TIME_ZONE",
        "",
        "The zone in which times are shown. Nothing said: the machine's own.",
        time_zone,
    ),
    Setting(
        "NEWSSTAND_LANGUAGE",
        "en-gb",
        "The language of the pages' own words: en-gb, de, fr, es or ar.",
        one_of("en-gb", "de", "fr", "es", "ar"),
    ),
    Setting(
        "NEWSSTAND_SPELLING",
        "british",
        "How briefs are spelt: british or american.",
        one_of("british", "american"),
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
        networks,
    ),
    Setting("NEWSSTAND_HOSTS_AT_ONCE", "32", "How many hosts are asked at the same time.", between(1, 512)),
    Setting(
        "NEWSSTAND_HOST_SPACING", "1.0", "Seconds between two requests to one host.", between(0, 3600, float)
    ),
    Setting(
        "NEWSSTAND_FETCH_SECONDS", "30", "Seconds that one fetch may take in all.", between(1, 600, float)
    ),
    Setting(
        "NEWSSTAND_FEED_BYTES", "16777216", "Bytes that a feed may have once unpacked.", between(1024, 2**30)
    ),
    Setting(
        "NEWSSTAND_PAGE_BYTES", "8388608", "Bytes that a page may have once unpacked.", between(1024, 2**30)
    ),
    Setting("NEWSSTAND_READERS", "1", "Worker processes that read articles off pages.", between(1, 64)),
    Setting(
        "NEWSSTAND_READ_SECONDS", "20", "Seconds that one page may take to read.", between(1, 600, float)
    ),
    Setting(
        "NEWSSTAND_READ_BYTES",
        "1073741824",
        "Memory that a reading worker may take, in bytes.",
        between(2**27, 2**36),
    ),
    Setting(
        "NEWSSTAND_FRONT_PAGES",
        "yes",
        "Observe the front pages of titles, to rank by what newsrooms lead with.",
        flag,
    ),
    Setting(
        "NEWSSTAND_PAGE_DAYS",
        "3",
        "How old, in days, an entry may be for its page to be read when it is first seen.",
        between(1, 3650),
    ),
    Setting(
        "NEWSSTAND_GROUP_DAYS",
        "45",
        "How many days apart two reports of one story may have appeared.",
        between(1, 365),
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


SETTINGS = HOUSE_SETTINGS + MEMBERSHIP_SETTINGS
SECRET = frozenset({"DATABASE_URL"})  # may hold a password, and messages are logged


def read_environment(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Every setting's value by name: what the environment says, else the file of settings, else the default.

    SettingInvalid names the one that cannot be used, and says what would do.
    """
    env = os.environ if environment is None else environment
    kept = read_settings(settings_path(env))
    unknown = kept.keys() - {setting.name for setting in SETTINGS}
    if unknown:
        raise SettingInvalid(
            f"{settings_path(env)}: there is no setting {min(unknown)}; see docs/settings.md",
            name=min(unknown),
        )
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = env.get(setting.name, "").strip() or kept.get(setting.name, "").strip() or setting.default
        values[setting.name] = read_setting(setting, text)
    return values


def read_setting(setting: Setting, text: str) -> Any:
    """What a setting's text comes to; SettingInvalid says what would do."""
    try:
        return setting.read(text)
    except ValueError as error:
        told = "cannot be used" if setting.name in SECRET else f"is “{text}”"
        raise SettingInvalid(f"{setting.name} {told}: {error}", name=setting.name) from error
