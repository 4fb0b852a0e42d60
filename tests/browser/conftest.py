"""A real paper on a real server, read by a real Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.serving import CLOCK, stop, whole_paper
from tests.ports import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
STARTING = 60.0
ANSWERING = 10.0  # seconds that one answer may take

expect.set_options(timeout=20_000)  # a busy machine takes its time; what never comes, comes never


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs a browser; where none is installed it is skipped and says so."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if CHROMIUM is None and not os.environ.get("NEWSSTAND_REQUIRE_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed"))


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a whole paper on it."""
    folder = tmp_path_factory.mktemp("paper")
    shutil.copytree(whole_paper(), folder, dirs_exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    port = free_port()
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "NEWSSTAND_DATA": str(folder),
        "NEWSSTAND_CLOCK": CLOCK,
        "NEWSSTAND_TIME_ZONE": "Europe/London",
        "NEWSSTAND_PLACE": "Skerry Point",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--log-level", "error", "newsstand.site.wsgi:application"],
        env=env,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(server)


def wait_for(address: str) -> None:
    """Return once an address answers well; TimeoutError when it does not."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=ANSWERING):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()
