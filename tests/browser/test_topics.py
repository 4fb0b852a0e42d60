"""Pages of topics and of what is near, as a browser finds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PAGES = (
    "/topics/",
    "/topics/?kind=place",
    "/topics/?q=xylophone",
    "/topic/shipping/",
    "/topic/leeds-gb/?order=important",
    "/local/",
    "/local/?q=leeds",
    "/local/?place=leeds-gb&place=united-kingdom",
)


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own; a test's parameters may say how it is opened."""
    asked: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | asked))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("page", [{"color_scheme": c} for c in ("light", "dark")], ids=str, indirect=True)
def test_axe_finds_nothing(page: Page, paper: str) -> None:
    axe = Axe()
    for path in PAGES:
        page.goto(paper + path)
        results = axe.run(page, options={"resultTypes": ["violations"]})
        found = [(v["id"], [n["html"][:120] for n in v["nodes"][:2]]) for v in results.response["violations"]]
        assert not found, f"{path}: {found}"


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": w, "height": 800}} for w in (320, 768, 1280)], ids=str, indirect=True
)
def test_nothing_runs_over_the_edge_or_complains(page: Page, paper: str) -> None:
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    for path in PAGES:
        page.goto(paper + path)
        wide, view = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= view, path
    assert troubles == []


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 800}}], ids=["360"], indirect=True)
def test_what_one_presses_is_large_enough(page: Page, paper: str) -> None:
    for path in PAGES:
        page.goto(paper + path)
        small = page.evaluate(
            """() => [...document.querySelectorAll(".topic-list a, .kinds a, .finder button, .finder input:not([type=hidden]), .ordered nav a, .topic-deeds a, .turn a")]
            .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44).map(([text, box]) => `${text}: ${box.width}×${box.height}`)"""
        )
        assert small == [], path
