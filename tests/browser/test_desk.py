"""The editors' desk in a real browser: by its owner, with and without a script, at every width."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own; a test's parameters may say how it is opened."""
    asked: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | asked))
    yield context.new_page()
    context.close()


def draft(page: Page, paper: str, words: str) -> str:
    """A story that a search finds, as a draft of Our Picks; answers its address."""
    page.goto(f"{paper}/desk/picks/picks/?q={words}")
    page.get_by_role("button", name="Pick").first.click()
    expect(page.get_by_label("Headline for the edition")).to_be_visible()
    return page.url


def every_page(page: Page, paper: str) -> list[str]:
    pick = draft(page, paper, "ferry")
    page.get_by_role("link", name="The story on the desk").click()
    page.wait_for_url("**/desk/story/*/")
    story = page.url
    return [
        f"{paper}/desk/", f"{paper}/desk/picks/picks/?q=matter", f"{paper}/desk/missed/", f"{paper}/desk/log/",
        f"{paper}/desk/search?q=matter", pick, f"{story}?q=matter",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"], indirect=True
)
def test_axe_finds_nothing(page: Page, paper: str) -> None:
    for address in every_page(page, paper):
        page.goto(address)
        for summary in page.locator("main details > summary").all()[:2]:
            summary.click()
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(address, v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": w, "height": 800}} for w in (320, 768, 1920)], indirect=True
)
def test_nothing_runs_off_the_page(page: Page, paper: str) -> None:
    for address in every_page(page, paper):
        page.goto(address)
        width, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= inner, address


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 800}}], indirect=True)
def test_what_is_pressed_is_large_enough(page: Page, paper: str) -> None:
    for address in every_page(page, paper):
        page.goto(address)
        small = page.evaluate(
            """() => [...document.querySelectorAll("main button, main input:not([type=hidden]), main select, main summary")]
                .filter(e => e.checkVisibility())
                .map(e => [e.outerHTML.slice(0, 100), e.getBoundingClientRect().width, e.getBoundingClientRect().height])
                .filter(([, w, h]) => w < 44 || h < 44)"""
        )
        assert small == [], address


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no script"], indirect=True)
def test_a_pick_is_worded_placed_and_taken_out_without_a_script(page: Page, paper: str) -> None:
    draft(page, paper, "matter 7")
    page.get_by_label("Headline for the edition").fill("Told anew for the edition")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and place").click()
    page.goto(f"{paper}/desk/")
    row = page.locator("li.pick", has_text="Told anew for the edition")
    expect(row).to_contain_text("Stands now")
    expect(row).to_contain_text("Originally:")
    row.get_by_role("link").first.click()
    page.get_by_label("Why it is taken out").fill("That was a test")
    with page.expect_navigation():
        page.get_by_role("button", name="Take it out").click()
    page.goto(f"{paper}/desk/log/")
    expect(page.locator("ol.log > li").first).to_contain_text("That was a test")
