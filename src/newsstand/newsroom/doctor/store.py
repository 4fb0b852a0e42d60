"""Whether the store opens, is of this version, and is sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.db.utils import DatabaseError

from newsstand.newsroom.doctor.findings import Finding
from newsstand.newsroom.models import Article, Feed, Publisher, Story


def examine_store(is_current: Callable[[], bool]) -> list[Finding]:
    """The store's findings; one that is not there yet, or not of this version, is made when Newsstand runs."""
    try:
        found = [_postgres()] if connection.vendor == "postgresql" else _sqlite()
        current = is_current()
        if current:
            found.append(Finding(what="Holds", said=_counts()))
    except DatabaseError as error:
        said = f"cannot be opened: {' '.join(str(error).split())}"
        to_do = "See that the server runs and DATABASE_URL is right, or that the file is a store and may be written."
        return [Finding(what="Store", said=said, state="trouble", to_do=to_do)]
    if not current:
        to_do = "Nothing: `newsstand up` and every other command that stores brings it up to date."
        found.append(
            Finding(what="Version", said="the tables are not of this version yet", state="note", to_do=to_do)
        )
    return found


def _postgres() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database()), current_database()"
        )
        version, size, name = cursor.fetchone() or ("", 0, "")
    return Finding(what="Store", said=f"PostgreSQL {version}, database {name}, {size / 2**20:,.1f} MB")


def _sqlite() -> list[Finding]:
    path = Path(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        (version,) = cursor.execute("SELECT sqlite_version()").fetchone()
        (mode,) = cursor.execute("PRAGMA journal_mode").fetchone()
        sound = [str(row[0]) for row in cursor.execute("PRAGMA quick_check(5)").fetchall()]
    size = sum(f.stat().st_size for f in (path, path.with_name(path.name + "-wal")) if f.exists())
    found = [Finding(what="Store", said=f"SQLite {version}, {path}, {size / 2**20:,.1f} MB")]
    if mode != "wal":
        to_do = "Put the data folder on a local disk: readers and the writer wait for each other without it."
        found.append(
            Finding(what="Journal", said=f"is “{mode}”, not a write-ahead log", state="note", to_do=to_do)
        )
    if sound != ["ok"]:
        to_do = "Stop Newsstand, keep a copy of the file, and `newsstand restore` the last backup."
        found.append(Finding(what="Soundness", said="; ".join(sound), state="trouble", to_do=to_do))
    return found


def _counts() -> str:
    counts = {
        "titles": Publisher.objects.count(),
        "feeds": Feed.objects.count(),
        "articles": Article.objects.count(),
        "stories": Story.objects.count(),
    }
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())
