"""Waiting for what comes by itself; a promise is awaited, which `Page.wait_for_function` takes for true."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE = 20.0
IS_KEPT = """async () => {
    const name = (await caches.keys()).find(n => n.startsWith("newsstand-pages-"));
    return Boolean(name && await (await caches.open(name)).match("/my/bundle.json"));
}"""


def until(page: Page, asked: str | Callable[[], bool]) -> None:
    """Return once a promise of the page, or what is asked outside of it, comes true; AssertionError where it never does."""
    end = time.monotonic() + PATIENCE
    while not (asked() if callable(asked) else page.evaluate(asked)):
        assert time.monotonic() < end, asked
        page.wait_for_timeout(50)


def sent(page: Page) -> None:
    """Wait until nothing that was done waits to be sent: a page that is left sends no more."""
    until(page, "async () => !(await deeds.waiting()).length")


def take_in(page: Page) -> None:
    """Wait until the worker has put the edition away, to be read off line."""
    until(page, "() => navigator.serviceWorker.ready.then(held => Boolean(held.active))")
    until(page, IS_KEPT)
