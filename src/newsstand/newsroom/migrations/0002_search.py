"""The search index of whichever store this is."""

from typing import Any

from django.db import migrations

from newsstand.newsroom.search import postgres, sqlite


def _run(schema_editor: Any, name: str) -> None:
    engine = postgres if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in getattr(engine, name).split(";"):
        schema_editor.execute(statement, params=None)


def create(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, "CREATE")


def drop(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, "DROP")


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
