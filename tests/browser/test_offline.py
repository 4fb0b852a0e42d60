"""The paper without a network: what is kept, for whom, and what is done meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import wait_for
from tests.browser.serving import House
from tests.browser.waiting import take_in, until

FAILED = "Failed to load resource"


@pytest.fixture(scope="module")
def one_reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("one"), wait_for)
    yield made
    made.close()


@pytest.fixture(scope="module")
def many_readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("many"), wait_for, NEWSSTAND_SINGLE_READER="no")
    yield made
    made.close()


@pytest.fixture
def house(one_reader: House) -> House:
    """A paper of one reader, who has done nothing yet."""
    one_reader.open()
    one_reader.forget()
    return one_reader


@pytest.fixture
def members(many_readers: House) -> House:
    """A paper of many readers, who have done nothing yet."""
    many_readers.open()
    many_readers.forget()
    return many_readers


class Reading:
    """A browser with one page, and what its console complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", lambda m: self.hear(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.hear(str(error)))

    def hear(self, trouble: str) -> None:
        """Everything counts but that a request failed while there is no network."""
        if not trouble.startswith(FAILED):
            self.troubles.append(trouble)

    def open(self, house: House, path: str = "/") -> Page:
        """A page of the house."""
        self.page.goto(house.address + path)
        return self.page

    def cut(self, house: House) -> None:
        """No network any more: neither does the browser think so, nor is there any."""
        self.context.set_offline(True)
        house.wire.cut()

    def join(self, house: House) -> None:
        """The network is back."""
        house.wire.join()
        self.context.set_offline(False)

    def take_in(self, house: House, path: str = "/") -> Page:
        """Open a page and wait until the edition is kept."""
        page = self.open(house, path)
        take_in(page)
        return page


def where_it_is_noon() -> str:
    """A time zone in which no day ends soon: what was kept on another day is told with its date."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


@pytest.fixture
def reading(browser: Browser) -> Iterator[Reading]:
    """A reader's browser; nothing may complain in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id=where_it_is_noon())
    held = Reading(context)
    yield held
    context.close()
    assert held.troubles == []


KEPT = """async () => {
    const name = (await caches.keys()).find(n => n.startsWith("newsstand-pages-"));
    const pages = name ? await (await caches.open(name)).keys() : [];
    return pages.map(request => new URL(request.url).pathname);
}"""


def kept_pages(page: Page) -> list[str]:
    found: list[str] = page.evaluate(KEPT)
    return found


def do(page: Page, verb: str, kind: str, target: str) -> None:
    page.evaluate("([verb, kind, target]) => paper.act({verb, kind, target})", [verb, kind, target])


