"""The gate as a visitor meets it: in both themes, at a telephone's width, by keyboard, and what the shelf and the worker keep."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_for
from tests.browser.serving import House

HIDDEN = "number of passengers at 209"  # beyond the forty words that stand before the gate


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(
        tmp_path_factory.mktemp("gate"),
        wait_for,
        NEWSSTAND_SINGLE_READER="no",
        NEWSSTAND_STRIPE_KEY="sk_test_never_asked",
        NEWSSTAND_BRIEFS="members",
    )
    made.open()
    yield made
    made.close()


@pytest.fixture
def visit(browser: Browser, members: House) -> Iterator[Any]:
    """Opens a page in a browser of its own; `troubles` is what its console said."""
    contexts = []

    def begin(path: str, *, cookies: Any = (), **how: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 360, "height": 800}} | how))
        contexts.append(context)
        context.add_cookies(list(cookies))
        page = context.new_page()
        page.goto(f"{members.address}{path}")
        return page

    yield begin
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", ["/article/1/x", "/story/1/x"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_telephone(visit: Any, path: str, theme: str) -> None:
    page = visit(path, color_scheme=theme)
    expect(page.get_by_role("heading", name="Read this and everything else: 14 days free")).to_be_visible()
    found = [(v["id"], v["nodes"][0]["html"][:160]) for v in Axe().run(page).response["violations"]]
    assert not found
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for way in page.locator(".gate a, .gate button").all():
        box = way.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_what_machines_are_told_passes_the_policy(browser: Browser, members: House) -> None:
    page = browser.new_page()
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{members.address}/article/1/x")
    said = page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    )
    selector = said["hasPart"]["cssSelector"]
    assert page.locator(selector).count() == 1
    assert troubles == []
    page.close()


def test_a_free_read_by_keyboard_without_scripts_is_kept_from_others(visit: Any, members: House) -> None:
    page = visit("/article/1/x", java_script_enabled=False)
    expect(page.locator("main")).not_to_contain_text(HIDDEN)
    page.get_by_role("button", name="Read this one free (3 left this month)").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/1/*")
    expect(page.locator("main")).to_contain_text(HIDDEN)
    address = page.url
    assert page.goto(address).headers["cache-control"] == "private, no-cache"
    for _ in range(2):  # the second comes from the shelf
        with urllib.request.urlopen(address) as answer:
            assert HIDDEN not in answer.read().decode()


def test_a_member_gives_and_their_page_is_gone_when_they_are(visit: Any, members: House) -> None:
    ada = members.readers()["Ada"]
    page = visit("/article/1/x", cookies=ada)
    expect(page.locator("main")).to_contain_text(HIDDEN)
    page.get_by_role("button", name="Give this article away").click()
    link = page.get_by_label(re.compile("Send this link")).input_value()
    friend = visit("/")
    friend.goto(link)
    assert "/g/" not in friend.url
    expect(friend.locator("main")).to_contain_text(HIDDEN)
    page.context.clear_cookies()  # as signing out does
    page.goto(f"{members.address}/article/1/x")
    expect(page.locator("main")).not_to_contain_text(HIDDEN)
