"""What keeps ledger and closed months as they were written, also from who writes to the store by hand.

Triggers refuse every change and removal. They are set after each migration, since a table that a migration remakes loses
its own. A store is emptied as a whole alone, by `newsroom.backup.clear_store`, as restoring a backup does.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections

from newsstand.members.models.sealed import sealed_models

REFUSAL = "this table is sealed: its rows are neither changed nor taken out"


def sealed_tables() -> list[str]:
    """The names of the tables that are written once."""
    found = sealed_models(list(apps.get_app_config("members").get_models()))
    return sorted(model._meta.db_table for model in found)


def seal_tables(using: str = "default", **_: Any) -> None:
    """Set the triggers where they are missing; also what Django calls after migrations."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION newsstand_sealed() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
            )
        for table in sealed_tables():
            for deed in ("update", "delete"):
                if table not in present:
                    continue
                name = f"sealed_{table}_{deed}"
                if connection.vendor == "postgresql":
                    cursor.execute(
                        f"CREATE OR REPLACE TRIGGER {name} BEFORE {deed} ON {table} "
                        "FOR EACH ROW EXECUTE FUNCTION newsstand_sealed()"
                    )
                else:
                    cursor.execute(
                        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {deed} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                    )
