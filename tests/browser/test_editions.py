from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.waiting import sent

PAGES = ("/", "/section/politics/", "/editions/", "/edition/2026-03-12/morning/", "/catch-up/")


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own; a test's parameters may say how it is opened."""
    asked: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | asked))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"], indirect=True
)
def test_axe_finds_nothing_with_menus_and_reasons_open(page: Page, paper: str) -> None:
    for path in PAGES:
        page.goto(paper + path)
        for summary in (
            page.locator("main .why-here summary").last,
            page.locator("main .deeds summary").first,
        ):
            if summary.count():
                summary.click()
        violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [f"{path} {v['id']}: {v['nodes'][0]['html'][:200]}" for v in violations] == []


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": w, "height": 800}} for w in (320, 360, 768, 1280)], ids=str, indirect=True
)
def test_nothing_runs_over_the_edge_when_menus_are_open(page: Page, paper: str) -> None:
    for path in PAGES:
        page.goto(paper + path)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")
        wide, view = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= view, path


@pytest.mark.parametrize(
    "page",
    [{"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True}],
    ids=["phone"],
    indirect=True,
)
def test_buttons_are_large_enough_for_a_thumb(page: Page, paper: str) -> None:
    page.goto(f"{paper}/edition/2026-03-12/morning/")
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main summary')].filter((e) => e.offsetParent)"
        ".map((e) => [e.textContent.trim(), e.getBoundingClientRect().height, e.getBoundingClientRect().width])"
        ".filter(([, height, width]) => height < 44 || width < 44)"
    )
    assert small == []


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no script"], indirect=True)
def test_saving_and_finishing_without_a_script(page: Page, paper: str) -> None:
    page.goto(f"{paper}/edition/2026-03-12/morning/")
    story = page.locator("article", has_text="The matter of number 1").first
    story.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".said")).to_contain_text("Saved: “The matter of number 1")
    story.get_by_role("button", name="Saved", exact=True).click()
    expect(story.get_by_role("button", name="Save", exact=True)).to_be_visible()
    page.get_by_role("button", name="I have read it all").click()
    expect(page.locator("#done")).to_contain_text("You have read it all.")


def test_a_script_turns_the_button_where_it_stands(page: Page, paper: str) -> None:
    page.goto(f"{paper}/")
    story = page.locator("article.item").nth(1)
    story.get_by_role("button", name="Save", exact=True).click()
    expect(story.get_by_role("button", name="Saved", exact=True)).to_be_visible()
    expect(page).to_have_url(f"{paper}/")
    page.reload()
    story.get_by_role("button", name="Saved", exact=True).click()
    expect(story.get_by_role("button", name="Save", exact=True)).to_be_visible()
    sent(page)


# Leaves the page in the very moment in which the button says that the deed is done.
LEAVE_AT_ONCE = """button => {
    const all = {childList: true, subtree: true, characterData: true};
    new MutationObserver(() => location.reload()).observe(button, all);
    button.click();
}"""


def second(page: Page, name: str) -> Locator:
    """The second story's button of that name."""
    return page.locator("article.item").nth(1).get_by_role("button", name=name, exact=True)


def test_what_was_done_is_done_though_the_page_is_left_at_once(page: Page, paper: str) -> None:
    page.goto(f"{paper}/")
    for before, after in (("Save", "Saved"), ("Saved", "Save")):
        with page.expect_navigation():
            second(page, before).evaluate(LEAVE_AT_ONCE)
        expect(second(page, after)).to_be_visible()
        sent(page)
        page.goto(f"{paper}/")
        expect(second(page, after)).to_be_visible()


@pytest.mark.parametrize("page", [{"service_workers": "block"}], ids=["no worker"], indirect=True)
def test_a_page_asked_for_before_a_deed_is_told_of_it(page: Page, paper: str) -> None:
    other = page.context.new_page()
    other.goto(f"{paper}/")
    deeds = iter([("Save", "Saved"), ("Saved", "Save")])

    def come_late(route: Route) -> None:
        answer = route.fetch()
        before, after = next(deeds)
        second(other, before).click()
        expect(second(other, after)).to_be_visible()
        sent(other)
        route.fulfill(response=answer)

    page.route(f"{paper}/", come_late)
    for after in ("Saved", "Save"):
        page.goto(f"{paper}/")
        expect(second(page, after)).to_be_visible()
