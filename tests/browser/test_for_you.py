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


def found_by_axe(page: Page) -> list[str]:
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in violations]


@pytest.mark.parametrize(
    "page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"], indirect=True
)
def test_axe_finds_nothing_before_and_after_one_has_begun(page: Page, paper: str) -> None:
    for path in ("/for-you/", "/my/following/"):
        page.goto(paper + path)
        assert found_by_axe(page) == []
    page.goto(f"{paper}/title/northern-ledger/")
    page.goto(f"{paper}/for-you/")
    for summary in page.locator("details.tune summary").all()[:1]:
        summary.click()
    assert found_by_axe(page) == []


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no script"], indirect=True)
def test_following_and_muting_without_a_script(page: Page, paper: str) -> None:
    page.goto(f"{paper}/my/following/")
    page.get_by_label("Mute a word or a name").fill("Zeppelin")
    page.get_by_label("For how long").select_option("7")
    page.get_by_role("button", name="Mute", exact=True).click()
    row = page.locator("li", has_text="Zeppelin")
    expect(row).to_contain_text("until")
    row.get_by_role("button", name="Show again").click()
    expect(page.locator("li", has_text="Zeppelin")).to_have_count(0)


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": w, "height": 800}} for w in (320, 768, 1920)], indirect=True
)
def test_nothing_runs_off_the_page(page: Page, paper: str) -> None:
    for path in ("/for-you/", "/my/following/"):
        page.goto(paper + path)
        width, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= inner