def test_the_edition_is_read_off_line(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    headline = page.locator(".lead .headline").inner_text()
    reading.cut(house)
    reading.open(house)
    expect(page.locator(".lead .headline")).to_have_text(headline)
    expect(page.locator(".off")).to_have_text("You are off line: this is the edition of 14:03.")
    page.locator(".lead .headline a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.locator(".off")).to_have_text("You are off line: this page is as it was at 14:05.")
    mark = page.locator(".text .mark").first
    mark.click()
    expect(page.locator(str(mark.get_attribute("href")))).to_be_visible()


def test_off_line_pages_look_as_they_do_on_line(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    look = """async () => {
        await document.fonts.ready;
        return [document.fonts.check("16px Newsreader"), getComputedStyle(document.querySelector(".lead .headline")).fontSize,
            [...document.images].slice(0, 1).map(i => i.naturalWidth > 0)];
    }"""
    until(
        page,
        "async () => { const first = document.images[0].src; return Boolean(await caches.match(first)); }",
    )
    page.wait_for_load_state("networkidle")
    before = page.evaluate(look)
    assert before[2] == [True]
    reading.cut(house)
    reading.open(house)
    assert page.evaluate(look) == before


def test_a_saved_article_never_opened_is_read_off_line(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    assert "/article/2/" not in kept_pages(page)
    do(page, "save", "article", "2")
    until(page, f"async () => (await ({KEPT})()).includes('/article/2/')")
    reading.cut(house)
    reading.open(house, "/article/2/whatever-it-was-called")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator(".off")).to_contain_text("You are off line")


def test_what_is_done_off_line_is_said_kept_and_sent_once(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    reading.cut(house)
    reading.open(house, "/")
    do(page, "save", "story", "1")
    expect(page.locator(".said .now span")).to_have_text("You are off line: it is kept here and sent later.")
    do(page, "follow", "story", "1")
    do(page, "skip", "story", "2")
    until(page, "async () => (await deeds.waiting()).length === 3")
    assert house.count("members_deed") == 0
    reading.open(house, "/keys")  # what waits outlives its page
    reading.join(house)
    expect(page.locator(".said .now span")).to_contain_text("You will see less like")
    until(page, "async () => (await deeds.waiting()).length === 0")
    assert house.count("members_saved", story_id=1) == 1
    assert house.count("members_follow", kind="story", key="1") == 1
    assert house.count("members_deed") == 3
    assert house.wire.asked["POST /my/act"] == 3


def test_a_deed_that_arrived_though_its_answer_did_not_is_done_once(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    house.wire.loses_answers_to = "POST /my/act"
    do(page, "save", "story", "1")
    expect(page.locator(".said .now span")).to_contain_text(
        re.compile("sent later|Saved")
    )  # or sent already by the worker
    assert house.count("members_deed", verb="save") == 1
    reading.open(house, "/keys")
    until(page, "async () => (await deeds.waiting()).length === 0")
    assert house.wire.asked["POST /my/act"] >= 2
    assert house.count("members_deed", verb="save") == 1
    assert house.count("members_saved") == 1


def test_what_was_undone_before_it_was_sent_is_never_done(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    reading.cut(house)
    do(page, "save", "story", "1")
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(page.locator(".said .now span")).to_have_text("Undone.")
    reading.join(house)
    reading.open(house, "/keys")
    until(page, "async () => (await deeds.waiting()).length === 0")
    assert house.count("members_saved") == 0


def test_what_was_undone_off_line_after_it_was_sent_is_undone_later(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    do(page, "save", "story", "1")
    expect(page.locator(".said .now span")).to_contain_text("Saved:")
    reading.cut(house)
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(page.locator(".said .now span")).to_have_text("You are off line: it is kept here and sent later.")
    assert house.count("members_saved") == 1
    reading.join(house)
    until(page, "async () => (await deeds.waiting()).length === 0")
    assert house.count("members_saved") == 0
    assert house.count("members_deed") == 1


def test_a_refused_deed_is_dropped_and_said(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    reading.cut(house)
    do(page, "save", "story", "987654")
    expect(page.locator(".said .now")).to_contain_text("sent later")
    reading.join(house)
    expect(page.locator(".said .now span")).to_contain_text("That is not in the paper any more")
    until(page, "async () => (await deeds.waiting()).length === 0")


def test_the_paper_stands_when_the_server_is_gone(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    headline = page.locator(".lead .headline").inner_text()
    house.close()
    page.locator(".lead .headline a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.locator(".off")).to_contain_text("You are off line")
    do(page, "follow", "story", "1")
    expect(page.locator(".said .now")).to_contain_text("sent later")
    house.open()
    reading.open(house)
    expect(page.locator(".said .now span")).to_contain_text("You follow")
    assert house.count("members_follow") == 1
    expect(page.locator(".off")).to_be_hidden()


def test_a_page_that_takes_too_long_is_the_kept_one(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    house.wire.clog()
    reading.open(house)
    expect(page.locator(".off")).to_have_text("You are off line: this is the edition of 14:03.")


def test_what_is_not_kept_leads_to_what_is(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    reading.cut(house)
    reading.open(house, "/search?q=ferry")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page cannot be had now")
    expect(page.locator(".off")).to_be_hidden()
    expect(page.get_by_role("heading", name="The edition")).to_be_visible()
    page.locator('[data-shelf="edition"]').get_by_role("link", name="Ferry").first.click()
    expect(page.locator("main h1")).to_contain_text("Ferry")


def test_a_button_pressed_off_line_stays_pressed(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    reading.cut(house)
    page.locator(".lead").get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".said .now span")).to_have_text("You are off line: it is kept here and sent later.")
    saved = page.locator(".lead").get_by_role("button", name="Saved", exact=True).first
    expect(saved).to_be_visible()
    reading.open(house)
    expect(saved).to_be_visible()
    reading.join(house)
    expect(page.locator(".said .now span")).to_contain_text("Saved:")
    assert house.count("members_saved", story_id=1) == 1
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(page.locator(".said .now span")).to_have_text("Undone.")
    expect(saved).to_be_hidden()
    assert house.count("members_saved") == 0


def test_a_form_that_cannot_be_sent_leads_to_what_is_kept(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    reading.cut(house)
    with page.expect_navigation():
        page.evaluate(
            """() => {
                const form = document.createElement("form");
                form.method = "post";
                form.action = "/catch-up/";
                document.body.append(form);
                form.submit();
            }"""
        )
    expect(page.get_by_role("heading", level=1)).to_have_text("This page cannot be had now")
    reading.open(house)
    expect(page.locator(".lead .headline")).to_be_visible()


def test_nothing_is_kept_that_must_not_be(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    for path in ("/status", "/search?q=ferry", "/my/settings/", "/desk/", "/nowhere", "/?page=2"):
        reading.open(house, path)
    reading.open(house, "/titles/")
    held = set(kept_pages(page))
    assert "/" in held
    assert not {p for p in held if p.startswith(("/status", "/search", "/my/settings", "/desk", "/nowhere"))}
    kinds = page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys()) {
                    const answer = await (await caches.open(name)).match(request);
                    found.push([request.method, new URL(request.url).origin === location.origin, answer.status]);
                }
            return found;
        }"""
    )
    assert {tuple(kind) for kind in kinds} == {("GET", True, 200)}


def test_nobody_reads_what_was_kept_for_another(members: House, reading: Reading) -> None:
    cookies = members.readers()
    reading.context.add_cookies(cookies["Ada"])
    page = reading.take_in(members)
    ada = page.evaluate("document.documentElement.dataset.reader")
    do(page, "save", "article", "2")
    until(page, f"async () => (await ({KEPT})()).includes('/article/2/')")
    reading.context.clear_cookies()
    reading.open(members, "/titles/")
    until(page, f"async () => !(await caches.keys()).some(n => n.includes({ada!r}))")
    reading.cut(members)
    reading.open(members, "/article/2/x")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page cannot be had now")
    reading.join(members)
    reading.context.add_cookies(cookies["Bob"])
    page = reading.take_in(members)
    bob = page.evaluate("document.documentElement.dataset.reader")
    assert bob not in ("", ada)
    names = page.evaluate("caches.keys()")
    assert [n for n in names if ada in n] == []
    assert "/article/2/" not in kept_pages(page)


def test_deeds_are_sent_for_none_but_who_did_them(members: House, reading: Reading) -> None:
    cookies = members.readers()
    reading.context.add_cookies(cookies["Ada"])
    page = reading.take_in(members)
    reading.cut(members)
    do(page, "save", "story", "1")
    expect(page.locator(".said .now")).to_contain_text("sent later")
    reading.context.clear_cookies()
    reading.context.add_cookies(cookies["Bob"])
    reading.join(members)
    page = reading.take_in(members)
    page.wait_for_timeout(500)
    assert members.count("members_saved") == 0
    assert page.evaluate("deeds.waiting().then(held => held.length)") == 1
    reading.context.clear_cookies()
    reading.context.add_cookies(cookies["Ada"])
    reading.open(members)
    until(page, "async () => (await deeds.waiting()).length === 0")
    assert members.count("members_saved") == 1


def test_who_is_not_signed_in_keeps_only_what_they_opened(members: House, reading: Reading) -> None:
    page = reading.open(members)
    until(page, "() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))")
    reading.open(members, "/article/1/x")
    until(page, f"async () => (await ({KEPT})()).length === 1")
    assert kept_pages(page) == ["/article/1/"]
    reading.cut(members)
    reading.open(members, "/article/1/x")
    expect(page.locator(".off")).to_contain_text("You are off line")


def test_the_line_moves_nothing(house: House, reading: Reading) -> None:
    page = reading.take_in(house)
    before = page.locator(".lead").bounding_box()
    reading.cut(house)
    expect(page.locator(".off")).to_have_text("You are off line: this is the edition of 14:03.")
    do(page, "save", "story", "1")
    expect(page.locator(".said .now")).to_be_visible()
    assert page.locator(".lead").bounding_box() == before
    line, said = page.locator(".off").bounding_box(), page.locator(".said .now").bounding_box()
    assert line
    assert said
    assert said["y"] + said["height"] <= line["y"] + 1
    reading.join(house)
    expect(page.locator(".off")).to_be_hidden()
