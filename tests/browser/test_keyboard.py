"""The paper by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_for
from tests.browser.serving import House
from tests.browser.waiting import take_in


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("keys"), wait_for)
    made.open()
    yield made
    made.close()


@pytest.fixture
def house(served: House) -> House:
    """A paper of one reader, who has done nothing yet."""
    served.forget()
    return served


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    """The front page; nothing may complain."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.goto(house.address + "/")
    yield opened
    context.close()
    assert troubles == []


def chosen(page: Page) -> str:
    """The headline that has the focus."""
    return page.locator(":focus").inner_text()


def said(page: Page) -> str:
    """What was said last."""
    line = page.locator(".said .now span")
    expect(line).not_to_be_empty()
    return line.inner_text()


def test_j_and_k_walk_the_headlines(page: Page) -> None:
    page.keyboard.press("j")
    first = chosen(page)
    assert first == page.locator(".lead .headline").inner_text()
    page.keyboard.press("j")
    assert chosen(page) != first
    outline = page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("k")
    assert chosen(page) == first
    page.keyboard.press("k")
    assert chosen(page) == first


def test_j_reaches_every_story_and_shows_it(page: Page) -> None:
    stories = page.locator("main :is(.lead, .item, .numbered li) .headline a:visible").count()
    seen = []
    for _ in range(stories + 3):
        page.keyboard.press("j")
        seen.append(page.locator(":focus").get_attribute("href"))
    assert set(seen) == set(
        page.eval_on_selector_all(
            "main :is(.lead, .item, .numbered li) .headline a", "all => all.map(a => a.getAttribute('href'))"
        )
    )
    expect(page.locator(":focus")).to_be_in_viewport()


@pytest.mark.parametrize("key", ["o", "Enter"])
def test_a_story_is_opened(key: str, page: Page, house: House) -> None:
    page.keyboard.press("j")
    page.keyboard.press(key)
    page.wait_for_url(f"{house.address}/story/1/*")


def test_a_story_is_saved_followed_and_seen_less_of_and_each_undone(page: Page, house: House) -> None:
    page.keyboard.press("j")
    for key, table, told in (
        ("s", "members_saved", "Saved:"),
        ("f", "members_follow", "You follow"),
    ):
        page.keyboard.press(key)
        expect(page.locator(".said .now span")).to_contain_text(told)
        assert house.count(table) == 1
        page.keyboard.press("u")
        expect(page.locator(".said .now span")).to_have_text("Undone.")
        assert house.count(table) == 0
    page.keyboard.press("m")
    expect(page.locator(".said .now span")).to_contain_text("You will see less like")
    assert house.count("members_deed", verb="skip") == 1


def test_what_another_tab_sent_first_is_said_all_the_same(page: Page, house: House) -> None:
    take_in(page)
    page.evaluate("""() => {
        const { keep, flush } = deeds;
        const seen = new Set();
        const line = document.querySelector(".said");
        window.saidEarly = [];
        deeds.keep = async (deed) => {
            const name = `${deed.fields.key} ${deed.undone}`;
            await keep(deed);
            if (!seen.has(name)) {
                const before = line.textContent;
                const data = { about: "sent", told: await flush() };
                navigator.serviceWorker.dispatchEvent(new MessageEvent("message", { data }));
                saidEarly.push(line.textContent !== before);
            }
            seen.add(name);
        };
    }""")
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(".said .now span")).to_contain_text("Saved:")
    page.keyboard.press("u")
    expect(page.locator(".said .now span")).to_have_text("Undone.")
    assert house.count("members_saved") == 0
    assert page.evaluate("async () => (await deeds.waiting()).length") == 0
    assert page.evaluate("saidEarly") == [False, False]  # once, by what does it, when it is done with it


def test_s_again_takes_it_off_the_list(page: Page, house: House) -> None:
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(".said .now span")).to_contain_text("Saved:")
    page.keyboard.press("s")
    expect(page.locator(".said .now span")).to_contain_text("No longer saved:")
    assert house.count("members_saved") == 0


def test_a_button_pressed_shows_what_stands_without_a_reload(page: Page, house: House) -> None:
    page.evaluate("window.isTheSame = true")
    button = page.locator(".lead").get_by_role("button", name="Save", exact=True).first
    button.click()
    expect(page.locator(".said .now span")).to_contain_text("Saved:")
    expect(page.locator(".lead").get_by_role("button", name="Saved", exact=True).first).to_be_visible()
    assert house.count("members_saved", story_id=1) == 1
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(button).to_be_visible()
    expect(page.locator(".said .now span")).to_have_text("Undone.")
    assert house.count("members_saved") == 0
    page.locator(".said").get_by_role("button", name="Close").click()
    expect(page.locator(".said .now")).to_have_count(0)
    assert page.evaluate("window.isTheSame")


