from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = {
    "front": "/",
    "story": "/story/1/ferry",
    "article": "/article/1/ferry",
    "arabic": "/title/al-mina/",
    "title": "/title/northern-ledger/",
    "titles": "/titles/",
    "section": "/section/politics/",
    "search": "/search?q=marigold",
    "nothing found": "/search?q=xylophone",
    "status": "/status",
    "lost": "/nowhere",
}


class Seen:
    """What a page asked for and what the console said."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.troubles: list[str] = []


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own; a test's parameters may say how it is opened."""
    asked: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | asked))
    opened = context.new_page()
    opened.on("request", lambda r: seen.requests.append(r.url))
    opened.on("console", lambda m: seen.troubles.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: seen.troubles.append(str(error)))
    yield opened
    context.close()


ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = ALL_RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.mark.parametrize(
    ("page", "rules"),
    [({"color_scheme": "light"}, ALL_RULES), ({"color_scheme": "dark"}, COLOURS)],
    ids=["light", "dark"],
    indirect=["page"],
)
def test_axe_finds_nothing(page: Page, paper: str, rules: dict[str, Any]) -> None:
    axe = Axe()
    for name, path in PAGES.items():
        page.goto(paper + path)
        if name == "story":
            page.locator(".text .mark").first.click()
        results = axe.run(page, options=rules)
        found = [(v["id"], [n["html"][:120] for n in v["nodes"][:2]]) for v in results.response["violations"]]
        assert not found, f"{name}: {found}"


def test_no_page_asks_elsewhere_or_complains(page: Page, paper: str, seen: Seen) -> None:
    for name, path in PAGES.items():
        page.goto(paper + path)
        expected = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
        assert seen.troubles == (expected if name == "lost" else [])
        seen.troubles.clear()
    assert seen.requests
    assert not [url for url in seen.requests if not url.startswith(paper + "/")]


@pytest.mark.parametrize(
    "page",
    [{"viewport": {"width": w, "height": 800}} for w in (320, 768, 1280)],
    ids=str,
    indirect=True,
)
def test_nothing_runs_over_the_edge(page: Page, paper: str) -> None:
    for name, path in PAGES.items():
        page.goto(paper + path)
        wide, view = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= view, name


def test_the_lead_is_two_to_three_times_the_others(page: Page, paper: str) -> None:
    page.goto(paper + "/")
    lead, other = (
        page.locator(f"{which} .headline").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for which in (".lead", ".second")
    )
    assert 2 <= lead / other <= 3


def test_a_passage_opens_and_closes_by_keyboard(page: Page, paper: str) -> None:
    page.goto(paper + PAGES["story"])
    page.locator(".text").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    page.keyboard.press("Tab")
    mark = page.locator(".mark:focus")
    expect(mark).to_have_attribute("aria-expanded", "false")
    note = page.locator(str(mark.get_attribute("href")))
    expect(note).to_be_hidden()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note.locator("mark")).to_have_text("Nobody was hurt.")
    expect(page.locator(".mark:focus")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.keyboard.press(" ")
    expect(note).to_be_visible()


def test_a_passage_stands_beside_its_sentence_on_wide_screens(page: Page, paper: str) -> None:
    page.goto(paper + PAGES["story"])
    mark = page.locator(".text .mark").first
    mark.click()
    sentence, note = (
        page.locator(".text .claim").first.bounding_box(),
        page.locator(".note.open").bounding_box(),
    )
    assert sentence
    assert note
    assert note["x"] > sentence["x"] + sentence["width"]
    assert abs(note["y"] - sentence["y"]) < 120


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 800}}], ids=["360"], indirect=True)
def test_a_passage_stands_under_its_sentence_on_narrow_screens(page: Page, paper: str) -> None:
    page.goto(paper + PAGES["story"])
    mark = page.locator(".text .mark").first
    mark.click()
    place, note = mark.bounding_box(), page.locator(".note.open").bounding_box()
    assert place
    assert note
    assert note["y"] >= place["y"] + place["height"] / 2
    assert note["x"] + note["width"] <= 360


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no scripts"], indirect=True)
def test_a_passage_opens_without_scripts(page: Page, paper: str) -> None:
    page.goto(paper + PAGES["story"])
    mark = page.locator(".text .mark").first
    note = page.locator(str(mark.get_attribute("href")))
    expect(note).to_be_hidden()
    mark.click()
    expect(note).to_be_visible()
    note.locator(".close").click()
    expect(note).to_be_hidden()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no scripts"], indirect=True)
def test_search_works_without_scripts(page: Page, paper: str) -> None:
    page.goto(paper + "/")
    page.get_by_role("searchbox").fill("holloway")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles that say “holloway”")
    expect(page.locator("mark").first).to_have_text("Holloway")


def test_new_stories_announce_themselves_and_move_nothing(page: Page, paper: str) -> None:
    page.clock.install()
    page.route(
        "**/edition.json",
        lambda route: route.fulfill(
            json={"edition": 99, "at": "2026-03-12T14:06:00+00:00", "stories": [1, 2, 901, 902, 903]}
        ),
    )
    page.goto(paper + "/")
    lead = page.locator(".lead")
    before = lead.bounding_box()
    with page.expect_response("**/edition.json"):
        page.clock.fast_forward(21_000)
    expect(page.locator(".fresh a")).to_have_text("3 new stories – show them")
    assert lead.bounding_box() == before


def test_the_first_tab_skips_to_the_news(page: Page, paper: str) -> None:
    page.goto(paper + "/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the news")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 800}}], ids=["360"], indirect=True)
def test_what_one_presses_is_large_enough(page: Page, paper: str) -> None:
    page.goto(paper + "/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.sections a, .search input, .search button, .foot a')]
            .map(e => [e.textContent || e.name, e.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert small == []


@pytest.mark.parametrize("page", [{"locale": "ar"}], ids=["arabic"], indirect=True)
def test_an_arabic_headline_runs_from_the_right(page: Page, paper: str) -> None:
    page.goto(paper + PAGES["arabic"])
    headline = page.locator(".articles .headline").first
    assert headline.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_letters_arrive_once_and_without_a_shift(page: Page, paper: str, seen: Seen) -> None:
    page.goto(paper + "/", wait_until="networkidle")
    assert len([url for url in seen.requests if ".woff2" in url]) == 1
    shift = page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(sum), 200);
        })"""
    )
    assert shift < 0.05


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 800}}], ids=["360"], indirect=True)
def test_the_ring_around_what_has_the_focus_is_not_cut_off(page: Page, paper: str) -> None:
    page.goto(paper + "/topics/")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.sections a, .mine a, .kinds a')].map(e => {
            const [line, link] = [e.closest('nav').getBoundingClientRect(), e.getBoundingClientRect()];
            return [e.textContent, link.top - line.top, line.bottom - link.bottom];
        }).filter(([, above, below]) => above < 4 || below < 4)"""
    )
    assert cut == []


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 800}}], ids=["360"], indirect=True)
def test_no_feed_stands_beyond_a_narrow_screen(page: Page, paper: str) -> None:
    page.goto(paper + PAGES["status"])
    tables = page.locator(".table").evaluate_all("all => all.map(e => e.scrollWidth - e.clientWidth)")
    assert tables
    assert max(tables) <= 0
    expect(page.get_by_role("columnheader", name="Asked again").first).to_be_attached()


def test_a_section_is_named_more_quietly_than_its_lead(page: Page, paper: str) -> None:
    page.goto(paper + PAGES["section"])
    name, lead = (
        page.locator(which).evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for which in (".section-head .heading", ".lead .headline")
    )
    assert name * 1.5 < lead
