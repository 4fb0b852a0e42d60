from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = ("/search", "/search?q=ferry+title:nothern", "/my/saved/", "/my/history/", "/my/history/remove",
         "/my/settings/", "/my/mutes/", "/my/searches/")  # fmt: skip


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own; a test's parameters may say how it is opened."""
    asked: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | asked))
    yield context.new_page()
    context.close()


def mute(page: Page, paper: str, word: str) -> None:
    page.goto(f"{paper}/my/mutes/")
    page.get_by_label("Mute", exact=True).fill(word)
    page.get_by_label("for", exact=True).select_option("7")
    page.get_by_role("button", name="Mute it").click()
    expect(page.locator("li", has_text=word)).to_have_count(1)


@pytest.mark.parametrize(
    "page", [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": {"width": 360, "height": 800}}],
    ids=["light", "dark"], indirect=True,
)  # fmt: skip
def test_axe_finds_nothing_and_nothing_runs_off_the_page(page: Page, paper: str) -> None:
    mute(page, paper, "Xylophone")
    page.goto(f"{paper}/search?q=ferry")
    with page.expect_navigation():
        page.locator(".articles a").nth(1).click()
    for path in PAGES:
        page.goto(paper + path)
        violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [f"{path} {v['id']}: {v['nodes'][0]['html'][:200]}" for v in violations] == []
        width, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= inner, path


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no script"], indirect=True)
def test_muting_searching_and_setting_without_a_script(page: Page, paper: str) -> None:
    mute(page, paper, "Bassoon")
    row = page.locator("li", has_text="Bassoon")
    expect(row).to_contain_text("until")
    row.get_by_role("button", name="Unmute").click()
    expect(page.locator("li", has_text="Bassoon")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("li", has_text="Bassoon")).to_have_count(1)
    page.goto(f"{paper}/search?q=marigold")
    with page.expect_navigation():
        page.get_by_role("button", name="Save this search").click()
    page.goto(f"{paper}/my/searches/")
    page.locator("li", has_text="marigold").get_by_role("button", name="Remove").click()
    page.locator(".put-away").get_by_role("button", name="Undo").click()
    expect(page.locator("li", has_text="marigold")).to_have_count(1)
    page.goto(f"{paper}/my/settings/")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Time zone").evaluate("e => { e.options[1].value = 'Mars/Base'; e.selectedIndex = 1; }")
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("is not one of the available choices")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Ada")
