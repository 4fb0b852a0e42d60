"""The story page in a real browser: passages, filters, comparing, sharing, in every theme and direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

STORY = "/story/1/ferry"
PAGES = {
    "story": STORY,
    "filtered": f"{STORY}?country=GB",
    "compare": "/story/1/compare",
    "form": "/story/1/report/?place=sections/0/1",
    "thanks": "/story/1/report/?sent=1",
}


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own; a test's parameters may say how it is opened."""
    asked: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | asked))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", [{}, {"color_scheme": "dark"}], ids=["light", "dark"], indirect=True)
def test_axe_finds_nothing(page: Page, paper: str) -> None:
    for name, path in PAGES.items():
        page.goto(paper + path)
        for summary in page.locator("main summary").all():
            summary.click()
        if page.locator(".text .mark").count():
            page.locator(".text .mark").first.click()
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        found = [(v["id"], [n["html"][:120] for n in v["nodes"][:2]]) for v in results.response["violations"]]
        assert not found, f"{name}: {found}"


@pytest.mark.parametrize(
    "page",
    [{"viewport": {"width": w, "height": 800}} for w in (320, 360, 768, 1280, 1920)],
    ids=str,
    indirect=True,
)
def test_nothing_runs_over_the_edge_and_no_id_stands_twice(page: Page, paper: str) -> None:
    for name, path in PAGES.items():
        page.goto(paper + path)
        for summary in page.locator("main summary").all():
            summary.click()
        wide, view = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= view, name
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no scripts"], indirect=True)
def test_filters_and_comparing_work_without_scripts(page: Page, paper: str) -> None:
    page.goto(paper + STORY)
    page.locator(".facet summary").first.click()
    page.locator(".chip", has_text="France").click()
    expect(page.locator(".reports > li")).to_have_count(1)
    expect(page.locator(".reports .whence b")).to_have_text("La Presse du Port")
    expect(page.locator(".chip.on")).to_contain_text("France")
    page.get_by_role("link", name="Show all reports").click()
    expect(page.locator(".reports > li")).to_have_count(2)
    page.get_by_role("link", name="Read two accounts side by side").click()
    expect(page.locator(".account")).to_have_count(2)
    page.get_by_label("Second account").select_option(index=0)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".account")).to_have_count(2)
    page.goto(paper + STORY)
    page.locator(".share summary").click()
    expect(page.get_by_role("link", name="Send by e-mail")).to_be_visible()
    expect(page.locator(".share .address")).to_contain_text("/story/1/")
    expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()


@pytest.mark.parametrize(
    "page", [{"permissions": ["clipboard-read", "clipboard-write"]}], ids=["clipboard"], indirect=True
)
def test_the_link_is_copied(page: Page, paper: str) -> None:
    page.goto(paper + STORY)
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".share .told")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").startswith(paper + "/story/1/")


def test_a_note_leads_to_the_form_which_thanks(page: Page, paper: str) -> None:
    page.goto(paper + STORY)
    page.locator(".text .mark").first.click()
    page.get_by_role("link", name="Report this sentence as inaccurate").first.click()
    expect(page.get_by_label("Which sentence?")).to_have_value("sections/0/0")
    page.get_by_label("What is wrong?").fill("Two were hurt.")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_a_charts_point_is_no_source(page: Page, paper: str) -> None:
    def with_a_chart(route: Route) -> None:
        page_as_served = route.fetch()
        chart = '<svg class="standing"><circle class="mark" r="3"/></svg></main>'
        route.fulfill(response=page_as_served, body=page_as_served.text().replace("</main>", chart))

    page.route(paper + STORY, with_a_chart)
    page.goto(paper + STORY)
    page.locator(".text .mark").first.click()
    expect(page.locator(".text .note").first).to_be_visible()


@pytest.mark.parametrize(
    "page", [{"locale": "ar", "viewport": {"width": w, "height": 800}} for w in (360, 1280)], ids=str, indirect=True
)  # fmt: skip
def test_the_furniture_runs_from_the_right_in_arabic(page: Page, paper: str) -> None:
    page.goto(paper + STORY)
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("article.story, .story .text").evaluate_all("all => all.forEach(e => { e.dir = 'rtl'; })")
    for which in (".steps li", ".timeline li"):
        sides = page.locator(which).first.evaluate(
            "e => [getComputedStyle(e).paddingRight, getComputedStyle(e).paddingLeft]"
        )
        assert sides[0] != "0px" == sides[1], which
    wide, view = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= view


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 800}}], ids=["360"], indirect=True)
def test_what_one_presses_is_large_enough(page: Page, paper: str) -> None:
    page.goto(paper + STORY)
    for summary in page.locator("main summary").all():
        summary.click()
    small = page.evaluate(
        """() => [...document.querySelectorAll('.deeds :is(button, summary, a), .chip, .facet summary, .about a')]
            .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
            .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])"""
    )
    assert small == []


def test_opening_a_story_moves_nothing(page: Page, paper: str) -> None:
    page.goto(paper + STORY, wait_until="networkidle")
    shift = page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(sum), 200);
        })"""
    )
    assert shift < 0.02
