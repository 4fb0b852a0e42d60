"""The pages of those who speak for titles in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.conftest import wait_for
from tests.browser.serving import House
from tests.browser.waiting import until


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = House(tmp_path_factory.mktemp("titles"), wait_for, NEWSSTAND_SINGLE_READER="no")
    try:
        yield opened
    finally:
        opened.close()


def test_a_title_is_spoken_for(house: House, browser: Browser, tmp_path: Path) -> None:
    """axe finds nothing in either theme, nothing runs off the page, and terms are set without a script."""
    known = json.loads(house.say("tests.browser.publishing"))
    house.open()
    own, claimed = (
        f"{house.address}/publisher/{known['title']}/",
        f"{house.address}/publisher/claim/{known['other']}/",
    )
    pages = [
        f"{house.address}/publisher/",
        own,
        f"{own}terms/",
        f"{own}statements/",
        f"{own}demands/",
        claimed,
    ]
    for theme, width in (("light", 360), ("dark", 1280)):
        context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
        context.add_cookies([{**known["cookie"], "url": house.address}])
        page = context.new_page()
        for address in pages:
            page.goto(address)
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            assert [(address, v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
            scroll, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert scroll <= inner, address
            small = page.evaluate(
                """() => [...document.querySelectorAll("main button, main input:not([type=hidden],[type=radio],[type=checkbox]), main summary, main label[for^=level], main .ways a")]
                    .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 100), e.getBoundingClientRect().height])
                    .filter(([, h]) => h < 44)"""
            )
            assert small == [], address
        context.close()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{**known["cookie"], "url": house.address}])
    page = context.new_page()
    page.goto(f"{own}terms/")
    page.get_by_label("The headline alone").check()
    page.get_by_role("button", name="See what changes").click()
    expect(page.get_by_text("narrower").first).to_be_visible()
    page.get_by_role("button", name="Agree to these terms").click()
    until(page, lambda: house.count("newsroom_agreement", level="headline") == 1)
    expect(page.locator("main")).to_contain_text("The headline alone")
    context.close()
