"""Very many rows of one table, stored as fast as the store takes them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 20_000


def add_rows(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Store rows of plain values, in the caller's transaction; nothing is checked but by the store."""
    quote = connection.ops.quote_name
    table, named = quote(model._meta.db_table), ", ".join(map(quote, columns))
    left = iter(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in left:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        while batch := list(islice(left, BATCH)):
            cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", batch)  # noqa: S608 - our own names
