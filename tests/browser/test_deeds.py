"""Two things at once: a deed on its way, and what a reader, another page or the worker does meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import wait_for
from tests.browser.serving import House
from tests.browser.waiting import take_in, until

NOTHING_WAITS = "async () => !(await deeds.waiting()).length"
# Leaves the page in the very moment in which the button shows that what was pressed is done.
LEAVE_AT_ONCE = """([shown, pressed]) => {
    const all = {childList: true, subtree: true, characterData: true};
    new MutationObserver(() => location.reload()).observe(shown, all);
    pressed.click();
}"""

# A page calls no worker of its own, and says when it has the one that is there.
TAKE_WHAT_IS_THERE = """() => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = async function (address) {
        if (String(address).includes("?")) return register.call(this, address);
        const held = await this.getRegistration();
        setTimeout(() => { window.hasLooked = true; });
        return held;
    };
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("deeds"), wait_for)
    yield made
    made.close()


@pytest.fixture
def house(served: House) -> House:
    """A paper of one reader, who has done nothing yet."""
    served.open()
    served.forget()
    return served


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    """The front page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(house.address + "/")
    yield opened
    house.wire.let_go()
    context.close()


def button(page: Page, place: int, name: str) -> Locator:
    """A button of the story at a place of the front page."""
    return page.locator("article.item").nth(place).get_by_role("button", name=name, exact=True)


def told(page: Page) -> Locator:
    """What was said last."""
    return page.locator(".said .now span")


def test_what_was_taken_back_is_taken_back_though_the_page_is_left_at_once(page: Page, house: House) -> None:
    button(page, 1, "Save").click()
    expect(told(page)).to_contain_text("Saved:")
    shown = button(page, 1, "Saved").element_handle()
    pressed = page.locator(".said").get_by_role("button", name="Undo").element_handle()
    with page.expect_navigation():
        page.evaluate(LEAVE_AT_ONCE, [shown, pressed])
    expect(button(page, 1, "Save")).to_be_visible()
    until(page, NOTHING_WAITS)
    assert house.count("members_saved") == 0


def test_a_page_shows_what_was_taken_back_and_waits(page: Page, house: House) -> None:
    take_in(page)
    button(page, 1, "Save").click()
    expect(told(page)).to_contain_text("Saved:")
    house.wire.cut()
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(told(page)).to_contain_text("sent later")
    button(page, 2, "Save").click()
    expect(button(page, 2, "Saved")).to_be_visible()
    page.reload()
    expect(button(page, 2, "Saved")).to_be_visible()  # both are turned together
    expect(button(page, 1, "Save")).to_be_visible()
    assert house.count("members_saved") == 1


def test_undo_takes_back_the_last_deed_though_its_answer_is_not_here(page: Page, house: House) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(told(page)).to_contain_text("Saved:")
    first = house.count("members_saved", story_id=1)
    house.wire.is_holding.clear()
    house.wire.holds = "POST /my/act"
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert house.wire.is_holding.wait(20), "the second deed's answer is on its way"
    page.keyboard.press("u")
    house.wire.let_go()
    expect(told(page)).to_have_text("Undone.")
    assert house.count("members_saved") == house.count("members_saved", story_id=1) == first == 1


def test_what_is_taken_back_while_leave_to_send_is_asked_for_is_never_sent(page: Page, house: House) -> None:
    house.wire.is_holding.clear()
    house.wire.holds = "GET /my/token"
    page.evaluate(
        """async () => {
            const fields = { verb: "save", kind: "story", target: "1", key: "taken-back" };
            await deeds.keep({ reader: paper.reader, at: Date.now(), fields });
            window.sent = deeds.flush();
        }"""
    )
    assert house.wire.is_holding.wait(20), "leave is on its way"
    page.evaluate("async () => deeds.drop((await deeds.waiting())[0])")
    house.wire.let_go()
    assert page.evaluate("sent") == []
    assert house.wire.asked["POST /my/act"] == 0
    assert house.count("members_saved") == 0


def test_of_who_signs_out_no_deed_stays_that_was_on_its_way(page: Page, house: House) -> None:
    house.wire.is_holding.clear()
    house.wire.holds = "POST /my/act"
    page.evaluate(
        """async () => {
            const fields = { verb: "save", kind: "story", target: "1", key: "on-its-way" };
            await deeds.keep({ reader: paper.reader, at: Date.now(), fields });
            window.sent = deeds.flush();
        }"""
    )
    assert house.wire.is_holding.wait(20), "its answer is on its way"
    page.evaluate("deeds.clear()")
    house.wire.let_go()
    assert page.evaluate("async () => (await sent).length") == 1
    assert page.evaluate("deeds.since(0)") == []


def test_a_page_that_was_asked_for_before_a_deed_and_kept_after_it_shows_it(page: Page, house: House) -> None:
    take_in(page)
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    house.wire.is_holding.clear()
    house.wire.holds = "GET /story/1/"
    page.evaluate("navigator.serviceWorker.controller.postMessage({ about: 'fill' })")
    assert house.wire.is_holding.wait(20), "the story is on its way to the worker"
    page.evaluate("paper.act({ verb: 'follow', kind: 'story', target: '1' })")
    expect(told(page)).to_contain_text("You follow")
    house.wire.let_go()
    take_in(page)
    house.wire.cut()
    page.goto(f"{house.address}/story/1/")
    expect(page.locator("html[data-kept]")).to_have_count(1)
    expect(page.locator("form.act-follow button.on").first).to_be_visible()


def test_what_the_worker_sent_is_said_on_a_page_that_is_never_idle(page: Page, house: House) -> None:
    take_in(page)
    page.add_init_script("window.requestIdleCallback = () => 0")
    page.reload()
    house.wire.cut()
    page.evaluate("paper.act({ verb: 'save', kind: 'story', target: '1' })")
    expect(told(page)).to_contain_text("sent later")
    house.wire.join()
    page.context.service_workers[0].evaluate("sendDeeds()")
    expect(told(page)).to_contain_text("Saved:")
    assert house.count("members_saved", story_id=1) == 1


def test_an_app_that_was_on_its_way_before_the_page_looked_is_announced(page: Page, house: House) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.add_init_script(f"({TAKE_WHAT_IS_THERE})()")
    other = page.context.new_page()
    # Our policy lets no script but our own name a worker: this page steps over it.
    page.context.new_cdp_session(other).send("Page.setBypassCSP", {"enabled": True})
    other.goto(house.address + "/keys")
    house.wire.is_holding.clear()
    house.wire.holds = "GET /offline"
    other.evaluate("navigator.serviceWorker.register('/service-worker.js?newer').then(() => true)")
    assert house.wire.is_holding.wait(20), "the newer worker is being installed"
    page.reload()
    until(page, "Boolean(window.hasLooked)")  # polled by itself, the policy would forbid it
    house.wire.let_go()
    expect(page.locator(".off")).to_contain_text("A newer version of the app is ready.")
