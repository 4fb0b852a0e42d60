"""The search index of whichever store this is."""

from typing import Any

from django.db import migrations

from newsstand.newsroom.search import postgres, sqlite


def _sql(schema_editor: Any, name: str) -> str:
    return str(getattr(postgres if schema_editor.connection.vendor == "postgresql" else sqlite, name))


def create(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(_sql(schema_editor, "CREATE"), params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(_sql(schema_editor, "DROP"), params=None)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
