"""The store that the tests work on: a real SQLite file, or a PostgreSQL with `--store=postgres`."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.postgres import ADDRESS, REQUIRED, take_postgres

KEPT = {"NEWSSTAND_BENCH_DATA", "NEWSSTAND_REQUIRE_BROWSER", ADDRESS, REQUIRED}
NO_POSTGRES = f"no PostgreSQL: neither its programs are installed nor does {ADDRESS} name one"

open_until_the_end = ExitStack()
missing_store = ""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--store", choices=("sqlite", "postgres"), default="sqlite", help="the store to test on")


def pytest_configure(config: pytest.Config) -> None:
    """Settings read the environment once, when Django loads: it is made before, and holds nothing of the caller's."""
    global missing_store
    # A run started in the background has Ctrl-C ignored, and what it starts would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in [n for n in os.environ if n.startswith("NEWSSTAND_") and n not in KEPT]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    folder = Path(open_until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="newsstand-tests-")))
    os.environ["NEWSSTAND_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsstand.site.settings"
    if config.getoption("--store") == "postgres":
        address = open_until_the_end.enter_context(take_postgres())
        if address is None and os.environ.get(REQUIRED):
            raise pytest.UsageError(f"{REQUIRED} is set, but there is {NO_POSTGRES}")
        if address is None:
            missing_store = NO_POSTGRES
        else:
            os.environ["DATABASE_URL"] = address
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # In memory, as Django would have it, there is no WAL and one connection alone.
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
    from django.test import TestCase, TransactionTestCase

    # Lets the flush after a test with real commits cascade to the search table, which no Django model knows.
    TransactionTestCase.available_apps = [app.partition(".apps.")[0] for app in settings.INSTALLED_APPS]
    TestCase.available_apps = None


def pytest_unconfigure(config: pytest.Config) -> None:
    open_until_the_end.close()


def pytest_report_header(config: pytest.Config) -> str:
    return f"store: {missing_store or config.getoption('--store')}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where a PostgreSQL was asked for and there is none, its tests are skipped with the reason.

    Tests with a browser come last: Playwright leaves an event loop running, in which no other test can start its own.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if missing_store:
        for item in items:
            if item.get_closest_marker("store"):
                item.add_marker(pytest.mark.skip(reason=missing_store))


@pytest.fixture(autouse=True)
def _emptied_index(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with real commits SQLite's store is emptied by our own word, which knows its index and its seals."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        from django.db import connection, transaction

        from newsstand.newsroom.backup import clear_store

        with request.getfixturevalue("django_db_blocker").unblock():
            if connection.vendor == "sqlite":
                with transaction.atomic():  # Django's flush, which comes next, is refused by sealed tables
                    clear_store()
                    connection.cursor().execute(
                        "DELETE FROM sqlite_sequence"
                    )  # rows are numbered from 1 again


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A choice of tests of which none uses the store, or none a browser, is no failure of the run that asks for these."""
    if session.config.getoption("markexpr") and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK
