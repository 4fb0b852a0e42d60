"""The paper as an app: installable, quiet, without a shift."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.waiting import take_in, until
from tests.browser.wire import Wire

# A browser without a window is installed by nobody: that alone may be said.
OF_NO_CONCERN = {"in-incognito"}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one's own."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, paper: str) -> Page:
    """The front page, once the worker serves it."""
    opened = context.new_page()
    opened.goto(paper + "/")
    opened.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return opened


def test_it_can_be_installed(context: BrowserContext, page: Page) -> None:
    wire = context.new_cdp_session(page)
    told = wire.send("Page.getAppManifest")
    assert told["errors"] == []
    manifest = json.loads(told["data"])
    assert manifest["name"] == "Newsstand"
    errors = wire.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [e for e in errors if e["errorId"] not in OF_NO_CONCERN] == []


def test_every_icon_is_of_the_size_it_claims(page: Page) -> None:
    sizes = page.evaluate(
        """async () => {
            const manifest = await (await fetch("/manifest.webmanifest")).json();
            const painted = manifest.icons.filter(icon => icon.type === "image/png");
            return Promise.all(painted.map(async icon => {
                const image = await createImageBitmap(await (await fetch(icon.src)).blob());
                return [icon.sizes, `${image.width}x${image.height}`];
            }));
        }"""
    )
    assert len(sizes) == 4
    assert all(claimed == true for claimed, true in sizes)


def test_the_worker_takes_over_without_a_reload_and_keeps_no_older_shell(page: Page) -> None:
    page.evaluate("caches.open('newsstand-shell-older').then(() => true)")
    page.evaluate("navigator.serviceWorker.getRegistration().then(held => held.unregister())")
    page.reload()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(page.locator("main")).to_be_visible()
    until(page, "caches.keys().then(names => !names.includes('newsstand-shell-older'))")
    names = page.evaluate("caches.keys()")
    assert len([name for name in names if name.startswith("newsstand-shell-")]) == 1


# A page says when the worker that it called is there, and it has looked at it.
TELL_OF_CALLS = """() => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = function (...asked) {
        const coming = register.apply(this, asked);
        coming.then(() => setTimeout(() => { window.hasCalled = true; }));
        return coming;
    };
}"""


def come(page: Page, name: str) -> None:
    """A newer worker comes and waits: one of another address is another one."""
    page.evaluate(
        """async name => {
            const held = await navigator.serviceWorker.register("/service-worker.js?" + name);
            while (!held.waiting || !held.waiting.scriptURL.endsWith("?" + name)) await new Promise(requestAnimationFrame);
        }""",
        name,
    )


def at_work(page: Page) -> str:
    """The name of the worker that serves the page."""
    return str(page.evaluate("navigator.serviceWorker.controller.scriptURL")).partition("?")[2]


def settle(page: Page) -> None:
    """The page's worker is at work, and its own call for one is over."""
    # Our policy lets no script but our own name a worker: these tests step over it.
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.add_init_script(f"({TELL_OF_CALLS})()")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller && window.hasCalled")
    page.evaluate("window.isTheSame = true")


def offered(page: Page) -> Locator:
    """The button under the line that says that a newer app waits."""
    line = page.locator(".off")
    expect(line).to_contain_text("A newer version of the app is ready.")
    assert page.evaluate("window.isTheSame")
    return line.get_by_role("button", name="Use it")


@pytest.mark.parametrize("names", [["newer"], ["newer", "newest"]], ids=len)
def test_a_newer_app_is_announced_and_waits_until_it_is_wanted(page: Page, names: list[str]) -> None:
    settle(page)
    for name in names:
        come(page, name)
    with page.expect_navigation():
        offered(page).click()
    assert at_work(page) == names[-1]


def test_a_newer_app_that_another_tab_took_into_use_is_one_reload_away(page: Page) -> None:
    settle(page)
    come(page, "newer")
    renew = offered(page)
    page.evaluate(  # what the other tab says
        "navigator.serviceWorker.getRegistration().then(held => held.waiting.postMessage({ about: 'renew' }))"
    )
    page.wait_for_function("navigator.serviceWorker.controller.scriptURL.endsWith('?newer')")
    assert page.evaluate("window.isTheSame")
    with page.expect_navigation():
        renew.click()


def test_a_newer_app_does_not_wait_for_what_the_older_one_still_fetches(
    context: BrowserContext, paper: str
) -> None:
    wire = Wire()
    wire.join(urlsplit(paper).port or 0)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{wire.port}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    settle(page)
    come(page, "newer")
    renew = offered(page)
    wire.is_holding.clear()
    wire.holds = "GET /story/"
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    page.evaluate("navigator.serviceWorker.controller.postMessage({ about: 'fill' })")
    assert wire.is_holding.wait(20), "a story is on its way to the older worker"
    with page.expect_navigation(timeout=30_000):  # it is held for twice as long
        renew.click()
    assert at_work(page) == "newer"
    wire.let_go()
    wire.cut()


@pytest.mark.parametrize("path", ["/keys", "/offline"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(path: str, scheme: Any, page: Page, paper: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(paper + path)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:2]]) for v in found] == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("path", ["/keys", "/offline"])
def test_nothing_runs_over_the_edge(path: str, width: int, page: Page, paper: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(paper + path)
    wide, view = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= view


OBSERVE = """() => new Promise(done => {
    let sum = 0;
    const tasks = [];
    new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
        .observe({type: "layout-shift", buffered: true});
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => e.startTime)))
        .observe({type: "longtask", buffered: true});
    const {loadEventEnd} = performance.getEntriesByType("navigation")[0];
    setTimeout(() => done([sum, tasks.filter(started => started > loadEventEnd)]), 200);
})"""


def test_the_scripts_shift_nothing_and_hold_nobody_up(page: Page, paper: str) -> None:
    # What letters shift when they come is no script's doing; letters that come after the words are
    # as wide as those that stood in for them, nearly.
    page.route("**/*.woff2", lambda route: route.abort())
    for _ in range(10):  # a busy machine makes a task long now and then; a slow script does so every time
        page.goto(paper + "/", wait_until="load")
        page.wait_for_timeout(500)
        shift, tasks = page.evaluate(OBSERVE)
        assert shift < 0.005
        if not tasks:
            break
    assert tasks == []


def test_who_saves_traffic_keeps_no_pictures(browser: Browser, paper: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = context.new_page()
    page.goto(paper + "/")
    take_in(page)
    page.wait_for_timeout(300)
    names = page.evaluate("caches.keys()")
    assert not [name for name in names if name.startswith("newsstand-pictures-")]
    context.close()
