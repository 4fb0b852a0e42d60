"""The whole store in one file, the same from SQLite and PostgreSQL, and back."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
from backports import zstd
from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from newsstand import __version__
from newsstand.errors import StoreUnusable
from newsstand.newsroom.models import ArticleVersion
from newsstand.newsroom.search import Indexed, index_articles

FORMAT = 1
BATCH = 500
LONGEST_LINE = 256 * 2**20


APPS = ("newsroom", "members", "account", "mfa", "socialaccount")
PASSING = (
    "usersessions.usersession",
    "sessions.session",
    "members.try",
)  # a restored store asks for them anew


def stored_models() -> list[type[models.Model]]:
    """Every table of ours and of accounts: all but sessions and counts of tries."""
    found = [model for label in APPS for model in apps.get_app_config(label).get_models(True)]
    return [model for model in found if model._meta.label_lower not in PASSING]


def cleared_models() -> list[type[models.Model]]:
    """Every table that is emptied before a backup is read back."""
    return stored_models() + [apps.get_model(label) for label in PASSING]


def write_backup(path: Path) -> int:
    """Write every row to a file (JSON lines under zstd), whole or not at all; returns how many rows.

    All is read in one transaction, so that it is the store of one moment even while others write.
    """
    half = path.with_name(path.name + ".part")
    rows = 0
    try:
        if half.is_file():  # what a broken one left, and whoever may read that
            half.unlink()
        half.touch(mode=0o600)  # what readers wrote and where they get their letters is for its owner alone
        with transaction.atomic(), zstd.open(half, "wb") as out:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            out.write(orjson.dumps({"newsstand": __version__, "format": FORMAT}) + b"\n")
            for model in stored_models():
                for line in _lines(model):
                    out.write(line + b"\n")
                    rows += 1
            out.write(orjson.dumps({"end": rows}) + b"\n")
        os.replace(half, path)  # noqa: PTH105 - atomic also over an older backup
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise StoreUnusable(f"the backup {path} cannot be written: {error.strerror or error}") from error
    return rows


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    names = [f.attname for f in model._meta.concrete_fields]
    for row in model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=BATCH):
        yield orjson.dumps(
            {"table": model._meta.model_name, "row": dict(zip(names, map(_plain, row), strict=True))}
        )


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    return str(value) if isinstance(value, Decimal) else value


def read_backup(path: Path) -> int:
    """Replace everything stored by what a backup holds, in one transaction; StoreUnusable leaves the store as it was."""
    try:
        with zstd.open(path, "rb") as lines, transaction.atomic():
            return _take_in(lines, path)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise StoreUnusable(f"{path} cannot be read: {error.strerror}") from error
    except (
        DatabaseError,
        OSError,
        zstd.ZstdError,
        EOFError,
        orjson.JSONDecodeError,
        KeyError,
        TypeError,
        ValueError,
    ) as error:
        raise StoreUnusable(f"{path} is no whole backup of Newsstand: {error}") from error


def _take_in(lines: Any, path: Path) -> int:
    head = orjson.loads(lines.readline(LONGEST_LINE))
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise StoreUnusable(f"{path} is no backup that this version (format {FORMAT}) reads")
    known = {m._meta.model_name: m for m in stored_models()}
    clear_store()
    rows, table, ended = 0, None, False
    batch: list[dict[str, Any]] = []
    for line in iter(lambda: lines.readline(LONGEST_LINE), b""):
        record = orjson.loads(line)
        if "end" in record:
            ended = record["end"] == rows + len(batch)
            break
        if record["table"] != table or len(batch) >= BATCH:
            rows += _store(known, table, batch)
            table, batch = record["table"], []
        batch.append(record["row"])
    rows += _store(known, table, batch)
    if not ended:
        raise StoreUnusable(f"{path} ends early; the store was left as it was")
    _reset_sequences()
    rebuild_search()
    return rows


def _store(
    known: dict[str | None, type[models.Model]], table: str | None, batch: list[dict[str, Any]]
) -> int:
    if batch:
        model = known[table]
        with _moments_as_written(model):
            model._default_manager.bulk_create([model(**_row(model, row)) for row in batch])
    return len(batch)


@contextmanager
def _moments_as_written(model: type[models.Model]) -> Iterator[None]:
    """Fields that would say when a row was stored say what the backup says."""
    moments = [f for f in model._meta.concrete_fields if isinstance(f, models.DateField)]
    before = [(field, field.auto_now, field.auto_now_add) for field in moments]
    for field in moments:
        field.auto_now = field.auto_now_add = False
    try:
        yield
    finally:
        for field, now, now_add in before:
            field.auto_now, field.auto_now_add = now, now_add


def _row(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    out = dict(row)
    for field in model._meta.concrete_fields:
        value = out.get(field.attname)
        if isinstance(value, dict) and set(value) == {"base64"}:
            out[field.attname] = base64.b64decode(value["base64"])
        elif isinstance(field, models.DateTimeField) and isinstance(value, str):
            out[field.attname] = datetime.fromisoformat(value)
        elif isinstance(field, models.DateField) and isinstance(value, str):
            out[field.attname] = date.fromisoformat(value)
    return out


def clear_store() -> None:
    """Take out every row of ours."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = ", ".join(connection.ops.quote_name(m._meta.db_table) for m in cleared_models())
            cursor.execute(f"TRUNCATE newsroom_search, {tables} RESTART IDENTITY CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("INSERT INTO newsroom_search(newsroom_search) VALUES ('delete-all')")
        cursor.execute("DELETE FROM newsroom_searched")
        with _unsealed(cursor):
            for model in reversed(cleared_models()):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our own table names


@contextmanager
def _unsealed(cursor: Any) -> Iterator[None]:
    """SQLite's triggers that keep tables as they were written, taken off for a moment (PostgreSQL's do not see TRUNCATE)."""
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'sealed\\_%' ESCAPE '\\'"
    )
    seals = cursor.fetchall()
    for name, _ in seals:
        cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    yield
    for _, sql in seals:
        cursor.execute(sql)


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(sql)


def rebuild_search() -> None:
    """Index every article's standing version anew, into an empty index."""
    versions = (
        ArticleVersion.objects.filter(number=models.F("article__version"))
        .select_related("article__publisher")
        .order_by("pk")
    )
    batch: list[Indexed] = []
    for version in versions.iterator(chunk_size=BATCH):
        batch.append(
            Indexed(
                version.article_id,
                version.headline,
                version.standfirst,
                version.body,
                version.article.publisher.name,
            )
        )
        if len(batch) >= BATCH:
            index_articles(batch)
            batch = []
    index_articles(batch)
