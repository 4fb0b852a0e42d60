"""Where the parts are put together: the store opened, the desk made, titles taken in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import django
from django.db import transaction
from django.db.utils import DatabaseError

from newsstand.errors import StoreUnusable
from newsstand.model import Publisher


def open_store(*, migrate: bool = True) -> None:
    """Set Django up and bring the store's tables up to date; StoreUnusable says what stands in the way."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstand.site.settings")
    django.setup()
    if not migrate:
        return
    with checked_store():
        if not is_current():
            from django.core.management import call_command

            call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def checked_store() -> Iterator[None]:
    """Say in one sentence what the store refuses within: StoreUnusable names it, and what to look at."""
    try:
        yield
    except DatabaseError as error:
        from django.conf import settings

        name = settings.DATABASES["default"]["NAME"]
        said = " ".join(str(error).split())
        raise StoreUnusable(
            f"the store {name} cannot be used: {said}; newsstand doctor says what to look at"
        ) from error


def is_current() -> bool:
    """Whether every migration was applied; a look at two lists, where Django's own check costs a start's time."""
    from django.apps import apps
    from django.db import connection

    shipped = {
        (app.label, name)
        for app in apps.get_app_configs()
        for _, name, _ in iter_modules([str(Path(app.path) / "migrations")])
    }
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT app, name FROM django_migrations")
        return shipped <= set(cursor.fetchall())


def collect_static() -> None:
    """Put the pages' own files, packed, where the pages' server looks for them."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def make_desk(*, loopback: bool = False, timeout: float | None = None) -> Any:
    """The pipeline's desk as the settings describe it; `loopback` lets it fetch from this machine (the demo)."""
    from django.conf import settings

    from newsstand.members.editions import zones_of_readers
    from newsstand.net import Fetcher, FetchSettings
    from newsstand.newsroom.pipeline.desk import Desk, DeskSettings
    from newsstand.newsroom.pipeline.workers import WorkerPool

    values = settings.NEWSSTAND
    networks = tuple(values["NEWSSTAND_ALLOWED_NETWORKS"])
    if loopback:
        networks += (ip_network("127.0.0.0/8"),)
    fetcher = Fetcher(
        FetchSettings(
            contact=values["NEWSSTAND_CONTACT"],
            total_seconds=timeout or values["NEWSSTAND_FETCH_SECONDS"],
            hosts_at_once=values["NEWSSTAND_HOSTS_AT_ONCE"],
            spacing=values["NEWSSTAND_HOST_SPACING"],
            allowed_networks=networks,
        ),
        clock=settings.NOW,
    )
    return Desk(
        now=settings.NOW,
        fetcher=fetcher,
        workers=WorkerPool(
            workers=values["NEWSSTAND_READERS"],
            seconds=values["NEWSSTAND_READ_SECONDS"],
            memory=values["NEWSSTAND_READ_BYTES"],
        ),
        zones=lambda: tuple(dict.fromkeys([settings.TIME_ZONE, *zones_of_readers(settings.NOW())])),
        settings=DeskSettings(
            feed_bytes=values["NEWSSTAND_FEED_BYTES"],
            page_bytes=values["NEWSSTAND_PAGE_BYTES"],
            group_days=values["NEWSSTAND_GROUP_DAYS"],
            page_days=values["NEWSSTAND_PAGE_DAYS"],
            spelling=values["NEWSSTAND_SPELLING"],
            pictures=settings.DATA_FOLDER / "pictures",
            front_pages=values["NEWSSTAND_FRONT_PAGES"],
            is_alone=values["NEWSSTAND_SINGLE_READER"],
        ),
    )


def take_in_titles(publishers: Iterable[Publisher], *, is_demo: bool = False) -> int:
    """Store titles with their feeds and front pages; those known by slug or feed are brought up to date. Returns how many are new."""
    from django.conf import settings

    from newsstand.newsroom.titles import take_in

    with transaction.atomic():
        return take_in(publishers, now=settings.NOW(), is_demo=is_demo)