def test_on_a_storys_own_page_its_own_button_is_pressed(page: Page, house: House) -> None:
    page.goto(f"{house.address}/story/1/ferry")
    page.keyboard.press("f")
    expect(page.locator(".said .now span")).to_contain_text("You follow")
    assert house.count("members_follow", kind="story", key="1") == 1
    page.keyboard.press("f")
    expect(page.locator(".said .now span")).to_contain_text("You no longer follow")


def test_a_full_stop_shows_and_hides_why(page: Page, house: House) -> None:
    page.goto(f"{house.address}/story/1/ferry")
    reasons = page.locator("main details.why").first
    for is_open in (True, False):
        page.keyboard.press(".")
        assert reasons.evaluate("e => e.open") is is_open


@pytest.mark.parametrize(
    ("letter", "path"),
    [("f", "/"), ("e", "/editions/"), ("y", "/for-you/"), ("s", "/my/saved/"), ("h", "/my/history/")],
)
def test_g_goes_places(letter: str, path: str, page: Page, house: House) -> None:
    asked: list[str] = []
    page.route(
        "**/*", lambda route: (asked.append(route.request.url), route.fulfill(body="<title>x</title>"))[1]
    )
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press(letter)
    assert page.url == house.address + path


def test_g_and_something_later_goes_nowhere(page: Page, house: House) -> None:
    page.keyboard.press("g")
    page.wait_for_timeout(1700)
    page.keyboard.press("e")
    page.wait_for_timeout(200)
    assert page.url == house.address + "/"


def test_a_slash_begins_a_search_and_typing_is_typing(page: Page, house: House) -> None:
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jks?guf/.m")
    expect(page.locator("#q")).to_have_value("jks?guf/.m")
    assert house.count("members_deed") == 0


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_keys_of_browser_and_system_are_left_alone(held: str, page: Page) -> None:
    page.keyboard.press(f"{held}+j")
    expect(page.locator("main a:focus")).to_have_count(0)


def test_the_keys_are_told_in_a_dialog_that_holds_the_focus(page: Page) -> None:
    page.keyboard.press("j")
    before = chosen(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="The paper by keyboard")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("Next story")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("j")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [v["id"] for v in found] == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert chosen(page) == before
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_single_keys_can_be_switched_off_and_on(page: Page, house: House) -> None:
    page.goto(house.address + "/keys")
    page.get_by_label("Single keys are on, in this browser").uncheck()
    page.goto(house.address + "/")
    page.keyboard.press("j")
    expect(page.locator("main a:focus")).to_have_count(0)
    page.goto(house.address + "/keys")
    expect(page.locator("#keys-on")).not_to_be_checked()
    page.locator("#keys-on").check()
    page.goto(house.address + "/")
    page.keyboard.press("j")
    expect(page.locator("main a:focus")).to_have_count(1)


def test_lists_are_walked_too(page: Page, house: House) -> None:
    for path in ("/section/politics/", "/title/harbour-echo/", "/search?q=matter"):
        page.goto(house.address + path)
        page.keyboard.press("j")
        expect(page.locator("main a:focus")).to_have_count(1)
        first = chosen(page)
        page.keyboard.press("j")
        assert chosen(page) != first, path


def test_n_and_p_turn_pages(page: Page, house: House) -> None:
    add = """([rel, href]) => {
        const link = document.createElement("a");
        Object.assign(link, { rel, href, textContent: rel });
        document.querySelector("main").append(link);
    }"""
    page.evaluate(add, ["prev", "?page=1"])
    page.evaluate(add, ["next", "?page=3"])
    page.keyboard.press("n")
    page.wait_for_url("**/?page=3")
    page.go_back()
    page.evaluate(add, ["prev", "?page=1"])
    page.keyboard.press("p")
    page.wait_for_url("**/?page=1")


def test_keys_of_another_alphabet_count_by_their_place(page: Page) -> None:
    page.evaluate(
        """() => document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key: "о", code: "KeyJ", bubbles: true, cancelable: true}))"""
    )
    expect(page.locator("main a:focus")).to_have_count(1)
