"""The search index anew: by when articles were published, with bylines and what else a search narrows by."""

from typing import Any

from django.db import migrations
from django.db.models import F

from newsstand.newsroom.search import postgres, sqlite
from newsstand.newsroom.search.index import index_versions


def rebuild(apps: Any, schema_editor: Any) -> None:
    engine = postgres if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in (engine.DROP + ";" + engine.CREATE).split(";"):
        schema_editor.execute(statement, params=None)
    versions = apps.get_model("newsroom", "ArticleVersion").objects.filter(number=F("article__version"))
    wide = versions.select_related("article__publisher").defer("blocks").order_by("article__published_at", "pk")
    index_versions(wide.iterator(chunk_size=500))


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0006_inaccuracies")]
    operations = [migrations.RunPython(rebuild, migrations.RunPython.noop, elidable=True)]
